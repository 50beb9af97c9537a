using System.Text.Json;
using Crowdwork.Templates;

namespace Crowdwork.Engine.Pages;

/// <summary>
/// Finds names of the data that a page writes in another way than the data do: <c>data.title</c> where there is <c>Title</c>.
/// </summary>
/// <remarks>
/// Scriban would take one for the other, but only for objects of .NET, and components in the browser never do. So names are what they are, everywhere, and whoever writes them
/// differently is told. A name that the data do not have at all is nothing unusual: it may be there for other rows.
/// </remarks>
internal static class DataNames
{
    public static IEnumerable<(TemplateReference Reference, string Meant)> WrittenDifferently(TaskPage page, string? data)
    {
        var references = page.References.Where(reference => reference.Name.StartsWith("data.", StringComparison.Ordinal)).ToArray();
        if (data is null || references.Length == 0) yield break;

        using var json = JsonDocument.Parse(data);
        if (json.RootElement.ValueKind != JsonValueKind.Object) yield break;
        var names = json.RootElement.EnumerateObject().Select(property => property.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var reference in references)
        {
            var name = reference.Name.Split('.')[1];
            if (!names.Contains(name) && names.FirstOrDefault(other => LettersOf(other) == LettersOf(name)) is { } meant) yield return (reference, meant);
        }
    }

    private static string LettersOf(string name) => name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
}
