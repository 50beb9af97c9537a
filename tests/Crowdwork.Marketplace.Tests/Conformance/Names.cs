using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Crowdwork.Marketplace.Tests.Conformance;

/// <summary>
/// What the tour has given names to. It puts values where a step has names in braces, and names where an answer has values: ids differ from
/// walk to walk, and only when they are gone can two walks be laid side by side.
/// </summary>
internal sealed partial class Names
{
    private static readonly HashSet<string> Times =
    [
        "CreationTime", "Expiration", "AcceptTime", "SubmitTime", "ApprovalTime", "RejectionTime", "AutoApprovalTime", "Deadline", "GrantTime", "CompleteTime",
    ];

    private readonly long _beginning;
    private readonly Dictionary<string, string> _values;
    private readonly Dictionary<string, string> _names = [];

    public Names(DateTimeOffset beginning, IReadOnlyDictionary<string, string> let)
    {
        _beginning = beginning.ToUnixTimeSeconds();
        _values = new(let);
    }

    public void Keep(string name, string value)
    {
        _values[name] = value;
        _names[value] = $"<{name}>";
    }

    public void Count(int n) => _values["n"] = $"{n}";

    public string Fill(string text) => InBraces().Replace(text, match => _values.TryGetValue(match.Groups[1].Value, out var value)
        ? value
        : throw new InvalidOperationException($"The tour has no {match.Value} yet."));

    /// <summary>Parameters as they are sent.</summary>
    public JsonNode? Fill(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Fill(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Fill)]),
        JsonValue value when value.TryGetValue(out string? text) && text.StartsWith('@') => JsonValue.Create(_beginning + long.Parse(text[1..])),
        JsonValue value when value.TryGetValue(out string? text) => JsonValue.Create(Fill(text)),
        _ => node?.DeepClone(),
    };

    /// <summary>An answer with its points in time counted from the beginning, as the tour writes them.</summary>
    public JsonNode? FromTheBeginning(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(
            member.Key, Times.Contains(member.Key) && member.Value is JsonValue time ? Since(time) : FromTheBeginning(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(FromTheBeginning)]),
        _ => node?.DeepClone(),
    };

    /// <summary>Names instead of ids; ids that have none are numbered in the order they come up. Tokens of pages are as good as one another.</summary>
    public JsonNode? Anonymous(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(
            member.Key, member.Key == "NextToken" && member.Value is not null ? "<token>" : Anonymous(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Anonymous)]),
        JsonValue value when value.TryGetValue(out string? text) => JsonValue.Create(Anonymous(text)),
        _ => node?.DeepClone(),
    };

    public string Anonymous(string text) => Ids().Replace(text, match =>
    {
        var id = match.Groups["id"].Value;
        if (!_names.TryGetValue(id, out var name)) _names[id] = name = $"<id {_names.Count}>";
        // One of MTurk's own tokens is a HIT and a time in one word.
        return match.Groups["time"] is { Success: true } time ? $"{name}@{Seconds(time.Value) - _beginning}" : name;
    });

    /// <summary>The marketplace's own messages end with the time at which they were said.</summary>
    public static string WithoutStamp(string message) => Stamp().Replace(message, "");

    // Whole milliseconds: some clients come by their numbers through binary fractions.
    private JsonValue Since(JsonValue time) => JsonValue.Create($"@{Math.Round((Seconds(time) - _beginning) * 1000) / 1000}");

    private static double Seconds(JsonValue time) => double.Parse(time.ToJsonString(), CultureInfo.InvariantCulture);

    private static long Seconds(string time) => DateTimeOffset.ParseExact(
        time, "ddd MMM dd HH:mm:ss 'UTC' yyyy", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeSeconds();

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex InBraces();

    [GeneratedRegex(@"\b(?<id>3[A-Z0-9]{29}|A[A-Z0-9]{13})(?<time>[A-Z][a-z]{2} [A-Z][a-z]{2} [0-9]{2} [0-9:]{8} UTC [0-9]{4})?\b")]
    private static partial Regex Ids();

    [GeneratedRegex(@"\s*\(\d{13}( s)?\)$")]
    private static partial Regex Stamp();
}
