using Crowdwork.Marketplace.Tests.Support;
using Crowdwork.Marketplace.Workers;

namespace Crowdwork.Marketplace.Tests.Store;

/// <summary>
/// The part of the other process. The test program is started again with nothing but <see cref="Serve"/> to run and told its store by an
/// environment variable; it answers with its address and serves until it ends. Meanwhile a few workers in it take whatever is there, and
/// it says of each submission when the worker was told that it is done.
/// </summary>
public sealed class MarketChild
{
    public const string StoreVariable = "CROWD_MARKET_STORE";
    public const string Mark = "listening: ";
    public const string Submitted = "submitted: ";

    [Fact(Explicit = true)]
    public async Task Serve()
    {
        var store = Environment.GetEnvironmentVariable(StoreVariable) ?? throw new InvalidOperationException($"{StoreVariable} is not set.");
        await using var server = await MarketplaceServer.StartAsync(new MarketplaceOptions(store) { Port = 0 });
        Say(Mark + server.Url);
        await Task.WhenAll(Enumerable.Range(1, 3).Select(number => Work(server, $"A{number}")));
    }

    private static async Task Work(MarketplaceServer server, string worker)
    {
        await server.Floor.Register(new WorkerProfile(worker, null, false, false));
        while (true)
        {
            var group = (await server.Floor.Search(worker)) is [var first, ..] ? first : null;
            if (group is null || await server.Floor.AcceptNext(worker, group.GroupId) is not { Work: { } work })
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
                continue;
            }

            Assert.Null((await server.Floor.Submit(worker, work.AssignmentId, Some.Answer)).Refused);
            Say(Submitted + work.AssignmentId);
        }
    }

    private static void Say(string line)
    {
        lock (Console.Out)
        {
            Console.Out.WriteLine(line);
            Console.Out.Flush();
        }
    }
}
