using System.Globalization;
using System.Text.Json;

namespace Crowdwork.Engine.Tasks;

// Single values: numbers, money, texts, durations, addresses, choices.
internal sealed partial class SettingsBinder
{
    private object Number(Type type, SourceNode node, string path)
    {
        var text = node.Text;
        if (type == typeof(int))
        {
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
                ? whole
                : Refuse(node, path, $"must be a whole number, but is {text}.", "Write it without a decimal point or exponent, and below two thousand million.");
        }

        if (type == typeof(double))
        {
            // Parsed, 1e999 is infinite; no rule about ranges lets it pass.
            return double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        }

        return Money(node, path, text);
    }

    private object Money(SourceNode node, string path, string text)
    {
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var dollars) || dollars > 1_000_000_000m)
        {
            return Refuse(node, path, $"is {text}, which is too large for an amount of money.", "Write an amount in US dollars.");
        }

        if (dollars < 0)
        {
            return Refuse(node, path, $"is {text}; money cannot be negative.", "Write an amount in US dollars, from 0.");
        }

        return decimal.Round(dollars, 2) == dollars
            ? dollars
            : Refuse(node, path, $"is {text}, which has parts of a cent.", $"Round it to two decimals: {decimal.Round(dollars, 2, MidpointRounding.AwayFromZero):0.00}.");
    }

    private object Text(Type type, SourceNode node, string path)
    {
        if (string.IsNullOrWhiteSpace(node.Text))
        {
            return Refuse(node, path, "is empty.", "Write something, or leave the key out to get its default.");
        }

        if (type == typeof(TimeSpan))
        {
            return Duration.TryParse(node.Text, out var duration) ? duration : BadDuration(node, path);
        }

        if (type == typeof(Uri))
        {
            return Address(node, path);
        }

        return type.IsEnum ? Choice(type, node, path) : node.Text;
    }

    private object Address(SourceNode node, string path)
    {
        if (!Uri.TryCreate(node.Text, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
        {
            return Refuse(node, path, "is not a web address.", "Write the whole address, with https:// before it.");
        }

        if (address.UserInfo != "")
        {
            return Refuse(node, path, "has a user name or password in it.", "Take it out; secrets belong into environment variables.");
        }

        return address.Scheme == "https" || address.IsLoopback
            ? address
            : Refuse(node, path, "is not encrypted.", "Use https://; plain http:// is for this machine (localhost) only.");
    }

    private object Choice(Type type, SourceNode node, string path)
    {
        var names = Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName).ToList();
        var index = names.IndexOf(node.Text);
        if (index >= 0)
        {
            return Enum.Parse(type, Enum.GetNames(type)[index]);
        }

        var meant = NearestWord.To(node.Text, names);
        var remedy = meant is null ? $"Write one of {SettingsWording.Quoted(names)}." : $"Did you mean \"{meant}\"? It can be one of {SettingsWording.Quoted(names)}.";
        return Refuse(node, path, $"is \"{node.Text}\", which is none of its values.", remedy);
    }

    private object BadDuration(SourceNode node, string path)
    {
        var guess = Duration.Guess(node.Text);
        return Refuse(
            node,
            path,
            $"is \"{node.Text}\", which is not a duration.",
            guess is null ? "Write a whole number and one of s, m, h, d: \"90s\", \"20m\", \"2h\", \"3d\"." : $"Write \"{guess}\".");
    }

    private object WrongType(Type type, SourceNode node, string path)
    {
        var remedy = node.Kind switch
        {
            JsonValueKind.Number when type == typeof(TimeSpan) && Duration.Guess(node.Text) is { } guess => $"Write \"{guess}\" for seconds, or another unit: s, m, h or d.",
            JsonValueKind.String when type == typeof(bool) || type == typeof(int) || type == typeof(double) || type == typeof(decimal) => $"Write it without quotes: {SettingsWording.Example(type)}.",
            JsonValueKind.String when SettingsShape.ItemOf(type) == typeof(string) => $"Put it into brackets: [{JsonSerializer.Serialize(node.Text, ConfigJson.Options)}].",
            _ => $"Write it like this: {SettingsWording.Example(type)}.",
        };
        return Refuse(node, path, $"must be {SettingsWording.Noun(type)}, but is {node.Noun}.", remedy);
    }
}
