using System.Text.Json;
using Crowdwork.Engine.Bots.Scenarios;

namespace Crowdwork.Engine.Tests.Bots;

public sealed class JsonMatchTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""")]
    [InlineData("""{"a":1}""", """{"A":1.0}""")]
    [InlineData("""{"a":"*"}""", """{"a":[1,2]}""")]
    [InlineData("""{"a":"How *?"}""", """{"a":"How old is it?"}""")]
    [InlineData("""{"a":1,"*":"*"}""", """{"a":1,"b":2}""")]
    [InlineData("""[1,"*"]""", """[1,2]""")]
    public void Value_ThatFits_HasNoDifferences(string expected, string actual) => Assert.Empty(Differences(expected, actual));

    [Theory]
    [InlineData("""{"a":1}""", """{"a":2}""", "a: expected 1, but it is 2")]
    [InlineData("""{"a":1}""", """{}""", "a: expected 1, but it is not there")]
    [InlineData("""{}""", """{"b":2}""", "b: not expected, but it is 2")]
    [InlineData("""{"a":["x"]}""", """{"a":["y"]}""", "a[0]: expected \"x\", but it is \"y\"")]
    [InlineData("""{"a":[1]}""", """{"a":[1,2]}""", "a: expected 1 items, but there are 2: [1,2]")]
    [InlineData("""{"a":"1"}""", """{"a":1}""", "a: expected \"1\", but it is 1")]
    [InlineData("""{"a":"How*"}""", """{"a":"Who?"}""", "a: expected \"How*\", but it is \"Who?\"")]
    public void Value_ThatDiffers_IsSaidWithItsPlace(string expected, string actual, string difference) => Assert.Equal([difference], Differences(expected, actual));

    private static IEnumerable<string> Differences(string expected, string actual)
        => JsonMatch.Differences(JsonSerializer.Deserialize<JsonElement>(expected), JsonSerializer.Deserialize<JsonElement>(actual));
}
