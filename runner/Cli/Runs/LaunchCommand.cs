using System.CommandLine;
using System.Net;
using System.Security.Cryptography;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Rehearsals;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Tasks;
using Crowdwork.Web.Jsx;
using Crowdwork.Web.Runs;

namespace Crowdwork.Cli;

/// <summary><c>runner launch &lt;task></c>: a task goes to a crowd.</summary>
internal static class LaunchCommand
{
    public static Command Make()
    {
        var task = new Argument<string>("task") { Description = "The task, by folder or name." };
        var choice = new CrowdChoice();
        var options = new LaunchOptions();
        var serving = new ServingOptions();
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask. With real money it needs --budget." };
        var check = new Option<bool>("--check") { Description = "Check and price everything, and launch nothing." };
        var command = new Command(
            "launch", """
            Launch a task on a crowd, serve its workers until all work is in, and pay what is due. Everything is checked and priced before anything is made.

            Examples:
              runner launch tasks/qa                              the local marketplace, at http://localhost:8001
              runner launch tasks/qa --check                      what it would cost, and what stands in the way
              runner launch tasks/qa --sandbox -n 20 -r 0.50
              runner launch tasks/qa --live --unique --pilot 5    real money: asks you to type the total
              runner launch tasks/qa --live --yes --budget 60     the same from a script
            """) { task };
        foreach (var option in choice.Options.Concat(options.All).Concat(serving.All)) command.Add(option);
        command.Add(yes);
        command.Add(check);
        command.SetAction((parsed, cancelled) => Run(
            new Wanted(parsed, parsed.GetValue(task)!, choice, options, serving, parsed.GetValue(yes), parsed.GetValue(check)), cancelled));
        return command;
    }

    private sealed record Wanted(ParseResult Parsed, string Task, CrowdChoice Choice, LaunchOptions Options, ServingOptions Serving, bool Yes, bool CheckOnly);

    private static async Task<int> Run(Wanted wanted, CancellationToken cancelled)
    {
        await Task.Yield();
        var settings = Project.Open(Environment.CurrentDirectory);
        var address = wanted.Choice.Address(wanted.Parsed, settings);
        var wish = wanted.Options.Wish(wanted.Parsed, address, settings);
        if (wanted.Yes && address.IsLive && !wanted.Options.HasBudget(wanted.Parsed))
            throw new Mistake("--yes with real money needs --budget: say what this run may spend at most.");

        var task = Project.FindTask(settings, wanted.Task);
        if (task.Config is { } config) task = task.With(wanted.Options.Flags(wanted.Parsed).Over(config));
        await using var session = await RunSession.Begin(settings, address, wanted.Serving.Options(wanted.Parsed, settings));
        // Whoever launches here without an address of their own is their own worker, on this machine.
        if (address.IsLocal && wish.PublicUrl is null) wish = wish with { PublicUrl = new Uri(session.Server.Address + "/") };

        using var checks = new TaskCheck(session.Server.Compiler);
        var (plan, problems) = await Plan(task, wish, session, checks, cancelled);
        foreach (var problem in problems) Console.Error.WriteLine(problem);
        if (plan is null || problems.HasErrors) return Outcome.UserMistake;
        Console.WriteLine($"{task.Title}: {Count(plan.Terms.Conversations, "conversation")} of {Count(plan.Terms.WorkersPerConversation, "worker")} on {address.Name} ({address.Endpoint.Host})");
        Console.Write(plan.Price);
        if (wanted.CheckOnly) return Outcome.Done;
        Confirm(plan, address, wanted.Yes);

        var launcher = new Launcher(session.Store, session.Crowd, TimeProvider.System, () => RandomNumberGenerator.GetHexString(4, lowercase: true));
        var (id, trouble) = await launcher.Begin(task, checks.ScriptFiles, plan, cancelled);
        if (id is null) throw new Mistake(string.Join(Environment.NewLine, trouble));
        var (run, damage) = await session.Server.Open(id.Value, address, cancelled);
        if (run is null) throw new Mistake(string.Join(Environment.NewLine, damage));
        return await session.Follow(run, _ => Announce(run, session, address));
    }

