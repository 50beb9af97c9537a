using System.Globalization;
using System.Text.RegularExpressions;

namespace Crowdwork.Templates.Jsx;

/// <summary>Reads what esbuild says with <c>--log-style=visualstudio</c>: one line each, <c>/tasks/qa/Asker.jsx(13,7): error ES0000: message</c>.</summary>
internal static partial class EsbuildMessages
{
    /// <param name="said">All that it wrote to its error output.</param>
    /// <param name="entry">The file that it was to build; what it says without a place is about this one.</param>
    public static IReadOnlyList<JsxProblem> Read(string said, string entry)
    {
        var problems = new List<JsxProblem>();
        foreach (var line in said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Placed().Match(line) is { Success: true } placed)
            {
                var (message, remedy) = Explain(placed.Groups["text"].Value);
                problems.Add(new JsxProblem(
                    placed.Groups["file"].Value, Number(placed.Groups["line"]), Number(placed.Groups["column"]), message, remedy,
                    placed.Groups["kind"].Value == "warning"));
            }
            else if (Unplaced().Match(line) is { Success: true } unplaced)
            {
                var (message, remedy) = Explain(unplaced.Groups["text"].Value);
                problems.Add(new JsxProblem(entry, 0, 0, message, remedy, unplaced.Groups["kind"].Value == "warning"));
            }
        }

        return problems;
    }

    private static (string Message, string Remedy) Explain(string text)
    {
        if (Unresolved().Match(text) is { Success: true } unresolved) return Missing(unresolved.Groups["name"].Value);
        if (NoExport().Match(text) is { Success: true } export)
            return (Sentence(text), $"Export {export.Groups["name"].Value} there, or correct the name here.");
        return (Sentence(text), "");
    }

    private static (string Message, string Remedy) Missing(string name)
    {
        if (name.StartsWith('.') || name.StartsWith('/'))
            return ($"There is no file \"{name}\".", "Create it, or correct the path. It is relative to this file.");
        if (name.StartsWith("react", StringComparison.Ordinal))
            return ($"There is no module \"{name}\" for pages.", "Pages may import react, react/jsx-runtime, react-dom and react-dom/client.");
        return ($"There is no package \"{name}\".", $"Run `npm install {PackageOf(name)}` in the task's folder, or correct the name.");
    }

    // "@scope/name/file" is a file of the package "@scope/name".
    private static string PackageOf(string name) => string.Join('/', name.Split('/').Take(name.StartsWith('@') ? 2 : 1));

    private static string Sentence(string text) => text.EndsWith('.') || text.EndsWith('?') ? text : text + ".";

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A(?<file>.+?)\((?<line>\d+),(?<column>\d+)\): (?<kind>error|warning) \w+: (?<text>.*)\z")]
    private static partial Regex Placed();

    [GeneratedRegex(@"\A(?:esbuild: )?(?<kind>error|warning) \w+: (?<text>.*)\z")]
    private static partial Regex Unplaced();

    [GeneratedRegex(@"\ACould not resolve ""(?<name>.+)""")]
    private static partial Regex Unresolved();

    [GeneratedRegex(@"\ANo matching export in "".+"" for import ""(?<name>.+)""")]
    private static partial Regex NoExport();
}
