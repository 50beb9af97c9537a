using System.Diagnostics;

namespace Crowdwork.Bench;

/// <summary>One of the servers, started and asked from here.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process) => _process = process;

    public string Address { get; private set; } = "";

    public IReadOnlyList<string> Tokens { get; private set; } = [];

    /// <summary>From the beginning of the process's Main to being ready.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    public static Task<ServerProcess> Start(params string[] args) => Start(new Dictionary<string, string>(), args);

    public static async Task<ServerProcess> Start(IReadOnlyDictionary<string, string> environment, string[] args)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardInput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet") start.ArgumentList.Add(typeof(ServerProcess).Assembly.Location);
        foreach (var arg in args) start.ArgumentList.Add(arg);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var server = new ServerProcess(Process.Start(start)!);
        var tokens = new List<string>();
        server.Address = await server.ReadLine();
        while (await server.ReadLine() is var line)
        {
            if (!line.StartsWith("ready ", StringComparison.Ordinal))
            {
                tokens.Add(line);
                continue;
            }

            server.ReadyAfter = TimeSpan.FromMilliseconds(double.Parse(line[6..]));
            break;
        }

        server.Tokens = tokens;
        return server;
    }

    /// <summary>Bytes on the managed heap and bytes resident, after a full collection.</summary>
    public async Task<(long Heap, long Resident)> Memory()
    {
        await _process.StandardInput.WriteLineAsync("memory");
        var parts = (await ReadLine()).Split(' ');
        return (long.Parse(parts[0]), long.Parse(parts[1]));
    }

    public async Task<TimeSpan> Cpu()
    {
        await _process.StandardInput.WriteLineAsync("cpu");
        return TimeSpan.FromMilliseconds(double.Parse(await ReadLine()));
    }

    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<string> ReadLine()
        => await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server ended before it was ready.");
}
