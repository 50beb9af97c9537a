using System.CommandLine;
using System.Net;
using System.Runtime.InteropServices;
using Crowdwork.Engine.Tasks;
using Crowdwork.Web.Runs;

namespace Crowdwork.Cli;

/// <summary><c>runner launch &lt;task></c>: a task goes to a crowd.</summary>
internal static class LaunchCommand
{
    private const string Description = """
        Launch a task on a crowd, serve its workers until all work is in, and pay what is due. Everything is checked and priced before anything is made. Where a process
        serves runs of this project already, it serves this one too.

        Examples:
          runner launch tasks/qa                              the local marketplace, at http://localhost:8001
          runner launch tasks/qa --check                      what it would cost, and what stands in the way
          runner launch tasks/qa --sandbox -n 20 -r 0.50
          runner launch tasks/qa --live --unique --pilot 5    real money: asks you to type the total
          runner launch tasks/qa --live --yes --budget 60     the same from a script
        """;

    public static Command Make()
    {
        var words = new LaunchWords(Description);
        words.Command.SetAction((parsed, cancelled) => Run(parsed, words, cancelled));
        return words.Command;
    }

    private static async Task<int> Run(ParseResult parsed, LaunchWords words, CancellationToken cancelled)
    {
        await Task.Yield();
        var settings = Project.Open(Environment.CurrentDirectory);
        // What the words say wrong is said before anything is started.
        words.Read(parsed, settings);
        var order = words.Order(parsed, settings);
        if (await ServingProcess.Find(settings, cancelled) is { } serving)
        {
            using (serving)
            {
                if (words.Serving.NamesPlace(parsed)) throw new Mistake("A process serves runs of this project already, and would serve this one where it listens.\n  Leave out --port, --operator-port and --listen.");
                return await Launch(serving, order, parsed, words, run => HandedOver(run, cancelled), cancelled);
            }
        }

        await using var session = await RunSession.Begin(settings, words.Serving.Options(parsed, settings));
        return await Launch(session.Desk, order, parsed, words, run => Served(run, session), cancelled);
    }

    private static async Task<int> Launch(ILaunchDesk desk, LaunchOrder order, ParseResult parsed, LaunchWords words, Func<ServedRun, Task<int>> follow, CancellationToken cancelled)
    {
        var offer = await desk.Offer(order, cancelled);
        foreach (var problem in offer.Problems) Console.Error.WriteLine(problem);
        if (offer.Id is null) return Outcome.UserMistake;
        Console.Write(offer.Price);
        if (words.OnlyChecks(parsed)) return Outcome.Done;
        if (offer.AsksForConsent && !words.SaysYes(parsed)) Confirm(offer.Cap);
        return await follow(await desk.Begin(offer.Id, cancelled));
    }

    // A mistyped flag must not cost hundreds: for real money the requester types what they agree to.
    private static void Confirm(string cap)
    {
        if (Console.IsInputRedirected) throw new Mistake("Nobody is there to confirm the price. Launch from a terminal, or with --yes and --budget.");
        Console.Write($"This may cost up to ${cap}. Type {cap} to launch: ");
        if (Console.ReadLine()?.Trim().TrimStart('$') != cap) throw new Mistake("Not launched. Nothing was made or spent.");
    }

    private static Task<int> Served(ServedRun run, RunSession session)
    {
        Announce(run);
        Console.WriteLine("Ctrl-C stops kindly; nothing is lost either way.");
        return session.ToTheEnd();
    }

    private static async Task<int> HandedOver(ServedRun run, CancellationToken cancelled)
    {
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        using var interrupts = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            signal.Cancel = true;
            watching.Cancel();
        });
        Announce(run);
        Console.WriteLine($"It is served by the process that serves this project's runs already. Ctrl-C here only stops watching; to stop the run: runner stop {run.Run}");
        return await StatusCommand.Watch(run.Run, watching.Token);
    }

    private static void Announce(ServedRun run)
    {
        Console.WriteLine($"Run {run.Run}");
        if (run.WorkerSite is { } site) Console.WriteLine($"  workers     {site}");
        Console.WriteLine($"  operator    {run.Page}");
    }
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

    public int Port(ParseResult parsed) => parsed.GetValue(_port);

    /// <summary>Whether a port for workers was named.</summary>
    public bool NamesPort(ParseResult parsed) => parsed.GetResult(_port) is { Implicit: false };

    /// <summary>Whether anything was said about where to listen.</summary>
    public bool NamesPlace(ParseResult parsed) => NamesPort(parsed) || parsed.GetResult(_operatorPort) is { Implicit: false } || parsed.GetResult(_listen) is { Implicit: false };
}
