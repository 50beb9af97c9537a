using System.Net;
using System.Text;
using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Models;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Tests.Models;

public sealed class ChatCompletionsTests
{
    private static readonly Dictionary<string, ModelSettings> Models = new()
    {
        ["local"] = new ModelSettings { Endpoint = new Uri("http://models.test/v1/chat/completions"), Model = "small" },
        ["keyed"] = new ModelSettings { Endpoint = new Uri("http://models.test/keyed"), Model = "large", ApiKeyVariable = "MODEL_KEY", Timeout = TimeSpan.FromMilliseconds(50) },
    };

    [Fact]
    public async Task Complete_AConversation_PostsItInTheCommonForm()
    {
        var endpoint = new ScriptedEndpoint((_, _) => Answer("Ten dollars."));
        var answer = await Ask(endpoint, "local", "Sell.", new ModelLine(false, "How much?"), new ModelLine(true, "Hm."));

        Assert.Equal("Ten dollars.", answer);
        Assert.Equal(
            """{"model":"small","messages":[{"role":"system","content":"Sell."},{"role":"user","content":"How much?"},{"role":"assistant","content":"Hm."}]}""",
            endpoint.Bodies.Single());
        Assert.Null(endpoint.Requests.Single().Headers.Authorization);
    }

    [Fact]
    public async Task Complete_WithAKey_SendsItAndNeverSaysIt()
    {
        var endpoint = new ScriptedEndpoint((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.Unauthorized)));
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => Ask(endpoint, "keyed", null));

        Assert.Equal("Bearer secret-key", endpoint.Requests.Single().Headers.Authorization!.ToString());
        Assert.Equal("http://models.test/keyed answered 401 Unauthorized.", failure.Message);
    }

    [Fact]
    public async Task Complete_WithoutTheVariable_NamesIt()
    {
        var completions = new ChatCompletions(Models, new HttpClient(new ScriptedEndpoint((_, _) => Answer("x"))), _ => null);
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => completions.Complete("keyed", null, [], CancellationToken.None));

        Assert.Contains("MODEL_KEY is not set", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"choices":[]}""")]
    [InlineData("""{"choices":[{"message":{}}]}""")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task Complete_AnAnswerWithoutContent_SaysSo(string body)
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => Ask(new ScriptedEndpoint((_, _) => Json(body)), "local", null));

        Assert.Equal("http://models.test/v1/chat/completions answered without choices[0].message.content.", failure.Message);
    }

    [Fact]
    public async Task Complete_NoJson_NamesTheEndpoint()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => Ask(new ScriptedEndpoint((_, _) => Json("<html>")), "local", null));

        Assert.StartsWith("http://models.test/v1/chat/completions: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Complete_NoConnection_NamesTheEndpoint()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => Ask(new ScriptedEndpoint((_, _) => throw new HttpRequestException("refused")), "local", null));

        Assert.Equal("http://models.test/v1/chat/completions: refused", failure.Message);
    }

    [Fact]
    public async Task Complete_NoAnswerInTime_SaysSo()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => Ask(new ScriptedEndpoint(Never), "keyed", null));

        Assert.Contains("did not answer within", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Complete_GivenUpByTheConversation_IsCancelled()
    {
        using var ended = new CancellationTokenSource();
        var asked = new ChatCompletions(Models, new HttpClient(new ScriptedEndpoint(Never)), _ => "secret-key").Complete("local", null, [], ended.Token);
        await ended.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    private static Task<string> Ask(ScriptedEndpoint endpoint, string name, string? instructions, params ModelLine[] lines)
        => new ChatCompletions(Models, new HttpClient(endpoint), _ => "secret-key").Complete(name, instructions, lines, CancellationToken.None);

    private static Task<HttpResponseMessage> Answer(string text) => Json($$$"""{"choices":[{"message":{"role":"assistant","content":"{{{text}}}"}}]}""");

    private static Task<HttpResponseMessage> Json(string body)
        => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") });

    private static async Task<HttpResponseMessage> Never(HttpRequestMessage request, CancellationToken cancelled)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancelled);
        return new HttpResponseMessage();
    }

    /// <summary>Answers requests as the test says, without a network.</summary>
    private sealed class ScriptedEndpoint(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        public List<HttpRequestMessage> Requests { get; } = [];
        public List<string> Bodies { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add(request);
            Bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            return await answer(request, cancellationToken);
        }
    }
}
