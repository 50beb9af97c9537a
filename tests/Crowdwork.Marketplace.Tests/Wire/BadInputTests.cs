using System.Net;
using System.Text;
using Crowdwork.Marketplace.Tests.Support;

namespace Crowdwork.Marketplace.Tests.Wire;

public sealed class BadInputTests
{
    [Theory]
    [InlineData("", "ValidationException")]
    [InlineData("{", "SerializationException")]
    [InlineData("nonsense", "SerializationException")]
    [InlineData("null", "SerializationException")]
    [InlineData("[]", "SerializationException")]
    [InlineData("\"text\"", "SerializationException")]
    [InlineData("{\"HITId\": \"3X\"} more", "SerializationException")]
    [InlineData("{\"HITId\": 5}", "SerializationException")]
    [InlineData("{\"HITId\": [\"3X\"]}", "SerializationException")]
    [InlineData("{\"HITId\": {}}", "SerializationException")]
    [InlineData("{\"HITId\": true}", "SerializationException")]
    [InlineData("{\"HITId\": \"\\ud800\"}", "SerializationException")]
    [InlineData("{\"HITId\": null}", "ValidationException")]
    [InlineData("{\"HITId\": \"\"}", "ValidationException")]
    [InlineData("{\"HITId\": \"3x\"}", "ValidationException")]
    [InlineData("{\"HITId\": \"3X\\n\"}", "ValidationException")]
    [InlineData("{\"HITId\": \"'; DROP TABLE hit; --\"}", "ValidationException")]
    [InlineData("{\"HITId\": \"3X\", \"Unknown\": [[[{}]]]}", "RequestError")]
    public async Task ABody_OfAnyKind_IsRefusedByTheRightFamily(string body, string type)
    {
        await using var market = await RunningMarket.Start();

        var reply = await market.Api.Send("GetHIT", body);

        Assert.Equal((HttpStatusCode.BadRequest, type), (reply.Status, reply.Type));
        Assert.NotEmpty(reply.Message);
        Assert.NotEmpty(reply.Headers.GetValues("x-amzn-RequestId"));
    }

    [Theory]
    [InlineData("{\"HITId\": \"3X\", \"\\ud800\": 1}")]
    [InlineData("{\"\\ud800\": 1, \"HITId\": \"3X\"}")]
    [InlineData("{\"HITId\": \"\u00ff\"}", true)]
    [InlineData("{\"\u00ff\": 1, \"HITId\": \"3X\"}", true)]
    [InlineData("{\"HITId\": \"3X\", \"HITId\": 5}")]
    [InlineData("{\"HITId\": \"3X\" /* why */}")]
    [InlineData("{\"HITId\": \"3X\",}")]
    [InlineData("{\"HITId\": \"3X\", \"ExpireAt\": 1e999}")]
    public async Task ABody_WithBrokenText_IsTheCallersMistakeAndNoFaultOfOurs(string body, bool latin = false)
    {
        await using var market = await RunningMarket.Start();

        var reply = await market.Api.Send("GetHIT", (latin ? Encoding.Latin1 : Encoding.UTF8).GetBytes(body));

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Contains(reply.Type, new[] { "SerializationException", "RequestError" });
    }

    [Theory]
    [InlineData("1e999")]
    [InlineData("-1e300")]
    [InlineData("253402300800")]
    [InlineData("\"2026-03-01T12:00:00Z\"")]
    [InlineData("true")]
    public async Task ATime_ThatIsNone_IsASerializationException(string time)
    {
        await using var market = await RunningMarket.Start();
        var hit = await market.Publish();

        var reply = await market.Api.Send("UpdateExpirationForHIT", $$"""{"HITId": "{{hit}}", "ExpireAt": {{time}}}""");

        Assert.Equal("SerializationException", reply.Type);
    }

    [Theory]
    [InlineData("""{"AssignmentDurationInSeconds": "600"}""", "STRING_VALUE can not be converted to a Long")]
    [InlineData("""{"MaxAssignments": 1.5}""", "DECIMAL_VALUE can not be converted to an Integer")]
    [InlineData("""{"MaxAssignments": 3000000000}""", "NUMBER_VALUE can not be converted to an Integer")]
    [InlineData("""{"LifetimeInSeconds": 1e30}""", "DECIMAL_VALUE can not be converted to a Long")]
    [InlineData("""{"Title": 5}""", "NUMBER_VALUE can not be converted to a String")]
    [InlineData("""{"QualificationRequirements": {}}""", "Start of structure or map found where not expected.")]
    [InlineData("""{"QualificationRequirements": [{"QualificationTypeId": "3X", "Comparator": "Exists", "RequiredToPreview": "yes"}]}""", "STRING_VALUE can not be converted to a Boolean")]
    public async Task AValue_OfTheWrongKind_IsASerializationException(string change, string message)
    {
        await using var market = await RunningMarket.Start();

        var reply = await market.Api.Send("CreateHIT", Some.Hit(System.Text.Json.Nodes.JsonNode.Parse(change)));

        Assert.Equal(("SerializationException", message), (reply.Type, reply.Message));
    }

    [Fact]
    public async Task SeveralBrokenConstraints_AreListedAllAtOnce()
    {
        await using var market = await RunningMarket.Start();

        var reply = await market.Api.Send("CreateHITType", """{"AssignmentDurationInSeconds": 60, "Reward": "1.234", "Description": "D"}""");

        Assert.Equal(
            "2 validation errors detected: Value '1.234' at 'reward' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[0-9]+(\\.)?[0-9]{0,2}$; "
            + "Value null at 'title' failed to satisfy constraint: Member must not be null",
            reply.Message);
    }

