using System.Text.Json;
using Crowdwork.Scripting.Bots;

namespace Crowdwork.Engine.Bots;

/// <summary>Reads what a worker is asked out of the server's frames. Pure.</summary>
internal static class PromptFrame
{
    public static BotPrompt Read(JsonElement asked) => new(
        asked.GetProperty("prompt").GetInt32(),
        KindOf(Text(asked, "kind")),
        Text(asked, "text") ?? "",
        asked.TryGetProperty("options", out var options) ? Texts(options) : [],
        asked.TryGetProperty("fields", out var fields) ? fields.EnumerateArray().Select(Field).ToArray() : [],
        asked.TryGetProperty("due", out var due) && due.ValueKind == JsonValueKind.Number ? DateTimeOffset.FromUnixTimeMilliseconds(due.GetInt64()) : null,
        Complaint: null);

    /// <summary>Why an answer was not accepted, the problems of its fields included.</summary>
    public static string ComplaintOf(JsonElement again)
    {
        var said = Text(again, "text") ?? "";
        if (!again.TryGetProperty("problems", out var problems) || problems.ValueKind != JsonValueKind.Object) return said;
        var byField = problems.EnumerateObject().Select(problem => problem.Name.Length == 0 ? problem.Value.GetString()! : $"{problem.Name}: {problem.Value.GetString()}");
        return string.Join(" ", byField.Prepend(said).Where(part => part.Length > 0));
    }

    private static BotPromptKind KindOf(string? kind) => kind switch
    {
        "choice" => BotPromptKind.Choice,
        "form" => BotPromptKind.Form,
        "page" => BotPromptKind.Page,
        _ => BotPromptKind.Text,
    };

    private static BotField Field(JsonElement field) => new(
        Text(field, "name") ?? "",
        Text(field, "label") ?? "",
        Text(field, "type") ?? "text",
        field.TryGetProperty("required", out var required) && required.ValueKind == JsonValueKind.True,
        Text(field, "min"), Text(field, "max"),
        Number(field, "minLength"), Number(field, "maxLength"),
        Text(field, "pattern"),
        field.TryGetProperty("options", out var options) && options.ValueKind == JsonValueKind.Array ? Texts(options) : []);

    private static string[] Texts(JsonElement list) => list.EnumerateArray().Select(item => item.ToString()).ToArray();

    // Limits are numbers in a form and texts on an HTML page.
    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    } : null;

    private static int? Number(JsonElement json, string name)
        => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;
}
