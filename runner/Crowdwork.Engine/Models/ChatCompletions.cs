using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Models;

/// <summary>
/// Asks the endpoints that crowd.json names, in the form that OpenAI's chat completions made common: POST a list of messages, get one back.
/// </summary>
/// <remarks>Keys come from environment variables and are never in a file of the project, a log or an error message.</remarks>
public sealed class ChatCompletions(
    IReadOnlyDictionary<string, ModelSettings> models, HttpClient http, Func<string, string?> environment) : IModelEndpoints
{
    public IReadOnlyCollection<string> Names => models.Keys.ToArray();

    public bool Knows(string endpoint) => models.ContainsKey(endpoint);

    public async Task<string> Complete(string endpoint, string? instructions, IReadOnlyList<ModelLine> lines, CancellationToken cancelled)
    {
        var model = models[endpoint];
        using var request = new HttpRequestMessage(HttpMethod.Post, model.Endpoint)
        {
            Content = JsonContent.Create(new Question(model.Model, Messages(instructions, lines))),
        };
        if (model.ApiKeyVariable is { } variable)
        {
            var key = environment(variable)
                ?? throw new InvalidOperationException($"the environment variable {variable} is not set; crowd.json says that it holds the key of '{endpoint}'.");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        limit.CancelAfter(model.Timeout);
        try
        {
            using var response = await http.SendAsync(request, limit.Token);
            if (!response.IsSuccessStatusCode)
                throw new InvalidOperationException($"{model.Endpoint} answered {(int)response.StatusCode} {response.ReasonPhrase}.");
            var answer = await response.Content.ReadFromJsonAsync<Answer>(limit.Token);
            return (answer?.Choices is [{ Message.Content: { } text }, ..] ? text : null)
                ?? throw new InvalidOperationException($"{model.Endpoint} answered without choices[0].message.content.");
        }
        catch (OperationCanceledException) when (!cancelled.IsCancellationRequested)
        {
            throw new InvalidOperationException($"{model.Endpoint} did not answer within {model.Timeout.TotalSeconds:0} seconds.");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            throw new InvalidOperationException($"{model.Endpoint}: {e.Message}", e);
        }
    }

    private static List<ChatMessage> Messages(string? instructions, IReadOnlyList<ModelLine> lines)
    {
        var messages = new List<ChatMessage>();
        if (instructions is not null) messages.Add(new ChatMessage("system", instructions));
        messages.AddRange(lines.Select(line => new ChatMessage(line.IsOwn ? "assistant" : "user", line.Text)));
        return messages;
    }

    private sealed record Question(
        [property: JsonPropertyName("model")] string Model,
        [property: JsonPropertyName("messages")] IReadOnlyList<ChatMessage> Messages);

    private sealed record ChatMessage(
        [property: JsonPropertyName("role")] string Role,
        [property: JsonPropertyName("content")] string Content);

    private sealed record Answer([property: JsonPropertyName("choices")] IReadOnlyList<Choice>? Choices);

    private sealed record Choice([property: JsonPropertyName("message")] ChatMessage? Message);
}
