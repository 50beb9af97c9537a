using System.CommandLine;
using Crowdwork.Engine.Review;

namespace Crowdwork.Cli;

/// <summary>What all commands that decide have in common: the run, the reason, who decides, how it is printed.</summary>
internal sealed class DecisionChoice
{
    private readonly Argument<string> _run = new("run") { Description = "The run." };
    private readonly Option<string?> _because = new("--because", "-m") { Description = "The reason. Workers read it where they are rejected, blocked or given a bonus.", HelpName = "text" };
    private readonly Option<string?> _by = new("--by") { Description = "Who decides, for the log. Default: your user name.", HelpName = "name" };
    private readonly Option<bool> _json = new("--json") { Description = "Print what came of it as JSON." };

    /// <summary>The command with the run first, then its own arguments, then the common options.</summary>
    public Command Command(string name, string description, params Symbol[] own)
    {
        var command = new Command(name, description) { _run };
        foreach (var symbol in own)
        {
            if (symbol is Argument argument) command.Add(argument);
            if (symbol is Option option) command.Add(option);
        }

        foreach (var option in (Option[])[_because, _by, _json]) command.Add(option);
        return command;
    }

    public DecideRequest Request(ParseResult parsed, string act) => new()
    {
        Run = parsed.GetValue(_run)!,
        Act = act,
        By = parsed.GetValue(_by) ?? Environment.UserName,
        Because = parsed.GetValue(_because),
    };

    public async Task<int> Decide(ParseResult parsed, DecideRequest request, CancellationToken cancelled)
        => DecisionPrint.Print(await DecisionLine.Decide(Project.Open(Environment.CurrentDirectory), request, cancelled), parsed.GetValue(_json));
}
