using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Tests.Support;

namespace Crowdwork.Engine.Tests.Crowds;

public sealed class QualifiedWorkersTests
{
    [Fact]
    public async Task Qualified_MoreThanAPage_AreAllListedWithTheirValues()
    {
        await using var market = await LocalMarket.Start();
        var id = await market.Crowd.EnsureQualification("did qa", "Took part.", CancellationToken.None);
        for (var worker = 0; worker < 103; worker++)
        {
            await market.Register($"AWORKER{worker}");
            await market.Crowd.Grant(id, $"AWORKER{worker}", worker, CancellationToken.None);
        }

        await market.Crowd.Revoke(id, "AWORKER7", "A mistake.", CancellationToken.None);

        var all = await market.Crowd.Qualified(id, CancellationToken.None).ToListAsync();

        Assert.Equal(102, all.Count);
        Assert.Contains(new QualifiedWorker("AWORKER102", 102), all);
        Assert.DoesNotContain(all, one => one.Worker == "AWORKER7");
    }
}
