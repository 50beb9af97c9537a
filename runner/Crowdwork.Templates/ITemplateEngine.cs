using System.Collections.Concurrent;
using Crowdwork.Templates.Parsing;

namespace Crowdwork.Templates;

/// <summary>
/// Turns the template files of a task into pages. This is all that the rest of the program knows of the template language.
/// </summary>
/// <remarks>
/// <code>
///   page.html --Compile--> ITaskTemplate (kept, shared) --Render(model)--> HTML
///                             |
///                             +-- Diagnostics, RawOutputs, References: what `runner check` talks about
/// </code>
/// The language is Scriban's. docs/decisions/0002-scriban.md tells why it is implemented here and how to put the package
/// behind this interface.
/// </remarks>
public interface ITemplateEngine
{
    /// <summary>Reads and compiles a file through the loader. The same text is compiled once.</summary>
    ITaskTemplate Compile(string path);

    /// <summary>Compiles a text as if it were the file of that path. The extension decides about escaping.</summary>
    ITaskTemplate Compile(string path, string text);
}

/// <summary>A compiled template. It never changes, and any number of threads may render it at once.</summary>
public interface ITaskTemplate
{
    string Path { get; }

    bool HasErrors { get; }

    IReadOnlyList<TemplateDiagnostic> Diagnostics { get; }

    /// <summary>Every place that goes around escaping with <c>html.raw</c>.</summary>
    IReadOnlyList<SourceSpan> RawOutputs { get; }

    /// <summary>The names of included templates, where they are written as text.</summary>
    IReadOnlyList<TemplateReference> Includes { get; }

    /// <summary>What the template reads from its model, such as <c>data.title</c>. Names it sets itself are not among them.</summary>
    IReadOnlyList<TemplateReference> References { get; }

    /// <summary>Renders to a text. The model is an object with properties, a dictionary or a JSON object.</summary>
    /// <exception cref="TemplateException">The template has errors, or one came up.</exception>
    string Render(object? model, CancellationToken cancellation = default);

    /// <summary>The same into a writer. Nothing is written when rendering fails.</summary>
    void Render(object? model, TextWriter writer, CancellationToken cancellation = default);

    /// <summary>Renders a file that is compiled afterwards, such as JSX, and keeps which part of it came from where.</summary>
    MappedText RenderMapped(object? model, CancellationToken cancellation = default);
}

/// <summary>A name that a template uses, and where.</summary>
public sealed record TemplateReference(string Name, SourceSpan Span);

/// <summary>The engine of this project: Scriban's language, with values escaped for the place where they stand.</summary>
public sealed class ScribanEngine(TemplateOptions options) : ITemplateEngine
{
    public ITaskTemplate Compile(string path)
    {
        var loader = options.Loader ?? throw new InvalidOperationException("Bug in Crowdwork: the template engine has no loader.");
        return Compile(path, loader.Load(path));
    }

    public ITaskTemplate Compile(string path, string text) => options.Cache.Get(path, text, options, Template.IsEscaped(path));
}

/// <summary>Keeps compiled templates as long as their text stays the same.</summary>
internal sealed class TemplateCache
{
    private readonly ConcurrentDictionary<(string Path, bool Escaped), Template> _templates = new();

    public Template Get(string path, string text, TemplateOptions options, bool escaped)
    {
        if (_templates.TryGetValue((path, escaped), out var known) && known.Text == text) return known;
        return _templates[(path, escaped)] = Template.Parse(text, path, options, escaped);
    }
}
