namespace Crowdwork.Engine.Tasks;

/// <summary>A program that can take a worker's seat: an endpoint in the style of OpenAI's chat completions.</summary>
public sealed record ModelSettings
{
    /// <summary>The address that chat completions are posted to. Required.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The model's name as the endpoint knows it. Required.</summary>
    public required string Model { get; init; }

    /// <summary>The name of the environment variable that holds the key, never the key itself. Default: no key is sent.</summary>
    [VariableName]
    public string? ApiKeyVariable { get; init; }

    /// <summary>How long to wait for an answer, from "1s" to "1h". Default: "60s".</summary>
    [DurationBetween("1s", "1h")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);
}
