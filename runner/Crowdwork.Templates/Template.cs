using Crowdwork.Templates.Escaping;
using Crowdwork.Templates.Jsx;
using Crowdwork.Templates.Parsing;
using Crowdwork.Templates.Running;
using Crowdwork.Templates.Syntax;

namespace Crowdwork.Templates;

/// <summary>
/// A parsed template.
/// </summary>
/// <remarks>
/// <code>
///   text --> Lexer --> Parser --> tree --[HtmlEscapePass or JsxEscapePass]--> Template
///                                                                                            |
///                                                     TemplateContext (one per rendering) &lt;--+
/// </code>
/// Which escape a value needs is decided here, once, from where it stands in the file. Rendering only obeys.
/// </remarks>
public sealed class Template : ITaskTemplate
{
    private readonly SourceText _source;
    private readonly TemplateOptions _options;
    private readonly bool _escaped;

    private Template(SourceText source, ScriptBlock page, List<TemplateDiagnostic> messages, TemplateOptions options, bool escaped)
    {
        _source = source;
        _options = options;
        _escaped = escaped;
        Page = page;
        Messages = messages;
        var survey = Survey.Of(page);
        RawOutputs = survey.RawOutputs;
        Includes = survey.Includes;
        References = survey.References;
    }

    public string Path => _source.Path;

    internal string Text => _source.Text;

    public ScriptBlock Page { get; }

    public IReadOnlyList<TemplateDiagnostic> Messages { get; }

    public IReadOnlyList<TemplateDiagnostic> Diagnostics => Messages;

    public bool HasErrors => Messages.Count > 0;

    public IReadOnlyList<SourceSpan> RawOutputs { get; }

    public IReadOnlyList<TemplateReference> Includes { get; }

    public IReadOnlyList<TemplateReference> References { get; }

    /// <summary>Parses a text. The extension of the path decides: .html and .jsx are escaped by context, other files are not.</summary>
    public static Template Parse(string text, string path = "template", TemplateOptions? options = null) =>
        Parse(text, path, options ?? new TemplateOptions(), IsEscaped(path));

    internal static bool IsEscaped(string path) => IsHtml(path) || IsJsx(path);

    private static bool IsHtml(string path) => HasExtension(path, ".html") || HasExtension(path, ".htm");

    private static bool IsJsx(string path) => HasExtension(path, ".jsx") || HasExtension(path, ".tsx");

    private static bool HasExtension(string path, string extension) => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);

    internal static Template Parse(string text, string path, TemplateOptions options, bool escaped)
    {
        var problems = new List<TemplateDiagnostic>();
        var source = new SourceText(path, text);
        var isJsx = escaped && IsJsx(path);
        var page = Parser.Parse(source, problems, isJsx ? JsxGuard.FindObjects(source, problems) : null);
        if (problems.Count == 0 && escaped)
        {
            if (isJsx) JsxEscapePass.Apply(page, source, problems);
            else HtmlEscapePass.Apply(page, source, problems);
        }
        return new Template(source, page, problems, options, escaped);
    }

    public string Render(object? model = null, CancellationToken cancellation = default) => Run(model, cancellation).Output;

    public void Render(object? model, TextWriter writer, CancellationToken cancellation = default) => Run(model, cancellation).CopyTo(writer);

    public MappedText RenderMapped(object? model, CancellationToken cancellation = default)
    {
        var context = Run(model, cancellation, true);
        return new MappedText(context.Output, context.Origins);
    }

    private TemplateContext Run(object? model, CancellationToken cancellation, bool mapped = false)
    {
        var context = new TemplateContext(_options, cancellation);
        if (mapped) context.KeepOrigins();
        // A copy, so that what a template sets does not stay for the next one.
        context.PushGlobal(model is null ? [] : ScriptObject.From(model));
        Render(context);
        return context;
    }

    /// <summary>Renders with a context that was prepared by hand.</summary>
    public string Render(TemplateContext context)
    {
        if (HasErrors) throw new TemplateException(Messages);
        if (context.CancellationToken.IsCancellationRequested) throw new ScriptAbortException(Page.Span, context.CancellationToken);
        context.Begin();
        context.Escaping = _escaped;
        context.AutoIndent = _options.AutoIndent && !_escaped;
        try
        {
            RunPage(context, Page, new Frame(ScriptArray.Empty, null));
        }
        catch (ScriptRuntimeException failure) when (context.Chain() is { Count: > 0 } chain && failure.Diagnostics[0].IncludedFrom.Count == 0)
        {
            throw new ScriptRuntimeException(failure, chain);
        }
        return context.Output;
    }

    // As a value of another template: into a text of its own.
    internal string RunInside(TemplateContext context, ScriptNode caller, Frame frame)
    {
        var outer = context.BeginOutput();
        var escape = context.Escape;
        context.Escape = EscapeContext.None;
        RunPage(context, caller, frame);
        context.Escape = escape;
        return context.EndOutput(outer, caller);
    }

    private void RunPage(TemplateContext context, ScriptNode caller, Frame frame)
    {
        var returned = context.RunBody(Page, frame, context.Scope);
        if (returned is not null) context.WriteValue(returned, context.Escaping ? EscapeContext.Text : EscapeContext.None, caller);
    }
}
