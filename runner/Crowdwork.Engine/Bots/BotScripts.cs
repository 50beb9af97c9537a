using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds;
using Crowdwork.Scripting;
using Crowdwork.Scripting.Bots;

namespace Crowdwork.Engine.Bots;

/// <summary>A bots.csx that was compiled and has declared its bots.</summary>
internal sealed class BotScripts : IDisposable
{
    private const int LongestName = 40;

    private readonly LoadedWorld _script;
    private readonly List<BotPart> _parts = [];

    private BotScripts(LoadedWorld script) => _script = script;

    /// <summary>The bots, in the order in which they were declared.</summary>
    public IReadOnlyList<BotPart> Parts => _parts;

    /// <summary>Compiles a script and lets it declare. What is wrong with it is in the problems; then there are no bots.</summary>
    /// <param name="compiler">Compiles worlds and bots alike.</param>
    /// <param name="path">The script.</param>
    /// <param name="show">How a problem names a file.</param>
    /// <param name="cancelled">Gives it up.</param>
    public static (BotScripts? Bots, IReadOnlyList<Problem> Problems) Load(WorldCompiler compiler, string path, Func<string, string> show, CancellationToken cancelled = default)
    {
        var build = compiler.Compile(path, ScriptKind.Bots, cancelled);
        var problems = build.Problems.Select(problem => problem with { File = show(problem.File) }).ToList();
        if (build.World is not { } script) return (null, problems);

        var bots = new BotScripts(script);
        if (bots.Declare(show) is not { } problem) return (bots, problems);
        problems.Add(problem);
        bots.Dispose();
        return (null, problems);
    }

    public void Dispose() => _script.Dispose();

    private Problem? Declare(Func<string, string> show)
    {
        var file = show(_script.Path);
        try
        {
            if (Run() is not { } declared) return new Problem(file, 0, 0, $"The script did not come back within {TurnGuard.Patience.TotalSeconds:0} seconds.", "At its top level it only declares: `Bot(\"diligent\", async bot => { ... });`.");
            if (!declared.IsCompleted) return new Problem(file, 0, 0, "The script waits at its top level, where it only declares.", "Put what waits into a bot: `Bot(\"diligent\", async bot => { ... });`.");
            declared.GetAwaiter().GetResult();
        }
        catch (Exception e)
        {
            var fault = _script.Describe(e);
            return new Problem(show(fault.File), fault.Line, fault.Column, fault.Message);
        }

        return _parts.Count > 0 ? null : new Problem(file, 0, 0, "The script declares no bot.", "Write `Bot(\"diligent\", async bot => { ... });`.");
    }

    // Declaring is guarded as the turn of a world is. Null for a script that had to be aborted.
    private Task? Run()
    {
        Task? declared = null;
        Fuel.Fill(BotContext.Steps);
        try
        {
            return TurnGuard.Run(() => declared = _script.RunWith(new BotScript(Add))) ? declared : null;
        }
        finally
        {
            Fuel.Stop();
        }
    }

    private void Add(string name, Func<Bot, Task> play, CallSite at)
    {
        if (name.Length is 0 or > LongestName || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            throw new ArgumentException($"\"{name}\" cannot be the name of a bot: it has 1 to {LongestName} letters, digits, - or _.");
        if (_parts.Exists(part => part.Name == name)) throw new ArgumentException($"There is a bot \"{name}\" already. Give this one another name.");
        _parts.Add(new BotPart(name, play, Describe));
    }

    private string Describe(Exception e)
    {
        var fault = _script.Describe(e);
        return fault.Line == 0 ? fault.Message : $"{Path.GetFileName(fault.File)}({fault.Line},{fault.Column}): {fault.Message}";
    }
}
