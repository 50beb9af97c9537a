using System.Text.Json;

namespace Crowdwork.Harness.Tests.Workers;

/// <summary>One event of a worker's page, as it came over the line.</summary>
internal sealed record WorkerEvent(int Edition, int Number, string Kind, JsonElement Json)
{
    public string? Text => TextOf("text");

    public string? From => TextOf("from");

    public string? ClientId => TextOf("cid");

    public int Prompt => Json.TryGetProperty("prompt", out var prompt) ? prompt.GetInt32() : 0;

    public static WorkerEvent Of(JsonElement json, int edition) => new(
        json.TryGetProperty("e", out var own) ? own.GetInt32() : edition, json.GetProperty("s").GetInt32(), json.GetProperty("k").GetString()!, json);

    public string? TextOf(string name) => Json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public override string ToString() => Json.GetRawText();
}
