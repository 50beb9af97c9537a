using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Crowdwork.Marketplace.Qualifications;

/// <summary>Requirements as JSON: on the wire, and the same in the store.</summary>
internal static class RequirementJson
{
    public static string Text(IReadOnlyList<Requirement> requirements) => Written(json => Write(json, requirements));

    public static string Text(Requirement requirement) => Written(json => Write(json, requirement));

    public static void Write(Utf8JsonWriter json, IReadOnlyList<Requirement> requirements)
    {
        json.WriteStartArray();
        foreach (var requirement in requirements)
            Write(json, requirement);
        json.WriteEndArray();
    }

    public static IReadOnlyList<Requirement> List(string text)
    {
        if (text is "[]")
            return [];
        using var json = JsonDocument.Parse(text);
        return [.. json.RootElement.EnumerateArray().Select(Read)];
    }

    public static StatedRequirement Stated(JsonElement element) => new(
        Optional(element, "QualificationTypeId")?.GetString(),
        Optional(element, "Comparator")?.GetString(),
        Optional(element, "IntegerValues") is { } integers ? [.. integers.EnumerateArray().Select(one => (int)one.GetDouble())] : null,
        Optional(element, "LocaleValues") is { } locales ? [.. locales.EnumerateArray().Select(Locale)] : null,
        Optional(element, "RequiredToPreview")?.GetBoolean(),
        Optional(element, "ActionsGuarded")?.GetString());

    public static void Write(Utf8JsonWriter json, WorkerLocale locale)
    {
        json.WriteStartObject();
        json.WriteString("Country", locale.Country);
        if (locale.Subdivision is not null)
            json.WriteString("Subdivision", locale.Subdivision);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Requirement requirement)
    {
        json.WriteStartObject();
        json.WriteString("QualificationTypeId", requirement.QualificationTypeId);
        json.WriteString("Comparator", requirement.Comparator.ToString());
        if (!requirement.IntegerValues.IsEmpty)
        {
            json.WriteStartArray("IntegerValues");
            foreach (var value in requirement.IntegerValues)
                json.WriteNumberValue(value);
            json.WriteEndArray();
        }

        if (!requirement.Locales.IsEmpty)
        {
            json.WriteStartArray("LocaleValues");
            foreach (var locale in requirement.Locales)
                Write(json, locale);
            json.WriteEndArray();
        }

        // MTurk answers with both, whichever of them was given (observed in its replies).
        json.WriteBoolean("RequiredToPreview", requirement.Guarded is not GuardedActions.Accept);
        json.WriteString("ActionsGuarded", requirement.Guarded.ToString());
        json.WriteEndObject();
    }

    private static Requirement Read(JsonElement element)
    {
        var stated = Stated(element);
        return new Requirement(stated.QualificationTypeId!, Enum.Parse<Comparator>(stated.Comparator!), [.. stated.IntegerValues ?? []],
            [.. stated.LocaleValues ?? []], Enum.Parse<GuardedActions>(stated.ActionsGuarded!));
    }

    private static WorkerLocale Locale(JsonElement element) =>
        new(Optional(element, "Country")?.GetString() ?? "", Optional(element, "Subdivision")?.GetString());

    private static JsonElement? Optional(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;

    private static string Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            write(json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
