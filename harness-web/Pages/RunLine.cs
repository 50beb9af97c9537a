using System.Globalization;
using Crowdwork.Engine.Runs;

namespace Crowdwork.Web.Pages;

/// <summary>One run in a list.</summary>
/// <param name="Link">Where its page is; null where no process shows it.</param>
public sealed record RunLine(
    string Id, string Task, string Crowd, RunState State, bool IsServed, int? Wanted, int Started, int Finished, int Waiting, long SpentCents, long? CapCents, DateTimeOffset Begun, string? Link)
{
    /// <param name="run">The run.</param>
    /// <param name="isServed">Whether a process is at work on it.</param>
    /// <param name="origin">Where that process listens; null for links on this very server.</param>
    /// <param name="isShown">Whether there is a page of it anywhere.</param>
    public static RunLine Of(RunSummary run, bool isServed, string origin = "", bool isShown = true)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new RunLine(
            run.Run.Id.Value, run.Run.Task, run.Crowd, run.State, isServed, run.Wanted, run.Started, run.Finished, run.Waiting.Count, run.Money.Spent - run.Money.Refunded, run.Money.Cap,
            DateTimeOffset.FromUnixTimeMilliseconds(run.Run.OpenedAtUnixMs), isShown ? $"{origin}/runs/{Uri.EscapeDataString(run.Run.Id.Value)}" : null);
    }
}

/// <summary>The table of runs, on the runs' own server and on the harness's list of tasks.</summary>
internal static class RunTable
{
    public static Html Of(IReadOnlyList<RunLine> runs)
    {
        var rows = Html.Join(runs.Select(Row));
        return Html.Of($"""
            <div class="run-scroll" tabindex="0" role="group" aria-label="Table of runs"><table class="run-table">
            <thead><tr><th scope="col">Run</th><th scope="col">State</th><th scope="col">Crowd</th><th scope="col" class="figure">Wanted</th><th scope="col" class="figure">Started</th><th scope="col" class="figure">Finished</th><th scope="col" class="figure">To decide</th><th scope="col" class="figure">Spent of cap</th><th scope="col">Begun</th></tr></thead>
            <tbody>{rows}</tbody>
            </table></div>
            """);
    }

    private static Html Row(RunLine run)
    {
        var name = run.Link is null ? Html.Of($"""<span class="run-task">{run.Task}</span>""") : Html.Of($"""<a class="run-task" href="{run.Link}">{run.Task}</a>""");
        var (style, state) = StateOf(run);
        var cap = run.CapCents is { } cents ? $" of {Dollars(cents)}" : "";
        var begun = run.Begun.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var waiting = run.Waiting == 0 ? Html.Of($"0") : Html.Of($"""<span class="badge badge-turn">{run.Waiting}</span>""");
        return Html.Of($"""
            <tr><td><span class="run-name">{name}<code>{run.Id}</code></span></td><td><span class="badge {style}">{state}</span></td><td>{run.Crowd}</td><td class="figure">{Number(run.Wanted)}</td><td class="figure">{run.Started}</td><td class="figure">{run.Finished}</td><td class="figure">{waiting}</td><td class="figure">{Dollars(run.SpentCents)}{cap}</td><td class="when"><time datetime="{begun}">{run.Begun.ToLocalTime().ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture)}</time></td></tr>
            """);
    }

    private static (string Style, string State) StateOf(RunLine run) => run.State switch
    {
        RunState.Closed => ("", "over"),
        RunState.Stopping => ("badge-turn", run.IsServed ? "stopping" : "stopping, not served"),
        _ => run.IsServed ? ("badge-good", "running") : ("badge-turn", "not served"),
    };

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Dollars(long cents) => (cents / 100m).ToString("$0.00", CultureInfo.InvariantCulture);
}
