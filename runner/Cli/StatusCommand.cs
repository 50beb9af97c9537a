using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;

namespace Crowdwork.Cli;

/// <summary><c>runner status &lt;run></c>: how a run stands, once or for as long as it goes on.</summary>
internal static class StatusCommand
{
    private static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(1);
    private static readonly JsonSerializerOptions Line = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Make()
    {
        var run = new Argument<string>("run") { Description = "The run, as 'runner runs' names it." };
        var json = new Option<bool>("--json") { Description = "Print it as JSON; with --watch one line for each change." };
        var watch = new Option<bool>("--watch", "-w") { Description = "Go on until the run is over: redrawn on a terminal, a line for each change otherwise." };
        var command = new Command(
            "status", """
            Show how a run stands: conversations, units, workers, HITs, what was handed in, money, what waits for a decision and until when, faults. It reads the store
            and may be asked while the run goes on, by anybody who may read the folder.

            Examples:
              runner status qa-20260302090000
              runner status qa-20260302090000 --watch
              runner status qa-20260302090000 --json
            """) { run, json, watch };
        command.SetAction((parsed, cancelled) => Run(parsed.GetValue(run)!, parsed.GetValue(json), parsed.GetValue(watch), cancelled));
        return command;
    }

    private static async Task<int> Run(string named, bool asJson, bool watches, CancellationToken cancelled)
    {
        using var stores = RunStores.Open(Project.OpenFor(named));
        var (store, run) = stores.Find(named);
        if (watches) return await Watch(store, run, asJson, cancelled);

        var summary = RunSummary.Of(store, run)!;
        if (asJson) Printed.Json(SummaryText.Full(summary));
        else foreach (var line in SummaryText.Lines(summary)) Console.WriteLine(line);
        return Outcome.Done;
    }

    /// <summary>Shows how a run stands until it is over.</summary>
    public static Task<int> Watch(string named, CancellationToken cancelled) => Run(named, asJson: false, watches: true, cancelled);

    private static async Task<int> Watch(CrowdReader store, RunId run, bool asJson, CancellationToken cancelled)
    {
        using var timer = new PeriodicTimer(LooksEvery, TimeProvider.System);
        var shown = "";
        try
        {
            while (true)
            {
                var summary = RunSummary.Of(store, run)!;
                var text = asJson ? JsonSerializer.Serialize(SummaryText.Full(summary), Line) : Console.IsOutputRedirected ? SummaryText.Line(summary) : string.Join('\n', SummaryText.Lines(summary));
                if (text != shown) Show(shown = text, redraws: !asJson && !Console.IsOutputRedirected);
                if (summary.State == RunState.Closed) return Outcome.Done;
                await timer.WaitForNextTickAsync(cancelled);
            }
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is how one stops watching.
            return Outcome.Done;
        }
    }

    // Home, the text with the rest of each line cleared, and whatever was below it: nothing flickers.
    private static void Show(string text, bool redraws)
        => Console.WriteLine(redraws ? $"\u001b[H{text.Replace("\n", "\u001b[K\n", StringComparison.Ordinal)}\u001b[K\u001b[J" : text);
}