    /// <summary>Everything that can be known before anything is made, all problems at once.</summary>
    private static async Task<(LaunchPlan? Plan, Problems Problems)> Plan(TaskFolder task, LaunchWish wish, RunSession session, TaskCheck checks, CancellationToken cancelled)
    {
        var problems = checks.Check(task);
        problems.AddRange(await JsxCheck.Check(task, TimeProvider.System, cancelled));
        var plan = LaunchPlan.Of(task, task.ReadData().Rows.Count, checks.WorkersPerConversation, wish, problems);
        if (plan is not null && ProjectBudget.Refusal(session.Store, session.Settings, wish.Crowd.Name, null, plan.Price.Cap) is { } tooMuch)
            problems.Error("crowd.json", Place.Unknown, tooMuch, "Launch less (-n, -r, --budget), let another run end, or raise \"budget\".");
        try
        {
            var account = await session.Crowd.Account(cancelled);
            if (plan is not null && account.Available < plan.Price.Cap)
                problems.Error(wish.Crowd.Name, Place.Unknown, $"There is {account.Available} in the account, and the run may cost {plan.Price.Cap}.", "Put money into the account, or launch less: fewer conversations (-n), or a lower --budget.");
        }
        catch (CrowdFault fault)
        {
            problems.Error(wish.Crowd.Name, Place.Unknown, fault.Message, "");
        }

        if (!wish.Crowd.IsLocal && wish.PublicUrl is { Scheme: "https" } url && await session.Server.Reaches(url, cancelled) is { } why)
            problems.Error(url.ToString(), Place.Unknown, $"Workers could not reach this machine by this address: {why}.", $"Point the proxy or tunnel to {session.Server.Address}, and see that it passes WebSockets on and keeps the Host header.");
        return (plan, problems);
    }

    // A mistyped flag must not cost hundreds: for real money the requester types what they agree to.
    private static void Confirm(LaunchPlan plan, CrowdAddress address, bool yes)
    {
        if (yes || address.IsLocal || address.Name == CrowdAddress.Sandbox) return;
        if (Console.IsInputRedirected) throw new Mistake("Nobody is there to confirm the price. Launch from a terminal, or with --yes and --budget.");
        var cap = plan.Price.Cap.ToWire();
        Console.Write($"This may cost up to ${cap}. Type {cap} to launch: ");
        if (Console.ReadLine()?.Trim().TrimStart('$') != cap) throw new Mistake("Not launched. Nothing was made or spent.");
    }

    private static void Announce(CrowdRun run, RunSession session, CrowdAddress address)
    {
        Console.WriteLine($"Run {run.Id}");
        if (address.WorkerSite is { } site) Console.WriteLine($"  workers     {site}");
        Console.WriteLine($"  operator    {session.Server.OperatorLink($"/runs/{run.Id}")}");
        Console.WriteLine("Ctrl-C stops kindly; nothing is lost either way.");
    }

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";
}

/// <summary>The flags that say where a run is served.</summary>
internal sealed class ServingOptions
{
    private readonly Option<int> _port = new("--port", "-p") { Description = "The port for workers; 0 takes any that is free.", DefaultValueFactory = _ => 8080 };
    private readonly Option<int?> _operatorPort = new("--operator-port") { Description = "The port of the operator's pages, on this machine only. Without it, the one after --port.", HelpName = "port" };
    private readonly Option<string?> _listen = new("--listen") { Description = "The address to listen on for workers. Without it, this machine only: a proxy or tunnel stands before it.", HelpName = "address" };

    public ServingOptions()
    {
        _port.Validators.Add(result => Ports.Require(result, "--port"));
        _operatorPort.Validators.Add(result => Ports.Require(result, "--operator-port"));
    }

    public IEnumerable<Option> All => [_port, _operatorPort, _listen];

    public RunServerOptions Options(ParseResult parsed, CrowdSettings settings) => Options(parsed, settings, parsed.GetValue(_port));

    public RunServerOptions Options(ParseResult parsed, CrowdSettings settings, int port)
    {
        IPAddress? listen = null;
        if (parsed.GetValue(_listen) is { } text && !IPAddress.TryParse(text, out listen))
            throw new Mistake($"--listen {text}: this is no address.\n  Write an IP address of this machine, such as 0.0.0.0 for all of them.");
        return new RunServerOptions { Settings = settings, Listen = listen, Port = port, OperatorPort = parsed.GetValue(_operatorPort) ?? Ports.After(port) };
    }

    /// <summary>Whether a port for workers was named.</summary>
    public bool NamesPort(ParseResult parsed) => parsed.GetResult(_port) is { Implicit: false };
}
