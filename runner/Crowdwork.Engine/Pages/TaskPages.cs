using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Crowdwork.Engine.Tasks;
using Crowdwork.Templates;

namespace Crowdwork.Engine.Pages;

/// <summary>
/// The <c>.html</c> pages of a task as they were at one moment: compiled, checked, ready to be rendered.
/// </summary>
/// <remarks>
/// <code>
///   picture.html --compile--> TaskPages --Render(what Show gave)--> HTML --> frame of the worker's page
///   parts/*.html --include-----^   |
///                                  +-- Problems: for the build and for `runner check`
/// </code>
/// A saved page makes another one of these; whoever holds an older one goes on with the texts of then.
/// </remarks>
public sealed partial class TaskPages
{
    private readonly TaskFolder _task;
    private readonly PageLoader _loader;
    private readonly ScribanEngine _engine;
    private readonly Dictionary<string, TaskPage> _pages = new(StringComparer.Ordinal);

    // Files with errors, and those that include what is not there.
    private readonly HashSet<string> _broken = new(StringComparer.Ordinal);

    private TaskPages(TaskFolder task)
    {
        _task = task;
        _loader = new PageLoader(task);
        _engine = new ScribanEngine(new TemplateOptions { Loader = _loader, Time = new PageMoment(), Seed = () => PageMoment.Seed });
    }

    /// <summary>What is wrong with the pages; each use of html.raw is a warning.</summary>
    public Problems Problems { get; } = new();

    public IReadOnlyCollection<TaskPage> All => _pages.Values;

    /// <summary>The full path and the text of each file that takes part.</summary>
    public IReadOnlyDictionary<string, string> Texts => _loader.Texts;

    /// <summary>Reads and compiles all pages of a folder.</summary>
    /// <param name="task">The folder.</param>
    /// <param name="before">What was read before. A page that has errors now stays as it was there, so that a slip in one of them holds up nothing else.</param>
    public static TaskPages Read(TaskFolder task, TaskPages? before = null)
    {
        var pages = new TaskPages(task);
        foreach (var name in task.Pages.Where(name => Path.GetExtension(name) == ".html"))
            if (pages.ReadPage(name, before?.Find(name)) is { } page) pages._pages[name] = page;
        pages.CheckPreview();
        return pages;
    }

    public TaskPage? Find(string page) => _pages.GetValueOrDefault(page);

    /// <summary>Renders a page.</summary>
    /// <exception cref="TemplateException">The page has errors, or one came up.</exception>
    /// <exception cref="IOException">An included file cannot be read.</exception>
    public string Render(TaskPage page, PageModel model, CancellationToken cancelled = default) =>
        PageMoment.During(model.Now, model.Seed, () => page.Template.Render(model.ForTemplate(_task, page.AsksForWorkerId), cancelled));

    /// <summary>The form of a page as a worker is about to get it, for a script.</summary>
    /// <exception cref="ArgumentException">There is no such page, or it is none that could have a form.</exception>
    /// <exception cref="InvalidOperationException">The page has errors, or one came up.</exception>
    public PageForm FormOf(string page, PageModel model)
    {
        if (Find(page) is not { } found)
            throw new ArgumentException(Path.GetExtension(page) == ".html"
                ? $"The task folder has no page '{page}'."
                : $"'{page}' is no .html page. Show it with Show, and ask with Fill<...>(\"what is asked\"); the page answers with submit(...).");
        try
        {
            return PageForm.Read(Render(found, model));
        }
        catch (TemplateException e) when (e.Diagnostics is [var first, ..])
        {
            throw new InvalidOperationException(ProblemOf(first).ToString(), e);
        }
    }

    /// <summary>A problem as the author would write its place.</summary>
    public Problem ProblemOf(TemplateDiagnostic diagnostic) => new(
        Show(diagnostic.File), diagnostic.Line, diagnostic.Column,
        diagnostic.IncludedFrom.Count == 0 ? diagnostic.Message : $"{diagnostic.Message} (included from {string.Join(", ", diagnostic.IncludedFrom.Select(Show))})",
        diagnostic.Remedy ?? "");

    public string Show(string path) =>
        path.StartsWith(_task.Path, StringComparison.Ordinal) ? _task.ShownAs + path[_task.Path.Length..].Replace('\\', '/') : path;

    private TaskPage? ReadPage(string name, TaskPage? before)
    {
        var path = Path.Combine(_task.Path, name);
        try
        {
            var files = new Dictionary<string, ITaskTemplate>(StringComparer.Ordinal);
            Compile(path, files);
            if (before is not null && files.Keys.Any(_broken.Contains)) return before;
            return TaskPage.Of(name, files[path], files.Values, RevisionOf(files.Keys), files.Any(IncludesByComputedName));
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            Problems.Error(Show(path), Place.Unknown, $"This page cannot be read: {trouble.Message}", "Check that it is a file and that you may read it.");
            return before;
        }
    }

    // The page and what it includes by name, each file once.
    private void Compile(string path, Dictionary<string, ITaskTemplate> files)
    {
        if (files.ContainsKey(path)) return;
        var isNew = !_loader.Texts.ContainsKey(path);
        var template = files[path] = _engine.Compile(path);
        if (isNew) Report(template);
        if (template.HasErrors) _broken.Add(path);
        foreach (var include in template.Includes)
        {
            if (_loader.GetPath(include.Name, path) is { } included) Compile(included, files);
            else if (_broken.Add(path) || isNew)
                Problems.Error(
                    Show(path), new Place(include.Span.Line, include.Span.Column), $"There is no file '{include.Name}' to include.",
                    "Write the name as seen from the task's folder, and keep the file inside of it.");
        }
    }

    private void Report(ITaskTemplate template)
    {
        Problems.AddRange(template.Diagnostics.Select(ProblemOf));
        foreach (var raw in template.RawOutputs)
            Problems.Warn(
                Show(raw.File), new Place(raw.Line, raw.Column), "html.raw prints its value without escaping.",
                "Make sure that no worker and no stranger's data can get in here.");
    }

    // A preview is looked at before anybody has a row.
    private void CheckPreview()
    {
        if (_task.PreviewPage is not { } name || Find(name) is not { } page || page.Reads("preview")) return;
        foreach (var reference in page.References.Where(reference => reference.Name.StartsWith("data.", StringComparison.Ordinal)))
            Problems.Warn(
                Show(reference.Span.File), new Place(reference.Span.Line, reference.Span.Column), $"A preview gets no data, so {reference.Name} is nothing here.",
                "Write an example in its place, or put it into {{ if !preview }} ... {{ end }}.");
    }

    // What such a file reads is not known before it runs. The word may as well stand in a text; then the page is only reloaded once too often.
    private bool IncludesByComputedName(KeyValuePair<string, ITaskTemplate> file) =>
        IncludeWord().Count(_loader.Load(file.Key)) > file.Value.Includes.Count;

    [GeneratedRegex(@"\binclude(_join)?\b")]
    private static partial Regex IncludeWord();

    private string RevisionOf(IEnumerable<string> paths)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in paths.Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{path}\n{_loader.Load(path)}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }
}
