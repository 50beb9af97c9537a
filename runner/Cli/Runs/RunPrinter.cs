using Crowdwork.Engine.Runs;

namespace Crowdwork.Cli;

/// <summary>Says how a run goes on: one line that changes on a terminal, a line whenever something changes otherwise.</summary>
internal sealed class RunPrinter : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    private readonly CrowdRun _run;
    private readonly RunLoop _loop;
    private readonly Lock _gate = new();
    private readonly ITimer? _timer;
    private string _last = "";
    private string? _trouble;
    private int _faults;
    private bool _finished;

    public RunPrinter(CrowdRun run, RunLoop loop)
    {
        (_run, _loop) = (run, loop);
        loop.Changed += Show;
        if (!Console.IsOutputRedirected) _timer = TimeProvider.System.CreateTimer(_ => Show(), null, Every, Every);
    }

    /// <summary>Says the last word, and nothing after it.</summary>
    public void Finish()
    {
        Show();
        lock (_gate)
        {
            _finished = true;
            if (!Console.IsOutputRedirected && _last.Length > 0) Console.WriteLine();
        }
    }

    public void Dispose()
    {
        _loop.Changed -= Show;
        _timer?.Dispose();
    }

    private void Show()
    {
        lock (_gate)
        {
            if (_finished) return;
            var faults = _run.Faults;
            foreach (var fault in faults.Where(fault => fault.Id > _faults)) Say($"{fault.Kind}: {(fault.File.Length == 0 ? "" : $"{fault.File}:{fault.Line}:{fault.Column}: ")}{fault.Message}");
            if (faults.Count > 0) _faults = faults[^1].Id;
            var progress = _loop.Progress;
            if (progress.Trouble is { } trouble && trouble != _trouble) Say($"Waiting: {trouble}");
            _trouble = progress.Trouble;
            Line(LineOf(progress));
        }
    }

    private string LineOf(RunProgress progress)
    {
        if (progress.Posting is { } posting && posting.Posted < posting.Places) return $"posting {Bar(posting.Posted, posting.Places)} {posting.Posted} of {posting.Places} HITs, {posting.PerSecond:0.#} a second";
        var units = _run.Units;
        var phase = progress.Phase switch
        {
            RunPhase.PilotIsOver => "pilot done, waiting for you",
            RunPhase.Finishing => "finishing",
            RunPhase.Collected => "all in",
            _ => "collecting",
        };
        return $"{phase}: {units.Done} of {units.Wanted} done, {units.Leased} at work, {units.Spent} broken off · {_run.Here} workers here · {progress.Offered} open HITs · {progress.HandedIn} handed in";
    }

    private static string Bar(int done, int all)
    {
        const int width = 20;
        var full = all == 0 ? width : done * width / all;
        return $"[{new string('#', full)}{new string('.', width - full)}]";
    }

    private void Say(string text)
    {
        if (!Console.IsOutputRedirected && _last.Length > 0) Console.WriteLine();
        Console.WriteLine(text);
        _last = "";
    }

    private void Line(string text)
    {
        if (text == _last) return;
        if (Console.IsOutputRedirected) Console.WriteLine(text);
        else Console.Write($"\r{text.PadRight(Math.Min(_last.Length, 200))}");
        _last = text;
    }
}
