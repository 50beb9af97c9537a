using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Crowdwork.Engine.Pages;

/// <summary>One named field of a page, with what its HTML says about it. The words are those of HTML.</summary>
/// <param name="Name">Its name; the answers are kept under it.</param>
/// <param name="Label">What stands beside it.</param>
/// <param name="Type">The type of an <c>input</c>, or textarea, select, select-multiple, checkboxes (several of one name) or radio.</param>
/// <param name="Required">Whether it has to be filled in.</param>
public sealed partial record PageField(string Name, string Label, string Type, bool Required)
{
    private const int LongestText = 20_000;

    public string? Min { get; init; }
    public string? Max { get; init; }

    /// <summary>A number, or <c>any</c>.</summary>
    public string? Step { get; init; }

    public int? MinLength { get; init; }
    public int? MaxLength { get; init; }
    public string? Pattern { get; init; }

    /// <summary>The title, which HTML has for telling what the pattern means.</summary>
    public string? PatternHint { get; init; }

    /// <summary>The values that can be chosen.</summary>
    public IReadOnlyList<string>? Options { get; init; }

    /// <summary>The pattern as .NET reads it; null when there is none or it is in a dialect that .NET does not know.</summary>
    [JsonIgnore]
    public Regex? Form { get; init; }

    /// <summary>Reads a value as the page sent it. What is empty becomes null, false or an empty list.</summary>
    public object? Read(JsonElement given, out string? problem) => Type switch
    {
        "checkbox" => Tick(given, out problem),
        "checkboxes" or "select-multiple" => Several(given, out problem),
        _ => One(given, out problem),
    };

    private bool Tick(JsonElement given, out string? problem)
    {
        var isTicked = given.ValueKind == JsonValueKind.True;
        problem = Required && !isTicked ? "Please tick this box." : null;
        return isTicked;
    }

    private List<string> Several(JsonElement given, out string? problem)
    {
        var chosen = given.ValueKind == JsonValueKind.Array
            ? given.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!).Distinct().ToList()
            : [];
        problem = chosen.Any(value => !Options!.Contains(value)) ? "Please choose from the options."
            : Required && chosen.Count == 0 ? "Please choose at least one."
            : null;
        return chosen;
    }

    private object? One(JsonElement given, out string? problem)
    {
        problem = null;
        var text = given.ValueKind switch
        {
            JsonValueKind.String => given.GetString()!.ReplaceLineEndings("\n"),
            JsonValueKind.Number => given.GetRawText(),
            _ => "",
        };
        if (Type is not ("textarea" or "text" or "hidden" or "password" or "search")) text = text.Trim();
        if (string.IsNullOrWhiteSpace(text))
        {
            if (Required) problem = Options is null ? "Please fill this in." : "Please choose one.";
            return null;
        }

        problem = ProblemOf(text);
        return problem is null && Type is "number" or "range" ? Number(text) : text;
    }

    private string? ProblemOf(string text)
    {
        if (Options is not null) return Options.Contains(text) ? null : "Please choose one of the options.";
        return WrongKind(text) ?? OutOfRange(text) ?? WrongLength(text) ?? WrongForm(text);
    }

    private string? WrongKind(string text) => Type switch
    {
        "number" or "range" when Number(text) is null => "Please enter a number.",
        "email" when !Email().IsMatch(text) => "Please enter an e-mail address.",
        "url" when !Uri.TryCreate(text, UriKind.Absolute, out _) => "Please enter an address that begins with https://.",
        "date" when !IsTime(text, "yyyy-MM-dd") => "Please enter a date.",
        "month" when !IsTime(text, "yyyy-MM") => "Please enter a month.",
        "time" when !IsTime(text, "HH:mm", "HH:mm:ss", "HH:mm:ss.fff") => "Please enter a time.",
        "datetime-local" when !IsTime(text, "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss") => "Please enter a date and a time.",
        "week" when !Week().IsMatch(text) => "Please enter a week.",
        "color" when !Colour().IsMatch(text) => "Please choose a colour.",
        _ => null,
    };

    private string? OutOfRange(string text)
    {
        if (Type is "number" or "range") return NumberOutOfRange(Number(text)!.Value);
        if (Type is not ("date" or "month" or "week" or "time" or "datetime-local")) return null;
        // Dates of one kind are written so that the order of the texts is the order of the times.
        var isEarly = Min is { Length: > 0 } && string.CompareOrdinal(text, Min) < 0;
        var isLate = Max is { Length: > 0 } && string.CompareOrdinal(text, Max) > 0;
        return Between(isEarly, isLate);
    }

    private string? NumberOutOfRange(decimal number)
    {
        var min = Number(Min);
        if (Between(number < min, number > Number(Max)) is { } problem) return problem;
        if (Step == "any") return null;
        var step = Number(Step) is > 0 and var given ? given : 1;
        var rest = (number - (min ?? 0)) % step;
        if (rest == 0) return null;
        return step == 1 ? "Please enter a whole number." : $"Please enter a multiple of {Print(step)}{(min is null or 0 ? "" : $", counted from {Print(min.Value)}")}.";
    }

    private string? Between(bool isLow, bool isHigh)
    {
        if (!isLow && !isHigh) return null;
        return (Min, Max) switch
        {
            ({ Length: > 0 }, { Length: > 0 }) => $"Please choose between {Min} and {Max}.",
            ({ Length: > 0 }, _) => $"Please choose {Min} or more.",
            _ => $"Please choose {Max} or less.",
        };
    }

    private string? WrongLength(string text)
    {
        if (MinLength is { } min && text.Length < min) return $"Please write at least {min} characters; these are {text.Length}.";
        var max = Math.Min(MaxLength ?? LongestText, LongestText);
        return text.Length > max ? $"Please write at most {max} characters; these are {text.Length}." : null;
    }

    private string? WrongForm(string text)
    {
        try
        {
            return Form is null || Form.IsMatch(text) ? null : PatternHint is { Length: > 0 } hint ? hint : "This does not have the form that is asked for.";
        }
        catch (RegexMatchTimeoutException)
        {
            // A pattern that takes for ever on this text has not matched it.
            return PatternHint is { Length: > 0 } hint ? hint : "This does not have the form that is asked for.";
        }
    }

    private static decimal? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static string Print(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool IsTime(string text, params string[] forms) =>
        DateTime.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    [GeneratedRegex(@"\A[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)*\z")]
    private static partial Regex Email();

    [GeneratedRegex(@"\A[0-9]{4}-W[0-5][0-9]\z")]
    private static partial Regex Week();

    [GeneratedRegex(@"\A#[0-9a-fA-F]{6}\z")]
    private static partial Regex Colour();
}
