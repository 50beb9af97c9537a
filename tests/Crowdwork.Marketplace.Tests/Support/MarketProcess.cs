using System.Collections.Concurrent;
using System.Diagnostics;
using Crowdwork.Marketplace.Tests.Store;

namespace Crowdwork.Marketplace.Tests.Support;

/// <summary>A marketplace in a process of its own, for tests that kill it.</summary>
internal sealed class MarketProcess : IAsyncDisposable
{
    private readonly Process _process;
    private Task _listening = Task.CompletedTask;

    private MarketProcess(Process process, Uri url)
    {
        _process = process;
        Url = url;
    }

    public Uri Url { get; }

    /// <summary>The assignments of which a worker in that process was told that they are handed in.</summary>
    public ConcurrentBag<string> Submitted { get; } = [];

    public static async Task<MarketProcess> Start(string store)
    {
        string[] command =
        [
            Environment.ProcessPath!, "exec", typeof(MarketChild).Assembly.Location,
            "-explicit", "only", "-method", $"{typeof(MarketChild).FullName}.{nameof(MarketChild.Serve)}",
        ];
        // Under `dotnet test` the host is dotnet; a test program started by itself is its own.
        if (!Path.GetFileNameWithoutExtension(Environment.ProcessPath!).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
            command = [Environment.ProcessPath!, .. command[^4..]];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[MarketChild.StoreVariable] = store;
        var process = Process.Start(start)!;
        _ = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            // The runner may have put a colour before it.
            var mark = line.IndexOf(MarketChild.Mark, StringComparison.Ordinal);
            if (mark < 0)
                continue;
            var market = new MarketProcess(process, new Uri(line[(mark + MarketChild.Mark.Length)..]));
            market._listening = market.Listen();
            return market;
        }

        throw new InvalidOperationException("The marketplace in its own process ended before it listened.");
    }

    /// <summary>As a power cut would: no handler of it runs.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await _listening;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await Kill();
        _process.Dispose();
    }

    private async Task Listen()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            // A line that the kill has cut off names nothing.
            if (line.StartsWith(MarketChild.Submitted, StringComparison.Ordinal) && line.Length == MarketChild.Submitted.Length + 30)
                Submitted.Add(line[MarketChild.Submitted.Length..]);
        }
    }
}
