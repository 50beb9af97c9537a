using System.CommandLine;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Store;
using Crowdwork.Web.Runs;

namespace Crowdwork.Cli;

/// <summary>What a command ends with: 0 done, 1 the world failed, 2 the user's mistake.</summary>
internal static class Outcome
{
    public const int Done = 0;
    public const int WorldFailed = 1;
    public const int UserMistake = 2;

    // A server that is stopped tells every page before it goes.
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(10);

    /// <summary>Runs a command. The user's mistakes are one message each and no stack trace; ours say so and keep it.</summary>
    public static async Task<int> Of(ParseResult command)
    {
        try
        {
            // A run listens to Ctrl-C itself: the first one lets people finish, which may take an hour.
            TimeSpan? within = command.CommandResult.Command.Name is "launch" or "resume" or "stop" ? null : StopsWithin;
            var code = await command.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = within });
            // The parser has said what it did not understand; it calls that 1.
            return command.Errors.Count > 0 ? UserMistake : code;
        }
        catch (Exception mistake) when (mistake is Mistake or LaunchRefusal)
        {
            Console.Error.WriteLine(mistake.Message);
            return UserMistake;
        }
        catch (StoreException trouble)
        {
            // A store that is in use, read-only or damaged is for the user to put right; the message says how.
            Console.Error.WriteLine(trouble.Message);
            return UserMistake;
        }
        catch (CrowdFault fault)
        {
            // Keys are the user's matter. What a marketplace does is not.
            Console.Error.WriteLine(fault.Message);
            return fault.Kind == CrowdFaultKind.Credentials ? UserMistake : WorldFailed;
        }
        catch (Exception bug)
        {
            Console.Error.WriteLine($"Bug in Crowdwork: {bug}");
            return WorldFailed;
        }
    }
}

/// <summary>Something that the user can mend: the message says where, what, and what to do.</summary>
internal sealed class Mistake(string message) : Exception(message);