    [Theory]
    [InlineData("ListHITs", """{"MaxResults": 0}""", "Value '0' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1")]
    [InlineData("ListHITs", """{"MaxResults": 101}""", "Value '101' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 100")]
    [InlineData("ListHITs", """{"NextToken": ""}""", "Value '' at 'nextToken' failed to satisfy constraint: Member must have length greater than or equal to 1")]
    [InlineData("ListReviewableHITs", """{"Status": "Assignable"}""", "Value 'Assignable' at 'status' failed to satisfy constraint: Member must satisfy enum value set: [Reviewable, Reviewing]")]
    [InlineData("NotifyWorkers", """{"Subject": "S", "MessageText": "M", "WorkerIds": ["A1", "B2"]}""", "Value 'B2' at 'workerIds.2.member' failed to satisfy constraint: Member must satisfy regular expression pattern: ^A[A-Z0-9]+$")]
    public async Task ABrokenConstraint_IsNamedAsTheFrameworkNamesIt(string operation, string body, string problem)
    {
        await using var market = await RunningMarket.Start();

        var reply = await market.Api.Send(operation, body);

        Assert.Equal(("ValidationException", "1 validation error detected: " + problem), (reply.Type, reply.Message));
    }

    [Theory]
    [InlineData("MTurkRequesterServiceV20170117.GetNothing")]
    [InlineData("MTurkRequesterServiceV20170117.gethit")]
    [InlineData("SomethingElse.GetHIT")]
    [InlineData("GetHIT")]
    public async Task AnOperation_ThatThereIsNot_IsUnknown(string target)
    {
        await using var market = await RunningMarket.Start();

        var reply = await market.Api.Send("GetHIT", "{}", request =>
        {
            request.Headers.Remove("X-Amz-Target");
            request.Headers.Add("X-Amz-Target", target);
        });

        Assert.Equal((HttpStatusCode.BadRequest, "UnknownOperationException"), (reply.Status, reply.Type));
    }

    [Theory]
    [InlineData(1_100_000)]
    [InlineData(17_000_000)]
    public async Task ABody_ThatIsTooLarge_IsRefusedAndTheNextCallWorks(int size)
    {
        await using var market = await RunningMarket.Start();

        var body = $$"""{"Title": "{{new string('x', size)}}"}""";
        if (size < 16_000_000)
        {
            var reply = await market.Api.Send("CreateHITType", body);
            Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "RequestEntityTooLargeException"), (reply.Status, reply.Type));
        }
        else
        {
            // The marketplace hangs up while such a body is still on its way: an answer may or may not be heard.
            await Record.ExceptionAsync(() => market.Api.Send("CreateHITType", body));
        }

        await market.Api.Call("GetAccountBalance");
    }

    [Theory]
    [InlineData("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Amz-Target: MTurkRequesterServiceV20170117.GetHIT\r\nContent-Length: 500\r\n\r\n{\"HITId\"")]
    [InlineData("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Amz-Target: MTurkRequesterServiceV20170117.GetHIT\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("POST / HTTP/1.1\r\n\r\n")]
    [InlineData("\u0016\u0003\u0001 this is no HTTP")]
    public async Task ACaller_WhoHangsUpInTheMiddle_HarmsNobody(string said)
    {
        await using var market = await RunningMarket.Start();
        using (var caller = new System.Net.Sockets.TcpClient())
        {
            await caller.ConnectAsync("127.0.0.1", market.Server.Url.Port, TestContext.Current.CancellationToken);
            await caller.GetStream().WriteAsync(Encoding.Latin1.GetBytes(said), TestContext.Current.CancellationToken);
        }

        await market.Api.Call("GetAccountBalance");
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "https://127.0.0.1")]
    [InlineData("Host", "evil.example")]
    [InlineData("Host", "evil.example:8001")]
    [InlineData("Host", "127.0.0.1.evil.example")]
    public async Task ACall_ForOrFromAStranger_IsTurnedAway(string header, string value)
    {
        await using var market = await RunningMarket.Start();

        var reply = await market.Api.Send("CreateHIT", Some.Hit().ToJsonString(), request => request.Headers.TryAddWithoutValidation(header, value));

        Assert.Equal((HttpStatusCode.Forbidden, "AccessDeniedException"), (reply.Status, reply.Type));
        Assert.Empty((await market.Api.Call("ListHITs"))["HITs"]!.AsArray());
    }

    [Theory]
    [InlineData("/clock")]
    [InlineData("/faults")]
    [InlineData("/events")]
    public async Task AnOperatorsPage_ForAStranger_IsTurnedAway(string path)
    {
        await using var market = await RunningMarket.Start();
        using var http = new HttpClient { BaseAddress = market.Server.Url };
        foreach (var (header, value) in new[] { ("Host", "evil.example"), ("Origin", "http://evil.example") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
            request.Headers.TryAddWithoutValidation(header, value);
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }
    }

    [Fact]
    public async Task APost_WithoutATarget_IsAnUnknownOperation()
    {
        await using var market = await RunningMarket.Start();
        using var http = new HttpClient { BaseAddress = market.Server.Url };

        using var response = await http.PostAsync("/", new StringContent("a=b", Encoding.UTF8, "application/x-www-form-urlencoded"), TestContext.Current.CancellationToken);

        Assert.Contains("UnknownOperationException", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
