using System.CommandLine;
using System.CommandLine.Parsing;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Tasks;
using Crowdwork.Web.Runs;

namespace Crowdwork.Cli;

/// <summary>
/// The words of <c>runner launch</c>. The process that serves a project's runs reads them as the command does that was typed, so that a launch that is handed over means the
/// same and is refused for the same reasons.
/// </summary>
internal sealed class LaunchWords
{
    private readonly Argument<string> _task = new("task") { Description = "The task, by folder or name." };
    private readonly CrowdChoice _crowd = new();
    private readonly LaunchOptions _options = new();
    private readonly ServingOptions _serving = new();
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do not ask. With real money it needs --budget." };
    private readonly Option<bool> _check = new("--check") { Description = "Check and price everything, and launch nothing." };

    public LaunchWords(string description)
    {
        Command = new Command("launch", description) { _task };
        foreach (var option in _crowd.Options.Concat(_options.All).Concat(_serving.All)) Command.Add(option);
        Command.Add(_yes);
        Command.Add(_check);
    }

    public Command Command { get; }

    public bool SaysYes(ParseResult parsed) => parsed.GetValue(_yes);

    public bool OnlyChecks(ParseResult parsed) => parsed.GetValue(_check);

    public CrowdAddress Crowd(ParseResult parsed, CrowdSettings settings) => _crowd.Address(parsed, settings);

    public ServingOptions Serving => _serving;

    /// <summary>What is wanted, read from the words.</summary>
    /// <exception cref="Mistake">They make no sense, or there is no such task.</exception>
    public Launch Read(ParseResult parsed, CrowdSettings settings)
    {
        var crowd = Crowd(parsed, settings);
        var wish = _options.Wish(parsed, crowd, settings);
        if (SaysYes(parsed) && crowd.IsLive && !_options.HasBudget(parsed))
            throw new Mistake("--yes with real money needs --budget: say what this run may spend at most.");
        var task = Project.FindTask(settings, parsed.GetValue(_task)!);
        if (task.Config is { } config) task = task.With(_options.Flags(parsed).Over(config));
        return new Launch(task, wish, settings);
    }

    /// <summary>The words again, for a process that stands in another folder.</summary>
    public LaunchOrder Order(ParseResult parsed, CrowdSettings settings)
    {
        var named = parsed.GetResult(_task)!.Tokens[0];
        var flags = parsed.Tokens.Where(token => token.Type != TokenType.Command && !ReferenceEquals(token, named)).Select(token => token.Value);
        return new LaunchOrder([Project.FindTask(settings, named.Value).Path, .. flags]);
    }

    /// <summary>The words of an order, understood.</summary>
    /// <exception cref="Mistake">They are not those of this command.</exception>
    public Launch Read(LaunchOrder order, CrowdSettings settings)
    {
        var parsed = Command.Parse(order.Words);
        if (parsed.Errors.Count > 0) throw new Mistake(string.Join(Environment.NewLine, parsed.Errors.Select(error => error.Message)));
        return Read(parsed, settings);
    }
}

/// <summary>What somebody wants to launch.</summary>
/// <param name="Task">The task, with the flags over its settings.</param>
/// <param name="Wish">What else was said.</param>
/// <param name="Settings">crowd.json, as it is now.</param>
internal sealed record Launch(TaskFolder Task, LaunchWish Wish, CrowdSettings Settings)
{
    public CrowdAddress Crowd => Wish.Crowd;
}
