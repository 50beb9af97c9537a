using Amazon.MTurk.Model;
using Crowdwork.MTurk.Tests.Support;

namespace Crowdwork.MTurk.Tests;

public sealed class SigningTests
{
    [Fact]
    public async Task Request_IsSignedForTheService_OverBodyAndOperation()
    {
        var signature = new SignatureV4(await Sent());

        Assert.Matches("^AKIDEXAMPLE/[0-9]{8}/us-east-1/mturk-requester/aws4_request$", signature.Credential);
        Assert.Equal(signature.Computed(ImpatientClient.Secret), signature.Given);
        Assert.Contains("host", signature.SignedHeaders);
        Assert.Contains("x-amz-date", signature.SignedHeaders);
        Assert.Contains("x-amz-target", signature.SignedHeaders);
    }

    [Fact]
    public async Task Signature_WithAnotherSecretOrAnotherBody_IsAnother()
    {
        var sent = await Sent();
        var given = new SignatureV4(sent).Given;

        Assert.NotEqual(given, new SignatureV4(sent).Computed("another secret"));
        Assert.NotEqual(given, new SignatureV4(sent with { Body = [.. sent.Body, (byte)' '] }).Computed(ImpatientClient.Secret));
    }

    [Fact]
    public async Task SessionToken_IsSent_AndSigned()
    {
        var sent = await Sent(sessionToken: "the-token-of-a-session");
        var signature = new SignatureV4(sent);

        Assert.Equal("the-token-of-a-session", sent.Headers["X-Amz-Security-Token"]);
        Assert.Contains("x-amz-security-token", signature.SignedHeaders);
        Assert.Equal(signature.Computed(ImpatientClient.Secret), signature.Given);
    }

    [Fact]
    public async Task ClockThatIsOff_IsSetRightByTheAnswer_AndTheRequestSignedAgain()
    {
        var ahead = TimeProvider.System.GetUtcNow().AddHours(2);
        await using var mturk = await ScriptedMTurk.Start(
            Reply.Error("InvalidSignatureException", "Signature not yet current.") with { Clock = ahead }, Reply.Nothing);
        using var client = mturk.Client();

        await client.GetAccountBalanceAsync(new());

        var dates = mturk.Requests.Select(sent => DateTimeOffset.ParseExact(sent.Headers["X-Amz-Date"], "yyyyMMdd'T'HHmmss'Z'", null)).ToArray();
        Assert.InRange(dates[1] - dates[0], TimeSpan.FromMinutes(110), TimeSpan.FromMinutes(130));
        var second = new SignatureV4(mturk.Requests[1]);
        Assert.Equal(second.Computed(ImpatientClient.Secret), second.Given);
    }

    private static async Task<Sent> Sent(string? sessionToken = null)
    {
        await using var mturk = await ScriptedMTurk.Start(Reply.Nothing);
        using var client = mturk.Client(sessionToken);
        await client.SendBonusAsync(new SendBonusRequest { WorkerId = "A1", AssignmentId = "3A", BonusAmount = "1.00", Reason = "Très bien + <b>" });
        return Assert.Single(mturk.Requests);
    }
}
