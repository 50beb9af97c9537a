using System.CommandLine;
using Crowdwork.Cli.Simulations;
using Crowdwork.Engine.Review;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Web.Runs;

namespace Crowdwork.Cli;

/// <summary><c>runner review &lt;run></c>: the pages on which a run's work is looked at and decided about.</summary>
internal static class ReviewCommand
{
    public static Command Make()
    {
        var run = new Argument<string>("run") { Description = "The run, by its id." };
        var port = new Option<int>("--port", "-p") { Description = "The port of the pages, on this machine only; 0 takes any that is free.", DefaultValueFactory = _ => 8081 };
        port.Validators.Add(result => Ports.Require(result, "--port"));
        var open = new Option<bool>("--open", "-o") { Description = "Open the page in the browser." };
        var command = new Command(
            "review", """
            Look at the work of a run and decide about it in the browser: transcripts, answers, approve, reject, bonus, block, by keyboard. It works when the run is over and
            while it goes on. While another process serves the run, that process has the pages, and this only prints where.

            Examples:
              runner review qa-20261121-1030-3fa2
              runner review qa-20261121-1030-3fa2 --open
            """) { run, port, open };
        command.SetAction((parsed, cancelled) => Review(parsed.GetValue(run)!, parsed.GetValue(port), parsed.GetValue(open), cancelled));
        return command;
    }

    private static async Task<int> Review(string named, int port, bool open, CancellationToken cancelled)
    {
        // Ctrl-C is listened to from the first real wait on; until then it would end the process without a word.
        await Task.Yield();
        var settings = Project.OpenFor(named);
        var (reader, id) = StoredRun.OpenToRead(settings, named);
        reader.Dispose();
        CrowdStore store;
        try
        {
            store = CrowdStore.Open(new StoreOptions(settings.RunsFolder), TimeProvider.System);
        }
        catch (StoreException) when (OperatorFile.Read(settings.RunsFolder) is { } holder)
        {
            var there = new Uri(holder.Address, $"/runs/{Uri.EscapeDataString(id.Value)}/review?key={holder.Token}").AbsoluteUri;
            Console.WriteLine($"Another process serves the runs of this store, and has the page: {there}");
            if (open) Browser.Open(there);
            return Outcome.Done;
        }

        using (store) return await Serve(settings, store, id, port, open, cancelled);
    }

    private static async Task<int> Serve(CrowdSettings settings, CrowdStore store, RunId run, int port, bool open, CancellationToken cancelled)
    {
        await using var market = await SimulatedMarket.For(settings);
        await using var server = await Start(market.Settings, store, port);
        new OperatorFile(new Uri(server.Address), server.Gate.Token).Write(settings.RunsFolder);
        try
        {
            var address = server.Link($"/runs/{Uri.EscapeDataString(run.Value)}/review");
            Console.WriteLine($"Review {run} at {address}");
            Console.WriteLine("Press Ctrl-C to stop. Every decision is in the store when the page says so.");
            if (open) Browser.Open(address);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancelled);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("Stopped.");
        }
        finally
        {
            OperatorFile.Remove(settings.RunsFolder);
        }

        return Outcome.Done;
    }

    private static async Task<ReviewServer> Start(CrowdSettings settings, CrowdStore store, int port)
    {
        try
        {
            return await ReviewServer.Start(settings, store, port, TimeProvider.System);
        }
        catch (IOException e) when (Ports.IsTaken(e))
        {
            throw new Mistake($"Port {port} is in use by another program.\n  Stop that program, or choose another port: --port {port + 10}");
        }
    }
}
