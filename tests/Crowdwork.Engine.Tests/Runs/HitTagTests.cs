using System.Security.Cryptography;
using System.Text;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Tests.Runs;

public sealed class HitTagTests
{
    [Fact]
    public void Token_FollowsFromRunPlaceAndGeneration()
    {
        var tag = new HitTag(new RunId("qa-7"), 12, 3);

        Assert.Equal(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes("qa-7|12|3"))).ToLowerInvariant(), tag.Token);
        Assert.Equal(64, tag.Token.Length);
        Assert.Equal("qa-7:12:3", tag.Annotation);
    }

    [Fact]
    public void Token_OfAnythingElse_IsAnother()
    {
        var tag = new HitTag(new RunId("qa-7"), 12, 3);

        Assert.Equal(4, new[] { tag, tag with { Run = new RunId("qa-8") }, tag with { Place = 1 }, tag with { Generation = 2 } }.Select(one => one.Token).Distinct().Count());
    }
}
