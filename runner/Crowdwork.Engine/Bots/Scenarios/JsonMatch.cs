using System.Text.Json;
using System.Text.RegularExpressions;

namespace Crowdwork.Engine.Bots.Scenarios;

/// <summary>
/// Compares JSON with what was expected. In a text <c>*</c> stands for any characters, <c>"*"</c> alone for any value at all; an object with a key
/// <c>"*"</c> may have further keys. Everything else is exact. Pure.
/// </summary>
internal static class JsonMatch
{
    private const string Anything = "*";

    /// <summary>All differences, each with the way to it.</summary>
    public static IEnumerable<string> Differences(JsonElement expected, JsonElement actual, string path = "")
    {
        if (IsAnything(expected)) return [];
        if (expected.ValueKind == JsonValueKind.Object && actual.ValueKind == JsonValueKind.Object) return OfObjects(expected, actual, path);
        if (expected.ValueKind == JsonValueKind.Array && actual.ValueKind == JsonValueKind.Array) return OfArrays(expected, actual, path);
        return AreEqual(expected, actual) ? [] : [$"{Place(path)}expected {Print(expected)}, but it is {Print(actual)}"];
    }

    /// <summary>Whether a text fits one with wildcards.</summary>
    public static bool Fits(string pattern, string text)
        => pattern == text || (pattern.Contains('*') && Regex.IsMatch(text, $"^{Regex.Escape(pattern).Replace("\\*", ".*")}$", RegexOptions.Singleline));

    private static IEnumerable<string> OfObjects(JsonElement expected, JsonElement actual, string path)
    {
        var isOpen = expected.TryGetProperty(Anything, out _);
        foreach (var property in expected.EnumerateObject().Where(property => property.Name != Anything))
        {
            var inner = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            if (!TryGet(actual, property.Name, out var value))
            {
                yield return $"{Place(inner)}expected {Print(property.Value)}, but it is not there";
                continue;
            }

            foreach (var difference in Differences(property.Value, value, inner)) yield return difference;
        }

        if (isOpen) yield break;
        foreach (var property in actual.EnumerateObject().Where(property => !TryGet(expected, property.Name, out _)))
            yield return $"{Place(path.Length == 0 ? property.Name : $"{path}.{property.Name}")}not expected, but it is {Print(property.Value)}";
    }

    private static IEnumerable<string> OfArrays(JsonElement expected, JsonElement actual, string path)
    {
        var (wanted, given) = (expected.EnumerateArray().ToArray(), actual.EnumerateArray().ToArray());
        if (wanted.Length != given.Length) yield return $"{Place(path)}expected {wanted.Length} items, but there are {given.Length}: {Print(actual)}";
        for (var i = 0; i < Math.Min(wanted.Length, given.Length); i++)
            foreach (var difference in Differences(wanted[i], given[i], $"{path}[{i}]")) yield return difference;
    }

    // As the world writes names, and as people write them.
    private static bool TryGet(JsonElement json, string name, out JsonElement value)
    {
        if (json.TryGetProperty(name, out value)) return true;
        foreach (var property in json.EnumerateObject())
        {
            if (!property.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) continue;
            value = property.Value;
            return true;
        }

        return false;
    }

    private static bool AreEqual(JsonElement expected, JsonElement actual)
    {
        if (expected.ValueKind == JsonValueKind.String && actual.ValueKind == JsonValueKind.String) return Fits(expected.GetString()!, actual.GetString()!);
        if (expected.ValueKind == JsonValueKind.Number && actual.ValueKind == JsonValueKind.Number) return expected.GetDouble() == actual.GetDouble();
        return JsonElement.DeepEquals(expected, actual);
    }

    private static bool IsAnything(JsonElement expected) => expected.ValueKind == JsonValueKind.String && expected.GetString() == Anything;

    private static string Place(string path) => path.Length == 0 ? "" : $"{path}: ";

    private static string Print(JsonElement json)
    {
        const int most = 200;
        var text = json.GetRawText();
        return text.Length <= most ? text : text[..most] + " ...";
    }
}
