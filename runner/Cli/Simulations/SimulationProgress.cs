namespace Crowdwork.Cli.Simulations;

/// <summary>Says how far a simulation is: a bar on a terminal, a line for each tenth of it elsewhere, since a bar in a file would be rubbish.</summary>
internal sealed class SimulationProgress(int workers, bool isQuiet) : IDisposable
{
    private const int Width = 30;
    private const int Parts = 10;

    private readonly Lock _gate = new();
    private bool _isOpen;

    public void Show(int finished)
    {
        if (isQuiet) return;
        lock (_gate)
        {
            if (Console.IsErrorRedirected) Line(finished);
            else Bar(finished);
        }
    }

    /// <summary>Leaves the line of the bar.</summary>
    public void Finish()
    {
        lock (_gate)
        {
            if (_isOpen) Console.Error.WriteLine();
            _isOpen = false;
        }
    }

    public void Dispose() => Finish();

    private void Bar(int finished)
    {
        var done = Width * finished / workers;
        Console.Error.Write($"\r[{new string('#', done)}{new string('.', Width - done)}] {finished} of {workers}{(finished == workers ? ", now they are paid" : "")}");
        _isOpen = true;
    }

    private void Line(int finished)
    {
        if (workers >= Parts * Parts && finished * Parts / workers > (finished - 1) * Parts / workers) Console.Error.WriteLine($"{finished} of {workers} workers have finished");
    }
}
