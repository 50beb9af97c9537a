using System.CommandLine;
using Crowdwork.Engine.Tasks;
using Crowdwork.Marketplace;
using Crowdwork.Web.Server;

namespace Crowdwork.Cli;

/// <summary><c>runner harness [task]</c>: rehearse in the browser.</summary>
internal static class HarnessCommand
{
    public static Command Make()
    {
        var task = new Argument<string?>("task")
        {
            Description = "The task to open, by folder or name. Without it, the list of tasks.", Arity = ArgumentArity.ZeroOrOne,
        };
        var port = new Option<int>("--port", "-p") { Description = "The port on this machine; 0 takes any that is free.", DefaultValueFactory = _ => 8000 };
        var market = new Option<int?>("--marketplace-port") { Description = "The port of the local marketplace. Without it, the one after --port.", HelpName = "port" };
        var workers = new Option<int>("--workers", "-w") { Description = "How many simulated workers to begin with.", DefaultValueFactory = _ => 2 };
        var open = new Option<bool>("--open", "-o") { Description = "Open the page in the browser." };
        var debug = new Option<bool>("--debug") { Description = "Leave scripts as they are written, for a debugger. A script that never ends is not stopped then." };
        var poll = new Option<bool>("--poll") { Description = "Look for saved files every second, for network drives that tell of none." };
        port.Validators.Add(result => Ports.Require(result, "--port"));
        market.Validators.Add(result => Ports.Require(result, "--marketplace-port"));
        workers.Validators.Add(result => Ports.RequireNumber(result, 1, 16, "--workers is a number from 1 to 16."));

        var command = new Command(
            "harness", """
            Rehearse tasks in the browser with several simulated workers. Saved scripts take over the running conversations.

            Examples:
              runner harness                       all tasks, at http://localhost:8000
              runner harness tasks/qa --open       one task, in the browser
              runner harness qa --workers 4        with four workers
            """) { task, port, market, workers, open, debug, poll };
        command.SetAction((parsed, cancelled) => Run(
            parsed.GetValue(task),
            new HarnessOptions
            {
                Settings = Project.Open(Environment.CurrentDirectory),
                Port = parsed.GetValue(port),
                Workers = parsed.GetValue(workers),
                Debug = parsed.GetValue(debug),
                Poll = parsed.GetValue(poll),
            },
            parsed.GetValue(market), parsed.GetValue(open), cancelled));
        return command;
    }

    private static async Task<int> Run(string? task, HarnessOptions options, int? marketPort, bool open, CancellationToken cancelled)
    {
        // Ctrl-C is listened to from the first real wait on; until then it would end the process without a word.
        await Task.Yield();
        var settings = options.Settings;
        if (task is not null && Directory.Exists(task) && Path.GetDirectoryName(Path.GetFullPath(Path.TrimEndingDirectorySeparator(task))) is { } parent
            && parent != settings.TasksFolder)
            options = options with { Settings = settings = settings with { Tasks = parent } };
        if (!Directory.Exists(settings.TasksFolder))
            throw new Mistake($"{settings.TasksFolder}: there is no such folder.\n  Create it and put a task into it, or name another one in crowd.json (\"tasks\").");
        var name = task is null ? null : Project.FindTask(settings, task).Name;

        Uri? marketplace = null;
        await using var server = await Start(options with { Marketplace = () => marketplace });
        var address = name is null ? server.Address : $"{server.Address}/tasks/{name}";
        Console.WriteLine($"Rehearsing {(name is null ? settings.TasksFolder : name)} at {address}");
        if (open) Browser.Open(address);
        await using var market = await StartMarketplace(settings, marketPort ?? Ports.After(options.Port));
        marketplace = market?.Url;
        Console.WriteLine("Press Ctrl-C to stop. Nothing is lost: the conversations go on when you start again.");

        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancelled);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("Stopped.");
        }

        return Outcome.Done;
    }

    private static async Task<HarnessServer> Start(HarnessOptions options)
    {
        try
        {
            return await HarnessServer.Start(options, TimeProvider.System);
        }
        catch (IOException e) when (Ports.IsTaken(e))
        {
            throw new Mistake($"Port {options.Port} is in use by another program.\n  Stop that program, or choose another port: runner harness --port {options.Port + 10}");
        }
    }

    // The local crowd: what is rehearsed here is launched there, over the same wire as on a real one.
    private static async Task<MarketplaceServer?> StartMarketplace(CrowdSettings settings, int port)
    {
        try
        {
            var market = await MarketplaceCommand.Start(new MarketplaceOptions(Path.Combine(settings.StoreFolder, MarketplaceCommand.StoreName)) { Port = port });
            Console.WriteLine($"Marketplace at http://localhost:{market.Url.Port}");
            return market;
        }
        catch (Mistake trouble)
        {
            // Rehearsing does not need it, and it may be running by itself already.
            Console.Error.WriteLine($"The local marketplace is not started (--marketplace-port chooses its port). {trouble.Message}");
            return null;
        }
    }
}
