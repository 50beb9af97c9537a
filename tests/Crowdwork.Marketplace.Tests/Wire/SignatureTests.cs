using Crowdwork.Marketplace.Tests.Support;
using Crowdwork.Marketplace.Wire;

namespace Crowdwork.Marketplace.Tests.Wire;

public sealed class SignatureTests
{
    // The signature was made by botocore.
    [Fact]
    public void Check_ARequestSignedByBotocore_KnowsItsSigner()
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Host"] = "127.0.0.1:8001",
            ["X-Amz-Date"] = "20260301T120000Z",
            ["X-Amz-Target"] = "MTurkRequesterServiceV20170117.GetAccountBalance",
            ["Content-Type"] = "application/x-amz-json-1.1",
            ["Authorization"] = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260301/us-east-1/mturk-requester/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=543bfe1ca48762668b5d979269722342ce05e42048cad23c53c71b3f1cd5ee81",
        };
        var request = new SignedRequest("POST", "/", "", headers.GetValueOrDefault, "{}"u8.ToArray());

        var signer = Signature.Check(request, key => key == "AKIDEXAMPLE" ? "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" : null, new DateTimeOffset(2026, 3, 1, 12, 5, 0, TimeSpan.Zero));

        Assert.Equal("AKIDEXAMPLE", signer);
    }

    [Fact]
    public async Task ACall_WithAnUnknownKey_IsUnrecognized()
    {
        await using var market = await RunningMarket.Start();
        using var stranger = new ApiClient(market.Server.Url, market.Time, "stranger");

        var refused = await stranger.Refused("GetAccountBalance", new { });

        Assert.Equal(("UnrecognizedClientException", "The security token included in the request is invalid."), (refused.Type, refused.Message));
    }

    [Fact]
    public async Task ACall_WithAWrongSecret_IsRefused()
    {
        await using var market = await RunningMarket.Start();
        using var liar = new ApiClient(market.Server.Url, market.Time, "local", "guessed");

        Assert.Equal("InvalidSignatureException", (await liar.Refused("GetAccountBalance", new { })).Type);
    }

    [Fact]
    public async Task ACall_ChangedOnItsWay_IsRefused()
    {
        await using var market = await RunningMarket.Start();

        var body = await market.Api.Send("GetAccountBalance", "{}", request => request.Content = new ByteArrayContent("{ }"u8.ToArray()) { Headers = { ContentType = new("application/x-amz-json-1.1") } });
        var target = await market.Api.Send("GetAccountBalance", "{}", request =>
        {
            request.Headers.Remove("X-Amz-Target");
            request.Headers.Add("X-Amz-Target", "MTurkRequesterServiceV20170117.ListHITs");
        });

        Assert.Equal(("InvalidSignatureException", "InvalidSignatureException"), (body.Type, target.Type));
    }

    [Theory]
    [InlineData(null, "MissingAuthenticationTokenException")]
    [InlineData("Bearer token", "IncompleteSignatureException")]
    [InlineData("AWS4-HMAC-SHA256 nonsense", "IncompleteSignatureException")]
    [InlineData("AWS4-HMAC-SHA256 Credential=local, SignedHeaders=host, Signature=1", "IncompleteSignatureException")]
    [InlineData("AWS4-HMAC-SHA256 Credential=local/20260301/us-east-1/mturk-requester/aws4_request, SignedHeaders=x-amz-date, Signature=1", "IncompleteSignatureException")]
    [InlineData("AWS4-HMAC-SHA256 Credential=local/20260301/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=1", "InvalidSignatureException")]
    [InlineData("AWS4-HMAC-SHA256 Credential=local/20260301/us-east-1/mturk-requester/aws4_request, SignedHeaders=host;x-missing, Signature=1", "InvalidSignatureException")]
    public async Task ACall_WithAnAuthorizationOfAnotherForm_IsRefused(string? header, string type)
    {
        await using var market = await RunningMarket.Start();

        var refused = await market.Api.Send("GetAccountBalance", "{}", request =>
        {
            request.Headers.Remove("Authorization");
            if (header is not null)
                request.Headers.TryAddWithoutValidation("Authorization", header);
        });

        Assert.Equal(type, refused.Type);
    }

    [Theory]
    [InlineData(-16, "Signature expired")]
    [InlineData(16, "Signature not yet current")]
    public async Task ACall_FromAnotherTime_IsRefused(int minutes, string message)
    {
        await using var market = await RunningMarket.Start();
        var theirs = new ManualTime();
        theirs.Advance(TimeSpan.FromMinutes(minutes));
        using var late = new ApiClient(market.Server.Url, theirs);

        var refused = await late.Refused("GetAccountBalance", new { });

        Assert.Equal("InvalidSignatureException", refused.Type);
        Assert.StartsWith(message, refused.Message);
    }

    [Fact]
    public async Task ACall_OfAMarketplacePutForward_IsSignedWithTheRealTime()
    {
        await using var market = await RunningMarket.Start();
        await market.Server.Operator.PutForward(TimeSpan.FromDays(30));

        await market.Api.Call("GetAccountBalance");
    }
}
