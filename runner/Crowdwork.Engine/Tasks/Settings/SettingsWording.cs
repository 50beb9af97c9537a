namespace Crowdwork.Engine.Tasks;

/// <summary>What the problems of settings call a type, and what a value of it looks like.</summary>
internal static class SettingsWording
{
    /// <summary>The type in a sentence: "a duration in quotes".</summary>
    public static string Noun(Type type)
    {
        if (SettingsShape.ItemOf(type) is { } item)
        {
            return item == typeof(string) ? "a list of texts" : "a list";
        }

        if (type == typeof(TimeSpan))
        {
            return "a duration in quotes";
        }

        if (type == typeof(decimal))
        {
            return "an amount of money (a number)";
        }

        if (type == typeof(bool))
        {
            return "true or false";
        }

        if (type == typeof(int) || type == typeof(double))
        {
            return "a number";
        }

        return SettingsShape.IsGroup(type) || SettingsShape.NamedItemOf(type) is not null ? "an object" : "a text in quotes";
    }

    /// <summary>A value as it would be written.</summary>
    public static string Example(Type type)
    {
        if (SettingsShape.ItemOf(type) is { } item)
        {
            return $"[ {Example(item)} ]";
        }

        if (SettingsShape.NamedItemOf(type) is not null)
        {
            return "{ \"name\": { ... } }";
        }

        if (type == typeof(TimeSpan))
        {
            return "\"20m\"";
        }

        if (type == typeof(Uri))
        {
            return "\"https://...\"";
        }

        if (type == typeof(decimal))
        {
            return "0.50";
        }

        if (type == typeof(bool))
        {
            return "true";
        }

        if (type == typeof(int) || type == typeof(double))
        {
            return "10";
        }

        return SettingsShape.IsGroup(type) ? "{ ... }" : "\"...\"";
    }

    /// <summary>Words in quotes, with commas between them.</summary>
    public static string Quoted(IEnumerable<string> words) => string.Join(", ", words.Select(word => $"\"{word}\""));
}
