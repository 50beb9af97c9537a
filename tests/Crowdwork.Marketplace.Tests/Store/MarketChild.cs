namespace Crowdwork.Marketplace.Tests.Store;

/// <summary>
/// The part of the other process. The test program is started again with nothing but <see cref="Serve"/> to run and told its store by an
/// environment variable; it answers with its address and serves until it ends.
/// </summary>
public sealed class MarketChild
{
    public const string StoreVariable = "CROWD_MARKET_STORE";
    public const string Mark = "listening: ";

    [Fact(Explicit = true)]
    public async Task Serve()
    {
        var store = Environment.GetEnvironmentVariable(StoreVariable) ?? throw new InvalidOperationException($"{StoreVariable} is not set.");
        await using var server = await MarketplaceServer.StartAsync(new MarketplaceOptions(store) { Port = 0 });
        Console.Out.WriteLine(Mark + server.Url);
        Console.Out.Flush();
        await server.WaitForShutdownAsync();
    }
}
