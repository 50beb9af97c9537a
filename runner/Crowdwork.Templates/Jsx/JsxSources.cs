using System.Text.RegularExpressions;

namespace Crowdwork.Templates.Jsx;

/// <summary>
/// The .jsx and .tsx files of one build, with the values of their templates put in.
/// </summary>
/// <remarks>
/// <code>
///   Asker.jsx   const task = {{ task }};   --render--> const task = {"title":"..."};  with the way back of each character
///   Part.jsx    style={{ color: "red" }}   --render--> the same text: no template, the compiler reads the file itself
/// </code>
/// Whether a file that imports name is really a part of the page is known only after the compiler has run. So a mistake in its templates
/// is kept until then, and is told only if it is.
/// </remarks>
internal sealed partial class JsxSources
{
    private static readonly string[] s_templated = [".jsx", ".tsx"];
    private static readonly string[] s_code = [".jsx", ".tsx", ".js", ".ts", ".mjs", ".mts"];

    // What a page is given while it is shown, and how it gets it then.
    private static readonly Dictionary<string, string> s_givenLater = new(StringComparer.Ordinal)
    {
        ["data"] = "the prop data", ["worker"] = "the prop worker", ["role"] = "the prop role", ["preview"] = "the prop data", ["messages"] = "the prop messages", ["prompt"] = "the prop prompt",
    };

    private readonly JsxValues _values;
    private readonly RecordingLoader _loader;
    private readonly ScribanEngine _engine;

    private JsxSources(JsxValues values, TimeProvider time)
    {
        _values = values;
        _loader = new RecordingLoader(new FolderTemplateLoader(values.Folder));
        // The same seed each time: a build of the same files has to be the same build.
        _engine = new ScribanEngine(new TemplateOptions { Loader = _loader, Time = time, Seed = () => 0 });
    }

    /// <summary>The files that were changed by rendering, by full path.</summary>
    public Dictionary<string, MappedText> Rendered { get; } = new(StringComparer.Ordinal);

    /// <summary>What is wrong with the templates of files, by the file that is built or imported.</summary>
    public Dictionary<string, IReadOnlyList<JsxProblem>> Problems { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether anything depends on values, and so on the settings of the task.</summary>
    public bool UsesValues => Rendered.Count > 0 || Problems.Count > 0;

    /// <summary>Files that templates include; the compiler knows nothing of them.</summary>
    public IEnumerable<string> Included => _loader.Included;

    public static JsxSources Read(string entry, JsxValues? values, TimeProvider time)
    {
        if (values is null) return new JsxSources(new JsxValues(Path.GetDirectoryName(entry)!, new Dictionary<string, object?>()), time);
        var sources = new JsxSources(values, time);
        sources.Render(entry, File.ReadAllText(entry));
        if (!sources.Problems.ContainsKey(entry)) sources.RenderImported(entry);
        return sources;
    }

    // A page that only lies beside this one is no part of it. One whose name stands in an import may be.
    private void RenderImported(string entry)
    {
        var texts = CodeOf(_values.Folder).ToDictionary(path => path, ReadIfThere, StringComparer.Ordinal);
        foreach (var (path, text) in texts)
            if (path != entry && s_templated.Contains(Path.GetExtension(path)) && HoldsBraces(text) && texts.Values.Any(other => Names(other, path))) Render(path, text);
    }

    private void Render(string path, string text)
    {
        if (!HoldsBraces(text)) return;
        var template = _engine.Compile(path, text);
        var problems = template.Diagnostics.Select(ProblemOf).Concat(UnknownNames(template)).ToList();
        if (problems.Count == 0)
        {
            try
            {
                var rendered = template.RenderMapped(_values.Names);
                // Objects of JSX stay as they are, and a page without anything else is read by the compiler itself.
                if (rendered.Text != text) Rendered[path] = rendered;
                return;
            }
            catch (TemplateException failed)
            {
                problems.AddRange(failed.Diagnostics.Select(ProblemOf));
            }
        }

        Problems[path] = problems;
    }

    // A name that is not known would be null, and the page would be wrong without a word.
    private IEnumerable<JsxProblem> UnknownNames(ITaskTemplate template)
    {
        foreach (var reference in template.References)
        {
            var path = reference.Name.Split('.');
            var (file, line, column) = (reference.Span.File, reference.Span.Line, reference.Span.Column);
            if (s_givenLater.TryGetValue(path[0], out var prop))
                yield return new JsxProblem(
                    file, line, column, $"\"{path[0]}\" is not known when a page is built, because all who see the page share one build.",
                    $"Use {prop} of the component, without a template: {{{reference.Name}}} instead of {{{{ {reference.Name} }}}}.");
            else if (!_values.Names.TryGetValue(path[0], out var value))
            {
                // It may be set there.
                if (template.Includes.Count > 0) continue;
                yield return new JsxProblem(
                    file, line, column, $"A page knows no \"{path[0]}\" when it is built.",
                    $"It knows: {string.Join(", ", _values.Names.Keys)}. An object of JSX is written with a key and a colon, {{{{ key: value }}}}, or with a space between its braces.");
            }
            else if (path.Length > 1 && value is IReadOnlyDictionary<string, object?> members && !members.ContainsKey(path[1]))
                yield return new JsxProblem(file, line, column, $"There is no \"{path[0]}.{path[1]}\".", $"There are: {string.Join(", ", members.Keys.Select(member => $"{path[0]}.{member}"))}.");
        }
    }

    private static JsxProblem ProblemOf(TemplateDiagnostic diagnostic) => new(
        diagnostic.File, diagnostic.Line, diagnostic.Column,
        diagnostic.IncludedFrom.Count == 0 ? diagnostic.Message : $"{diagnostic.Message} (included from {string.Join(", ", diagnostic.IncludedFrom)})", diagnostic.Remedy ?? "");

    private static IEnumerable<string> CodeOf(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
            if (s_code.Contains(Path.GetExtension(file)) && !Path.GetFileName(file).StartsWith('.')) yield return file;
        foreach (var inner in Directory.EnumerateDirectories(folder))
        {
            if (Path.GetFileName(inner) is "node_modules" or "public" || Path.GetFileName(inner).StartsWith('.') || Directory.ResolveLinkTarget(inner, false) is not null) continue;
            foreach (var file in CodeOf(inner)) yield return file;
        }
    }

    private static string ReadIfThere(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception trouble) when (trouble is FileNotFoundException or UnauthorizedAccessException)
        {
            // Gone since it was listed, or not ours to read: the compiler says so if it needs it.
            return "";
        }
    }

    private static bool HoldsBraces(string text) => text.Contains("{{", StringComparison.Ordinal) || text.Contains("{%{", StringComparison.Ordinal);

    private static bool Names(string text, string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        if (name == "index") return true;
        return ImportedName().Matches(text).Any(match => match.Groups["name"].ValueSpan.SequenceEqual(name));
    }

    [GeneratedRegex(@"/(?<name>[^/""'`\n]+?)(\.[jt]sx?)?[""'`]")]
    private static partial Regex ImportedName();

    private sealed class RecordingLoader(FolderTemplateLoader files) : ITemplateLoader
    {
        public HashSet<string> Included { get; } = new(StringComparer.Ordinal);

        public string? GetPath(string name, string from) => files.GetPath(name, from);

        public string Load(string path)
        {
            Included.Add(path);
            return files.Load(path);
        }
    }
}
