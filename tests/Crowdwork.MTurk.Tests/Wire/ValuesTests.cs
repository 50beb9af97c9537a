using Amazon.MTurk;
using Amazon.MTurk.Model;
using Amazon.Runtime;
using Crowdwork.MTurk.Tests.Support;

namespace Crowdwork.MTurk.Tests.Wire;

/// <summary>Values with more than one way to be written, and the ones that are easily broken on the way.</summary>
public sealed class ValuesTests
{
    [Theory]
    [InlineData("1545000000", "2018-12-16T22:40:00.000")]
    [InlineData("1545000000.0", "2018-12-16T22:40:00.000")]
    [InlineData("1545000000.25", "2018-12-16T22:40:00.250")]
    [InlineData("1545000000.999", "2018-12-16T22:40:00.999")]
    [InlineData("1.545E9", "2018-12-16T22:40:00.000")]
    [InlineData("1.54500000025e+09", "2018-12-16T22:40:00.250")]
    [InlineData("0", "1970-01-01T00:00:00.000")]
    [InlineData("-1.5", "1969-12-31T23:59:58.500")]
    [InlineData("\"2018-12-16T22:40:00Z\"", "2018-12-16T22:40:00.000")]
    [InlineData("\"2018-12-17T00:40:00.25+02:00\"", "2018-12-16T22:40:00.250")]
    public async Task Time_HoweverItIsWritten_IsRead(string written, string read)
    {
        await using var mturk = await ScriptedMTurk.Start(Reply.Json($$"""{ "HIT": { "CreationTime": {{written}} } }"""));
        using var client = mturk.Client();

        var time = (await client.GetHITAsync(new() { HITId = "3A" })).HIT!.CreationTime!.Value;

        Assert.Equal(DateTimeKind.Utc, time.Kind);
        Assert.Equal(read, time.ToString("yyyy-MM-ddTHH:mm:ss.fff"));
    }

    [Theory]
    [InlineData("\"yesterday\"")]
    [InlineData("1e300")]
    [InlineData("99999999999999")]
    [InlineData("true")]
    public async Task Time_ThatIsNone_IsAnErrorAndNotAWrongTime(string written)
    {
        var answer = Reply.Json($$"""{ "HIT": { "CreationTime": {{written}} } }""");
        await using var mturk = await ScriptedMTurk.Start(answer, answer, answer);
        using var client = mturk.Client();

        await Assert.ThrowsAsync<AmazonUnmarshallingException>(() => client.GetHITAsync(new() { HITId = "3A" }));
    }

    [Theory]
    [InlineData("1970-01-01T00:00:00Z", "0")]
    [InlineData("2018-12-16T22:40:00Z", "1545000000")]
    [InlineData("2018-12-16T22:40:00.25Z", "1545000000.25")]
    [InlineData("2018-12-16T22:40:00.0000009Z", "1545000000")]
    [InlineData("2018-12-17T00:40:00+02:00", "1545000000")]
    public async Task Time_Sent_IsInSecondsWithMillisecondsAtMost(string meant, string written)
    {
        await using var mturk = await ScriptedMTurk.Start(Reply.Nothing);
        using var client = mturk.Client();

        await client.UpdateExpirationForHITAsync(new() { HITId = "3A", ExpireAt = DateTimeOffset.Parse(meant).LocalDateTime });

        Assert.Equal($$"""{"HITId":"3A","ExpireAt":{{written}}}""", mturk.Requests[0].Text);
    }

    [Fact]
    public async Task Constant_OfThisVersion_IsReadAsTheVeryConstant()
    {
        await using var mturk = await ScriptedMTurk.Start(Reply.Json("""{ "HIT": { "HITStatus": "Unassignable" } }"""));
        using var client = mturk.Client();

        Assert.Same(HITStatus.Unassignable, (await client.GetHITAsync(new() { HITId = "3A" })).HIT!.HITStatus);
    }

    [Fact]
    public async Task Constant_OfALaterVersion_SurvivesTheWayThereAndBack()
    {
        await using var mturk = await ScriptedMTurk.Start(
            Reply.Json("""{ "QualificationType": { "QualificationTypeStatus": "Disposing" } }"""), Reply.Nothing);
        using var client = mturk.Client();

        var status = (await client.GetQualificationTypeAsync(new() { QualificationTypeId = "3Q" })).QualificationType!.QualificationTypeStatus!;
        await client.UpdateQualificationTypeAsync(new() { QualificationTypeId = "3Q", QualificationTypeStatus = status });

        Assert.Equal("Disposing", status.Value);
        Assert.True(status == "Disposing");
        Assert.Equal("""{"QualificationTypeId":"3Q","QualificationTypeStatus":"Disposing"}""", mturk.Requests[1].Text);
    }

    [Fact]
    public async Task Question_KeepsItsSize()
    {
        await using var mturk = await ScriptedMTurk.Start(Reply.Nothing);
        using var client = mturk.Client();
        const string Question = "<Überschrift a='b'>&amp; + 漢字</Überschrift>";

        await client.CreateHITAsync(new() { Question = Question });

        Assert.Equal($$"""{"Question":"{{Question}}"}""", mturk.Requests[0].Text);
    }

    [Fact]
    public async Task Hit_WrittenByHand_ReadsLikeWhatItSends()
    {
        await using var mturk = await ScriptedMTurk.Start(Reply.Nothing);
        using var client = mturk.Client();

        await client.CreateHITAsync(new CreateHITRequest
        {
            Title = "Describe a picture",
            Reward = "0.50",
            MaxAssignments = 1,
            QualificationRequirements =
            [
                new() { QualificationTypeId = "00000000000000000071", Comparator = Comparator.In, LocaleValues = [new() { Country = "US" }, new() { Country = "CA" }] },
                new() { QualificationTypeId = "3DONE", Comparator = "DoesNotExist", ActionsGuarded = HITAccessActions.DiscoverPreviewAndAccept },
            ],
        });

        Assert.Equal(
            """{"Title":"Describe a picture","Reward":"0.50","QualificationRequirements":["""
            + """{"QualificationTypeId":"00000000000000000071","Comparator":"In","LocaleValues":[{"Country":"US"},{"Country":"CA"}]},"""
            + """{"QualificationTypeId":"3DONE","Comparator":"DoesNotExist","ActionsGuarded":"DiscoverPreviewAndAccept"}],"MaxAssignments":1}""",
            mturk.Requests[0].Text);
    }

    [Fact]
    public async Task List_NotSent_IsNull_AndEmptyListSent_IsEmpty()
    {
        await using var mturk = await ScriptedMTurk.Start(Reply.Json("{}"), Reply.Json("""{ "HITs": [], "NumResults": 0 }"""));
        using var client = mturk.Client();

        Assert.Null((await client.ListHITsAsync(new())).HITs);
        Assert.Empty((await client.ListHITsAsync(new())).HITs!);
    }
}
