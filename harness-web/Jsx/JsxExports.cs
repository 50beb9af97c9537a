using Crowdwork.Templates.Jsx;

namespace Crowdwork.Web.Jsx;

/// <summary>What the exports of a page mean to the worker's page (docs/jsx-pages.md).</summary>
internal static class JsxExports
{
    private static readonly string[] Known = ["default", "ChatMessage", "TextResponse", "Context", "Instructions", "Waiting", "Done"];

    /// <summary>A page of which nothing would be seen, and names that differ from a known one by their capitals only.</summary>
    public static IEnumerable<JsxProblem> Check(string path, IReadOnlyList<string> exports)
    {
        foreach (var name in exports.Where(name => !Known.Contains(name)))
        {
            if (Array.Find(Known, known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } meant)
                yield return new JsxProblem(path, 0, 0, $"The export {name} has no meaning for a page.", $"Did you mean {meant}?", IsWarning: true);
        }

        if (!exports.Any(Known.Contains))
            yield return new JsxProblem(path, 0, 0, "This page exports nothing that workers would see.", $"Export a component as default, or as {string.Join(", ", Known.Skip(1).SkipLast(1))} or {Known[^1]}.", IsWarning: true);
    }
}
