using System.Diagnostics;

namespace Crowdwork.Marketplace.Tests.Store;

/// <summary>
/// A marketplace in a process of its own, for tests that kill it. The test program is started again with nothing but <see cref="Serve"/>
/// to run and told its store by an environment variable; it answers with its address and serves until it ends.
/// </summary>
public sealed class MarketChild : IAsyncDisposable
{
    private const string StoreVariable = "CROWD_MARKET_STORE";
    private const string Mark = "listening: ";

    private readonly Process? _process;

    public MarketChild()
    {
    }

    private MarketChild(Process process, Uri url)
    {
        _process = process;
        Url = url;
    }

    public Uri Url { get; } = new("http://nowhere.invalid");

    [Fact(Explicit = true)]
    public async Task Serve()
    {
        var store = Environment.GetEnvironmentVariable(StoreVariable) ?? throw new InvalidOperationException($"{StoreVariable} is not set.");
        await using var server = await MarketplaceServer.StartAsync(new MarketplaceOptions(store) { Port = 0 });
        Console.Out.WriteLine(Mark + server.Url);
        Console.Out.Flush();
        await server.WaitForShutdownAsync();
    }

    public static async Task<MarketChild> Start(string store)
    {
        string[] command =
        [
            Environment.ProcessPath!, "exec", typeof(MarketChild).Assembly.Location,
            "-explicit", "only", "-method", $"{typeof(MarketChild).FullName}.{nameof(Serve)}",
        ];
        // Under `dotnet test` the host is dotnet; a test program started by itself is its own.
        if (!Path.GetFileNameWithoutExtension(Environment.ProcessPath!).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
            command = [Environment.ProcessPath!, .. command[^4..]];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[StoreVariable] = store;
        var process = Process.Start(start)!;
        _ = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            // The runner may have put a colour before it.
            var mark = line.IndexOf(Mark, StringComparison.Ordinal);
            if (mark < 0)
                continue;
            _ = process.StandardOutput.ReadToEndAsync();
            return new MarketChild(process, new Uri(line[(mark + Mark.Length)..]));
        }

        throw new InvalidOperationException("The marketplace in its own process ended before it listened.");
    }

    /// <summary>As a power cut would: no handler of it runs.</summary>
    public async Task Kill()
    {
        _process!.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
            return;
        if (!_process.HasExited)
            await Kill();
        _process.Dispose();
    }
}
