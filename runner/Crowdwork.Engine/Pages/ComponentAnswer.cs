using System.Text;
using System.Text.Json;

namespace Crowdwork.Engine.Pages;

/// <summary>Judges what a page of components submitted: not whether it is right, which only its author knows, but whether it can be kept and read again.</summary>
internal static class ComponentAnswer
{
    private const int LongestName = 100;
    private const int MostFields = 1_000;

    // A frame of a worker's page has 64 KiB, and holds more than the answer.
    private const int LargestAnswer = 60_000;

    /// <summary>What is wrong with the answer as a whole stands under the empty name.</summary>
    /// <exception cref="JsonException">It is no JSON object, or nested too deeply.</exception>
    public static (object? Value, IReadOnlyDictionary<string, string> Problems) Judge(string? fieldsJson)
    {
        using var given = JsonDocument.Parse(fieldsJson ?? "{}");
        if (given.RootElement.ValueKind != JsonValueKind.Object) throw new JsonException("The answer has to be an object.");

        var problems = new Dictionary<string, string>();
        var size = Encoding.UTF8.GetByteCount(fieldsJson ?? "");
        if (size > LargestAnswer) problems[""] = $"The answer has {size:N0} bytes; at most {LargestAnswer:N0} are kept.";

        var answer = new Answer();
        foreach (var field in given.RootElement.EnumerateObject())
        {
            if (ProblemOf(field.Name) is { } problem) problems[""] = problem;
            else if (!answer.TryAdd(field.Name, field.Value.Clone())) problems[field.Name] = "This field was sent twice.";
        }

        if (answer.Count > MostFields) problems[""] = $"The answer has {answer.Count:N0} fields; at most {MostFields:N0} are kept.";
        return problems.Count > 0 ? (null, problems) : (answer, problems);
    }

    private static string? ProblemOf(string name)
    {
        if (string.IsNullOrWhiteSpace(name)) return "A field of the answer has no name.";
        if (name.Length > LongestName) return $"The name of a field has {name.Length:N0} characters; at most {LongestName} are kept: {name[..20]} ...";
        return name.Any(char.IsControl) ? "The name of a field holds a line break or another control character." : null;
    }
}
