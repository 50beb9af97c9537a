using System.Text.Json;

namespace Crowdwork.Marketplace.Wire;

/// <summary>
/// What the framework in front of MTurk checks before MTurk sees a call: the constraints of the service model. A value of a wrong kind is
/// a SerializationException; values of the right kind that break constraints are a ValidationException that lists all of them.
/// </summary>
/// <remarks>The sentences are the framework's (observed), down to the small first letter of the members' names.</remarks>
internal static class Validation
{
    public static void Check(StructShape shape, JsonElement input)
    {
        var problems = new List<string>();
        try
        {
            CheckStruct(shape, input, "", problems);
        }
        catch (InvalidOperationException)
        {
            // A lone half of a surrogate pair is written as an escape, in a text or a name, and only found when somebody looks at it.
            throw Malformed("A string is not valid Unicode");
        }

        if (problems.Count == 0)
            return;
        var count = problems.Count == 1 ? "1 validation error" : $"{problems.Count} validation errors";
        throw Refusal.Framework("ValidationException", $"{count} detected: {string.Join("; ", problems)}");
    }

    public static bool IsAbsent(JsonElement parent, string name, out JsonElement value) =>
        !parent.TryGetProperty(name, out value) || value.ValueKind is JsonValueKind.Null;

    private static void CheckStruct(StructShape shape, JsonElement input, string at, List<string> problems)
    {
        if (input.ValueKind is not JsonValueKind.Object)
            throw Malformed(input.ValueKind is JsonValueKind.Array ? "Start of list found where not expected" : "Unexpected value where a structure was expected");
        foreach (var member in shape.Members)
        {
            var name = at + Lowered(member.Name);
            if (IsAbsent(input, member.Name, out var value))
            {
                if (member.Required)
                    problems.Add($"Value null at '{name}' failed to satisfy constraint: Member must not be null");
                continue;
            }

            CheckValue(member.Shape, value, name, problems);
        }
    }

    private static void CheckValue(Shape shape, JsonElement value, string name, List<string> problems)
    {
        switch (shape)
        {
            case TextShape text:
                CheckText(text, value, name, problems);
                break;
            case NumberShape number:
                CheckNumber(number, value, name, problems);
                break;
            case BoolShape:
                if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
                    throw Unconvertible(value, "a Boolean");
                break;
            case TimeShape:
                if (value.ValueKind is not JsonValueKind.Number || !Timestamps.TryRead(value, out _))
                    throw Unconvertible(value, "milliseconds since epoch");
                break;
            case ListShape list:
                CheckList(list, value, name, problems);
                break;
            case StructShape inner:
                CheckStruct(inner, value, name + ".", problems);
                break;
        }
    }

    private static void CheckList(ListShape list, JsonElement value, string name, List<string> problems)
    {
        if (value.ValueKind is not JsonValueKind.Array)
            throw Malformed(value.ValueKind is JsonValueKind.Object ? "Start of structure or map found where not expected." : $"Unexpected {Kind(value)} where a list was expected");
        var position = 0;
        foreach (var one in value.EnumerateArray())
        {
            position++;
            if (one.ValueKind is JsonValueKind.Null)
                problems.Add($"Value null at '{name}.{position}.member' failed to satisfy constraint: Member must not be null");
            else
                CheckValue(list.Member, one, $"{name}.{position}.member", problems);
        }
    }

    private static void CheckText(TextShape shape, JsonElement value, string name, List<string> problems)
    {
        if (value.ValueKind is not JsonValueKind.String)
            throw Unconvertible(value, "a String");
        var text = value.GetString()!;
        if (shape.Values is { } values && !values.Contains(text))
            problems.Add(Broken(text, name, $"Member must satisfy enum value set: [{string.Join(", ", values)}]"));
        if (text.Length < shape.Least)
            problems.Add(Broken(text, name, $"Member must have length greater than or equal to {shape.Least}"));
        if (text.Length > shape.Most)
            problems.Add(Broken(text, name, $"Member must have length less than or equal to {shape.Most}"));
        if (!shape.Matches(text))
            problems.Add(Broken(text, name, $"Member must satisfy regular expression pattern: {shape.Pattern}"));
    }

    private static void CheckNumber(NumberShape shape, JsonElement value, string name, List<string> problems)
    {
        var kind = shape.Largest == int.MaxValue ? "an Integer" : "a Long";
        if (value.ValueKind is not JsonValueKind.Number || !TryWhole(value, out var number) || number < shape.Smallest || number > shape.Largest)
            throw Unconvertible(value, kind);
        if (number < shape.Least)
            problems.Add(Broken($"{number}", name, $"Member must have value greater than or equal to {shape.Least}"));
        if (number > shape.Most)
            problems.Add(Broken($"{number}", name, $"Member must have value less than or equal to {shape.Most}"));
    }

    // 60.0 is as good as 60: some languages have no other numbers.
    private static bool TryWhole(JsonElement value, out long number)
    {
        if (value.TryGetInt64(out number))
            return true;
        if (!value.TryGetDecimal(out var fraction) || fraction != decimal.Truncate(fraction) || fraction is < long.MinValue or > long.MaxValue)
            return false;
        number = (long)fraction;
        return true;
    }

    private static string Broken(string value, string name, string constraint) =>
        $"Value '{value}' at '{name}' failed to satisfy constraint: {constraint}";

    private static string Lowered(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static Refusal Unconvertible(JsonElement value, string wanted) => Malformed($"{Kind(value)} can not be converted to {wanted}");

    private static Refusal Malformed(string message) => Refusal.Framework("SerializationException", message);

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "STRING_VALUE",
        JsonValueKind.Number => value.GetRawText().AsSpan().IndexOfAny(".eE") >= 0 ? "DECIMAL_VALUE" : "NUMBER_VALUE",
        JsonValueKind.True => "TRUE_VALUE",
        JsonValueKind.False => "FALSE_VALUE",
        JsonValueKind.Array => "START_ARRAY",
        _ => "START_OBJECT",
    };
}
