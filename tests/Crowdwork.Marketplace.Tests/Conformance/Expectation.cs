using System.Text.Json.Nodes;
using Crowdwork.Marketplace.Tests.Conformance.Clients;

namespace Crowdwork.Marketplace.Tests.Conformance;

/// <summary>Compares what a step expects with what came, and tells every difference.</summary>
internal static class Expectation
{
    public static IEnumerable<string> Differences(JsonNode? expected, JsonNode? actual, string at = "answer")
    {
        switch (expected)
        {
            case null:
                return actual is null ? [] : [$"{at} should not be there and is {actual.ToJsonString()}"];
            case JsonValue value when value.TryGetValue(out string? text) && text == "*":
                return actual is null ? [$"{at} is missing"] : [];
            case JsonObject members when actual is JsonObject has:
                return members.SelectMany(member => Differences(member.Value, has[member.Key], $"{at}.{member.Key}"));
            case JsonArray items when actual is JsonArray has && items.Count == has.Count:
                return items.SelectMany((item, index) => Differences(item, has[index], $"{at}[{index}]"));
            default:
                return JsonNode.DeepEquals(expected, actual) ? [] : [$"{at} should be {expected.ToJsonString()} and is {actual?.ToJsonString() ?? "missing"}"];
        }
    }

    public static IEnumerable<string> Differences(ExpectedFailure expected, Failure actual, Names names)
    {
        var message = Names.WithoutStamp(actual.Message);
        if (expected.Type != "*" && expected.Type != actual.Type) yield return $"failed with {actual.Type} instead of {expected.Type}";
        if (expected.Code is { } code && actual.Code != "AWS.MechanicalTurk." + code) yield return $"failed with the code {actual.Code ?? "none"} instead of {code}";
        if (expected.Says is { } says && message != names.Fill(says)) yield return $"said \"{message}\" instead of \"{names.Fill(says)}\"";
        if (expected.Has is { } has && !message.Contains(names.Fill(has), StringComparison.Ordinal)) yield return $"said \"{message}\" without \"{names.Fill(has)}\"";
        if (expected.Status is { } status && actual.Status != status) yield return $"answered with status {actual.Status} instead of {status}";
    }
}
