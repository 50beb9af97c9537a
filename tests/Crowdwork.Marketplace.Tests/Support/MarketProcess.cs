using System.Diagnostics;
using Crowdwork.Marketplace.Tests.Store;

namespace Crowdwork.Marketplace.Tests.Support;

/// <summary>A marketplace in a process of its own, for tests that kill it.</summary>
internal sealed class MarketProcess : IAsyncDisposable
{
    private readonly Process _process;

    private MarketProcess(Process process, Uri url)
    {
        _process = process;
        Url = url;
    }

    public Uri Url { get; }

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
            _ = process.StandardOutput.ReadToEndAsync();
            return new MarketProcess(process, new Uri(line[(mark + MarketChild.Mark.Length)..]));
        }

        throw new InvalidOperationException("The marketplace in its own process ended before it listened.");
    }

    /// <summary>As a power cut would: no handler of it runs.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await Kill();
        _process.Dispose();
    }
}
