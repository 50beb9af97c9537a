using Crowdwork.Engine.Runs;

namespace Crowdwork.Cli;

/// <summary>How one run stands, in a line, and what is new since it was asked last.</summary>
internal sealed class RunNews(CrowdRun run, RunLoop loop)
{
    private string _last = "";
    private string? _trouble;
    private int _faults;

    public CrowdRun Run => run;

    public RunLoop Loop => loop;

    /// <summary>Faults and troubles that have not been told yet.</summary>
    public IEnumerable<string> Since()
    {
        var faults = run.Faults.Where(fault => fault.Id > _faults).ToArray();
        if (faults.Length > 0) _faults = faults[^1].Id;
        var trouble = loop.Progress.Trouble;
        var isNew = trouble is not null && trouble != _trouble;
        _trouble = trouble;
        return
        [
            .. faults.Select(fault => $"{fault.Kind}: {(fault.File.Length == 0 ? "" : $"{fault.File}:{fault.Line}:{fault.Column}: ")}{fault.Message}"),
            .. isNew ? [$"Waiting: {trouble}"] : Array.Empty<string>(),
        ];
    }

    public string Line()
    {
        var progress = loop.Progress;
        if (progress.Posting is { } posting && posting.Posted < posting.Places) return $"posting {Bar(posting.Posted, posting.Places)} {posting.Posted} of {posting.Places} HITs, {posting.PerSecond:0.#} a second";
        var units = run.Units;
        var phase = progress.Phase switch
        {
            RunPhase.PilotIsOver => "pilot done, waiting for you",
            RunPhase.Finishing => "finishing",
            RunPhase.Collected => "all in",
            _ => "collecting",
        };
        return $"{phase}: {units.Done} of {units.Wanted} done, {units.Leased} at work, {units.Spent} broken off · {run.Here} workers here · {progress.Offered} open HITs · {progress.HandedIn} handed in";
    }

    /// <summary>The line, if it is not the one that was told last.</summary>
    public string? ChangedLine()
    {
        var line = Line();
        if (line == _last) return null;
        return _last = line;
    }

    /// <summary>As short as it can be, for a line with other runs in it.</summary>
    public string Short() => $"{run.Id} {run.Units.Done}/{run.Units.Wanted}, {run.Here} here";

    private static string Bar(int done, int all)
    {
        const int width = 20;
        var full = all == 0 ? width : done * width / all;
        return $"[{new string('#', full)}{new string('.', width - full)}]";
    }
}
