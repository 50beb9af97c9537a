using System.Text.Json;

namespace Amazon.MTurk;

/// <summary>The members of an error that the SDK's own reader does not hand on.</summary>
internal sealed record ErrorBody(string? Message, string? TurkErrorCode)
{
    public static ErrorBody Read(byte[]? body)
    {
        try
        {
            return body is { Length: > 0 } ? JsonSerializer.Deserialize(body, MTurkJson.Members<ErrorBody>()) ?? Nothing : Nothing;
        }
        catch (JsonException)
        {
            // A proxy's or load balancer's page of HTML: the status and the SDK's reading of it are all there is to tell.
            return Nothing;
        }
    }

    private static ErrorBody Nothing { get; } = new(null, null);
}
