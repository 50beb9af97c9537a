using System.Text.Json;

namespace Crowdwork.Engine.Conversations;

/// <summary>The frames that do not last (docs/protocol.md).</summary>
public static class ServerFrames
{
    public static byte[] Welcome(
        string worker, string task, long conversation, int edition, int seq, bool reset, DateTimeOffset now, bool running)
        => JsonSerializer.SerializeToUtf8Bytes(new
        {
            t = "welcome", v = 1, worker, task, conversation, edition, seq, reset, now = now.ToUnixTimeMilliseconds(), running,
        });

    public static byte[] Refused(string clientId, string why, string text)
        => JsonSerializer.SerializeToUtf8Bytes(new { t = "refused", cid = clientId, why, text });

    public static byte[] Typing(string from) => JsonSerializer.SerializeToUtf8Bytes(new { t = "typing", from });

    public static byte[] Presence(string role, bool online) => JsonSerializer.SerializeToUtf8Bytes(new { t = "presence", role, online });

    public static byte[] Clock(DateTimeOffset now, bool running)
        => JsonSerializer.SerializeToUtf8Bytes(new { t = "clock", now = now.ToUnixTimeMilliseconds(), running });

    public static byte[] Lobby(DateTimeOffset since, DateTimeOffset? until, IReadOnlyList<string> needs, string text)
        => JsonSerializer.SerializeToUtf8Bytes(new
        {
            t = "lobby", since = since.ToUnixTimeMilliseconds(), until = until?.ToUnixTimeMilliseconds(), needs, text,
        });

    /// <summary>The end of a part that never became one: blocked, not qualified, nobody came. It is no event of a conversation.</summary>
    public static byte[] TurnedAway(string state, string text, DateTimeOffset now, string? pay = null)
        => JsonSerializer.SerializeToUtf8Bytes(new { t = "event", e = 0, s = 1, at = now.ToUnixTimeMilliseconds(), k = "ended", state, text, pay });

    /// <summary>All events of an edition, in place of what the page has.</summary>
    public static byte[] Reset(int edition, string? note, IReadOnlyList<byte[]> events)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteString("t"u8, "reset"u8);
            json.WriteNumber("edition"u8, edition);
            json.WriteString("note"u8, note);
            json.WriteStartArray("events"u8);
            foreach (var item in events) json.WriteRawValue(item, skipInputValidation: true);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
