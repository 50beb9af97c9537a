using System.Text.Json.Nodes;
using Crowdwork.Marketplace.Tests.Conformance.Clients;

namespace Crowdwork.Marketplace.Tests.Conformance;

/// <summary>A tour whose guide overlooks things proves nothing.</summary>
public sealed class ExpectationTests
{
    [Theory]
    [InlineData("""{ "A": 1 }""", """{ "A": 1, "B": 2 }""")]
    [InlineData("""{ "A": "*", "B": null }""", """{ "A": { "C": 1 } }""")]
    [InlineData("""{ "A": [{ "B": "x" }, "*"] }""", """{ "A": [{ "B": "x", "C": 1 }, 2] }""")]
    [InlineData("{}", """{ "A": 1 }""")]
    public void Answer_WithAllThatIsExpected_IsNoSurprise(string expected, string actual) => Assert.Empty(Differences(expected, actual));

    [Theory]
    [InlineData("""{ "A": 1 }""", """{ "A": 2 }""")]
    [InlineData("""{ "A": 1 }""", """{ "A": "1" }""")]
    [InlineData("""{ "A": "*" }""", "{}")]
    [InlineData("""{ "A": null }""", """{ "A": 0 }""")]
    [InlineData("""{ "A": [] }""", """{ "A": [1] }""")]
    [InlineData("""{ "A": [1, 2] }""", """{ "A": [2, 1] }""")]
    [InlineData("""{ "A": { "B": 1 } }""", """{ "A": 1 }""")]
    public void Answer_ThatDiffers_IsASurprise(string expected, string actual) => Assert.NotEmpty(Differences(expected, actual));

    [Theory]
    [InlineData("OtherType", "Code", "Text", 400)]
    [InlineData("Type", "OtherCode", "Text", 400)]
    [InlineData("Type", "Code", "Other text", 400)]
    [InlineData("Type", "Code", "Text", 500)]
    public void Failure_ThatDiffers_IsASurprise(string type, string code, string message, int status)
    {
        var expected = new ExpectedFailure("Type", "Code", Says: "Text", Status: 400);
        var names = new Names(DateTimeOffset.UnixEpoch, new Dictionary<string, string>());

        Assert.Empty(Expectation.Differences(expected, new Failure("Type", "Text (1537741087056 s)", "AWS.MechanicalTurk.Code", 400), names));
        Assert.Single(Expectation.Differences(expected, new Failure(type, message, "AWS.MechanicalTurk." + code, status), names));
    }

    [Fact]
    public void Notes_OfTwoWalks_DifferInIdsOnly()
    {
        Assert.Equal(Note("3AAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 100), Note("3BBBBBBBBBBBBBBBBBBBBBBBBBBBBB", 200));

        static string Note(string id, long beginning)
        {
            var names = new Names(DateTimeOffset.FromUnixTimeSeconds(beginning), new Dictionary<string, string>());
            var answer = new JsonObject { ["HITId"] = id, ["Title"] = $"About {id}", ["CreationTime"] = beginning + 60.5, ["NextToken"] = id };
            return names.Anonymous(names.FromTheBeginning(answer))!.ToJsonString();
        }
    }

    private static string[] Differences(string expected, string actual) => [.. Expectation.Differences(JsonNode.Parse(expected), JsonNode.Parse(actual))];
}
