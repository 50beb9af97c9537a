using Amazon.MTurk;
using Amazon.MTurk.Model;
using Crowdwork.MTurk.Tests.Support;

namespace Crowdwork.MTurk.Tests;

public sealed class RetriesTests
{
    public static TheoryData<string> Passing => ["fault", "unavailable", "throttled"];

    [Theory, MemberData(nameof(Passing))]
    public async Task PassingTrouble_IsRetried_WithTheVerySameBody(string trouble)
    {
        await using var mturk = await ScriptedMTurk.Start(Trouble(trouble), Trouble(trouble), Reply.Json("""{ "HIT": { "HITId": "3NEW" } }"""));
        using var client = mturk.Client();

        var made = await client.CreateHITAsync(new() { Title = "Same", UniqueRequestToken = "run-1-unit-7" });

        Assert.Equal("3NEW", made.HIT!.HITId);
        Assert.Equal(3, mturk.Requests.Count);
        Assert.Single(mturk.Requests.Select(request => Convert.ToHexString(request.Body)).Distinct());
        Assert.Contains("run-1-unit-7", mturk.Requests[0].Text);
    }

    [Fact]
    public async Task MistakeOfTheCaller_IsNotRetried()
    {
        await using var mturk = await ScriptedMTurk.Start(Reply.Error("RequestError", "No.", "AWS.MechanicalTurk.HITDoesNotExist"));
        using var client = mturk.Client();

        await Assert.ThrowsAsync<RequestErrorException>(() => client.GetHITAsync(new() { HITId = "3X" }));

        Assert.Single(mturk.Requests);
    }

    [Fact]
    public async Task Cancellation_EndsACallThatIsUnderWay()
    {
        await using var mturk = await ScriptedMTurk.Start(Reply.Never);
        using var client = mturk.Client();
        using var enough = new CancellationTokenSource();

        var call = client.GetAccountBalanceAsync(new(), enough.Token);
        await mturk.Asked;
        await enough.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Single(mturk.Requests);
    }

    private static Reply Trouble(string trouble) => trouble switch
    {
        "fault" => Reply.Error("ServiceFault", "Something broke.", status: 500),
        "unavailable" => new Reply(503, "<html>Come back later</html>", "text/html"),
        _ => Reply.Error("ThrottlingException", "Rate exceeded"),
    };
}
