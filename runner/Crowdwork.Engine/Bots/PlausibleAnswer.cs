using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Crowdwork.Scripting.Bots;

namespace Crowdwork.Engine.Bots;

/// <summary>An answer that a worker might give, or why none can be made up. Pure: the same prompt, page and chance give the same answer.</summary>
/// <param name="Text">For a text or a choice.</param>
/// <param name="Fields">For a form or a page.</param>
/// <param name="WhyNot">In place of both.</param>
internal sealed record PlausibleAnswer(string? Text, JsonElement? Fields, string? WhyNot)
{
    /// <summary>How often an answer to the same prompt may be refused before the bot gives up.</summary>
    public const int MostAttempts = 12;

    private static readonly DateOnly _someDay = new(2001, 5, 17);

    public static PlausibleAnswer To(BotPrompt prompt, BotView page, Random random, int attempt) => prompt.Kind switch
    {
        BotPromptKind.Choice => OfText(prompt.Options[random.Next(prompt.Options.Count)]),
        BotPromptKind.Form => OfFields(prompt.Fields, random),
        BotPromptKind.Page when prompt.Fields.Count > 0 => OfFields(prompt.Fields, random),
        BotPromptKind.Page => new PlausibleAnswer(null, null,
            $"The page {page.ShownPage ?? "that is shown"} does not declare what it sends. Write a bot in bots.csx that gives its answer with Fill(new {{ ... }})."),
        _ => OfText(PlausibleText.In(PlausibleText.StyleFor(prompt.Text, prompt.Complaint, attempt), random, prompt.Complaint ?? "")),
    };

    private static PlausibleAnswer OfText(string text) => new(text, null, null);

    private static PlausibleAnswer OfFields(IReadOnlyList<BotField> fields, Random random)
    {
        var answer = new JsonObject();
        foreach (var field in fields)
        {
            if (ValueOf(field, random) is not { } value)
                return new PlausibleAnswer(null, null, $"No value can be made up for the field \"{field.Name}\", which must match {field.Pattern}. Write a bot for this task in bots.csx.");
            answer[field.Name] = value;
        }

        return new PlausibleAnswer(null, JsonSerializer.SerializeToElement(answer), null);
    }

    private static JsonNode? ValueOf(BotField field, Random random)
    {
        if (field.Type is "checkboxes" or "select-multiple") return new JsonArray(field.Options[random.Next(field.Options.Count)]);
        if (field.Options.Count > 0) return Chosen(field, random);
        return field.Type switch
        {
            "checkbox" => field.Required || random.Next(2) == 0,
            "integer" or "number" => Number(field, random),
            "range" => Number(field, random),
            "date" => Day(field).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "month" => Clamp("2001-05", field),
            "week" => Clamp("2001-W20", field),
            "time" => Clamp("12:30", field),
            "datetime-local" => Clamp("2001-05-17T12:30", field),
            "email" => "worker@example.org",
            "url" => "https://example.org/",
            "tel" => "555 0100",
            "color" => "#336699",
            _ => Written(field, random),
        };
    }

    // An empty option is what a page shows before anything is chosen.
    private static string Chosen(BotField field, Random random)
    {
        var real = field.Options.Where(option => option.Length > 0).ToArray();
        return real.Length == 0 ? field.Options[0] : real[random.Next(real.Length)];
    }

    private static JsonValue Number(BotField field, Random random)
    {
        var least = Limit(field.Min) ?? Math.Min(0, Limit(field.Max) ?? 0);
        var most = Limit(field.Max) ?? least + 10;
        var first = Math.Ceiling(least);
        var last = Math.Floor(most);
        // Whole numbers suit every step that begins at a whole number; otherwise the least is always allowed.
        return first > last ? JsonValue.Create(least) : JsonValue.Create((long)first + random.NextInt64(Math.Min((long)(last - first) + 1, 1_000_000)));
    }

    private static DateOnly Day(BotField field)
    {
        var day = _someDay;
        if (DateOnly.TryParse(field.Min, CultureInfo.InvariantCulture, out var least) && day < least) day = least;
        if (DateOnly.TryParse(field.Max, CultureInfo.InvariantCulture, out var most) && day > most) day = most;
        return day;
    }

    // Dates of one kind are written so that the order of the texts is the order of the times.
    private static string Clamp(string text, BotField field)
    {
        if (field.Min is { Length: > 0 } least && string.CompareOrdinal(text, least) < 0) return least;
        return field.Max is { Length: > 0 } most && string.CompareOrdinal(text, most) > 0 ? most : text;
    }

    private static string? Written(BotField field, Random random)
    {
        var text = PlausibleText.Between(random, field.MinLength, field.MaxLength);
        if (field.Pattern is not { Length: > 0 } pattern) return text;
        return _samples.Prepend(text).FirstOrDefault(sample => Fits(sample, pattern) && sample.Length >= (field.MinLength ?? 0) && sample.Length <= (field.MaxLength ?? int.MaxValue));
    }

    // What patterns in forms mostly ask for: a postcode, a year, a word, a code, a name.
    private static readonly string[] _samples =
        ["1", "12", "123", "1234", "12345", "123456", "2001", "a", "abc", "word", "Word", "ABC", "AB12", "A1", "AB-12", "A1B2C3D4E5F6G7", "12:30", "2001-05-17", "one two", "One Two", "worker@example.org", "https://example.org/", "+1 555 0100", "12.5", "yes"];

    private static bool Fits(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, $"^(?:{pattern})$", RegexOptions.None, TimeSpan.FromMilliseconds(100));
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            // A pattern in another dialect is the page's own to judge.
            return false;
        }
    }

    private static decimal? Limit(string? text)
        => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
