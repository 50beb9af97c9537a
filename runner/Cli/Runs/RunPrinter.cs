using Crowdwork.Engine.Runs;

namespace Crowdwork.Cli;

/// <summary>Says how the runs of a process go on: one line that changes on a terminal, a line whenever something changes otherwise. Several are told apart by their ids.</summary>
internal sealed class RunPrinter : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly List<RunNews> _runs = [];
    private ITimer? _timer;
    private string _last = "";
    private bool _isQuiet = true;
    private bool _hadSeveral;

    /// <summary>Begins to speak: what the command says first has been said.</summary>
    public void Begin()
    {
        lock (_gate) _isQuiet = false;
        if (!Console.IsOutputRedirected) _timer = TimeProvider.System.CreateTimer(_ => Show(), null, Every, Every);
        Show();
    }

    public void Add(CrowdRun run, RunLoop loop)
    {
        lock (_gate)
        {
            _runs.Add(new RunNews(run, loop));
            _hadSeveral |= _runs.Count > 1;
            if (!_isQuiet) Say($"Run {run.Id} is served here too.");
        }

        loop.Changed += Show;
    }

    /// <summary>A run is over: says how it stands for the last time, and then what it came to.</summary>
    public void End(CrowdRun run, Action report)
    {
        Show();
        lock (_gate)
        {
            Break();
            if (_hadSeveral) Console.WriteLine($"Run {run.Id}");
            report();
            if (_runs.Find(news => news.Run == run) is { } over) Forget(over);
        }
    }

    /// <summary>Says the last word, and nothing after it.</summary>
    public void Finish()
    {
        Show();
        lock (_gate)
        {
            _isQuiet = true;
            Break();
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        lock (_gate)
            foreach (var news in _runs.ToArray()) Forget(news);
    }

    private void Forget(RunNews news)
    {
        news.Loop.Changed -= Show;
        _runs.Remove(news);
    }

    private void Show()
    {
        lock (_gate)
        {
            if (_isQuiet || _runs.Count == 0) return;
            var several = _runs.Count > 1;
            foreach (var news in _runs)
                foreach (var said in news.Since()) Say(several ? $"{news.Run.Id}: {said}" : said);
            if (!several) Line(_runs[0].Line());
            else if (!Console.IsOutputRedirected) Line(string.Join(" · ", _runs.Select(news => news.Short())));
            else
                foreach (var news in _runs)
                    if (news.ChangedLine() is { } line) Console.WriteLine($"{news.Run.Id}: {line}");
        }
    }

    private void Break()
    {
        if (!Console.IsOutputRedirected && _last.Length > 0) Console.WriteLine();
        _last = "";
    }

    private void Say(string text)
    {
        Break();
        Console.WriteLine(text);
    }

    private void Line(string text)
    {
        if (text == _last) return;
        if (Console.IsOutputRedirected) Console.WriteLine(text);
        else Console.Write($"\r{text.PadRight(Math.Min(_last.Length, 200))}");
        _last = text;
    }
}
