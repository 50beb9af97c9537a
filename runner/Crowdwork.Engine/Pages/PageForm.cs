using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Pages;

/// <summary>The answers of one worker to a page: what was kept under the name of each of its fields.</summary>
public sealed class Answer : Dictionary<string, object?>
{
}

/// <summary>
/// The form that stands in a page: read from the HTML that the worker gets, by a parser that reads like their browser, and able to judge what comes back.
/// </summary>
/// <remarks>
/// <code>
///   task.html + row --render--> HTML --PageForm.Read--> fields: rating (radio, required, 1..5), reason (textarea, at least 20 characters)
///                                                          |
///                          {"rating":"4","reason":"..."} --Judge--> Answer, or a problem for each field
/// </code>
/// The browser checks the same for the worker's comfort. What counts is this. A field that only a script in the page makes is not declared, so it is not kept.
/// </remarks>
public sealed class PageForm
{
    private const string Skipped = "button, fieldset, output, object, input[type=submit], input[type=reset], input[type=button], input[type=image], input[type=file]";

    private static readonly HashSet<string> KnownTypes =
        ["search", "tel", "url", "email", "password", "number", "range", "date", "month", "week", "time", "datetime-local", "color", "hidden", "radio"];

    private static readonly TimeSpan PatternTime = TimeSpan.FromMilliseconds(200);

    private static readonly JsonSerializerOptions Wire = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly HtmlParser Parser = new();

    private PageForm(bool isThere, int forms, IReadOnlyList<PageField> fields, IReadOnlyList<string> uploads)
    {
        IsThere = isThere;
        Forms = forms;
        Fields = fields;
        Uploads = uploads;
    }

    public bool IsThere { get; }

    /// <summary>How many forms the page has. The first one is the answer.</summary>
    public int Forms { get; }

    public IReadOnlyList<PageField> Fields { get; }

    /// <summary>Fields for files, which are not kept.</summary>
    public IReadOnlyList<string> Uploads { get; }

    /// <summary>The fields as JSON, for bots and transcripts.</summary>
    public string FieldsJson => JsonSerializer.Serialize(Fields, Wire);

    public static PageForm Read(string html)
    {
        using var document = Parser.ParseDocument(html);
        if (document.Forms.Length == 0) return new PageForm(false, 0, [], []);

        var form = document.Forms[0];
        // In the order of the page, and those that belong to the form from outside of it too.
        var controls = document.QuerySelectorAll("input, textarea, select").Where(control => FormOf(control) == form && NameOf(control).Length > 0).ToArray();
        var uploads = controls.Where(control => control.Matches("input[type=file]")).Select(NameOf).Distinct().ToArray();
        var fields = controls
            .Where(control => !control.Matches(Skipped) && !IsDisabled(control))
            .GroupBy(NameOf)
            .Select(group => FieldOf(group.Key, group.ToArray(), document))
            .ToArray();
        return new PageForm(true, document.Forms.Length, fields, uploads);
    }

    /// <summary>Reads the answers. Either there is a value, or there are problems by field.</summary>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public (object? Value, IReadOnlyDictionary<string, string> Problems) Judge(string? fieldsJson)
    {
        using var given = JsonDocument.Parse(fieldsJson ?? "{}");
        if (given.RootElement.ValueKind != JsonValueKind.Object) throw new JsonException("The fields have to be an object.");

        var problems = new Dictionary<string, string>();
        var answer = new Answer();
        foreach (var field in Fields)
        {
            answer[field.Name] = field.Read(given.RootElement.TryGetProperty(field.Name, out var value) ? value : default, out var problem);
            if (problem is not null) problems[field.Name] = problem;
        }

        return problems.Count > 0 ? (null, problems) : (answer, problems);
    }

    /// <summary>The same for a script, which wants the answers as a record of its own.</summary>
    /// <exception cref="InvalidOperationException">The record does not fit the form. That is the script's fault and never the worker's.</exception>
    internal (object? Value, IReadOnlyDictionary<string, string> Problems) Judge<T>(string? fieldsJson, string page)
    {
        var (answer, problems) = Judge(fieldsJson);
        if (problems.Count > 0) return (null, problems);
        try
        {
            var read = JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(answer, ScriptJson.Options), ScriptJson.Options);
            return (read, problems);
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"An answer to the form of '{page}' does not fit {typeof(T).Name}: {e.Message} A field that may stay empty needs a nullable property.", e);
        }
    }

    private static IElement? FormOf(IElement control) => control switch
    {
        IHtmlInputElement input => input.Form,
        IHtmlTextAreaElement area => area.Form,
        IHtmlSelectElement select => select.Form,
        _ => null,
    };

    private static string NameOf(IElement control) => control.GetAttribute("name") ?? "";

    private static bool IsDisabled(IElement control) => control.HasAttribute("disabled") || control.Closest("fieldset[disabled]") is not null;

    private static PageField FieldOf(string name, IElement[] controls, IDocument document)
    {
        var first = controls[0];
        var type = TypeOf(first, controls.Length);
        var pattern = first.GetAttribute("pattern");
        var takesText = type is "text" or "textarea" or "search" or "tel" or "url" or "email" or "password";
        var takesPattern = takesText && type != "textarea";
        return new PageField(name, LabelOf(first, type, document), type, controls.Any(control => control.HasAttribute("required")) && type is not ("hidden" or "range" or "color"))
        {
            Min = first.GetAttribute("min") ?? (type == "range" ? "0" : null),
            Max = first.GetAttribute("max") ?? (type == "range" ? "100" : null),
            Step = first.GetAttribute("step")?.ToLowerInvariant(),
            MinLength = takesText ? Length(first, "minlength") : null,
            MaxLength = takesText ? Length(first, "maxlength") : null,
            Pattern = takesPattern ? pattern : null,
            PatternHint = takesPattern && pattern is not null ? first.GetAttribute("title") : null,
            Form = takesPattern && pattern is not null ? Compile(pattern) : null,
            Options = OptionsOf(controls, type),
        };
    }

    private static string TypeOf(IElement control, int count) => control switch
    {
        IHtmlTextAreaElement => "textarea",
        IHtmlSelectElement select => select.IsMultiple ? "select-multiple" : "select",
        // A box with a value is one of several, even where the data made only one of them.
        _ when control.GetAttribute("type")?.ToLowerInvariant() == "checkbox" => count > 1 || control.HasAttribute("value") ? "checkboxes" : "checkbox",
        // What a browser does not know is a text.
        _ => control.GetAttribute("type")?.ToLowerInvariant() is { } known && KnownTypes.Contains(known) ? known : "text",
    };

    private static string[]? OptionsOf(IElement[] controls, string type) => type switch
    {
        "radio" or "checkboxes" => controls.Where(control => !IsDisabled(control)).Select(control => control.GetAttribute("value") ?? "on").ToArray(),
        "select" or "select-multiple" => ((IHtmlSelectElement)controls[0]).Options.Where(option => !option.HasAttribute("disabled"))
            .Select(option => option.GetAttribute("value") ?? option.Text).Where(value => value.Length > 0).ToArray(),
        _ => null,
    };

    private static string LabelOf(IElement control, string type, IDocument document)
    {
        var group = type is "radio" or "checkboxes" ? control.Closest("fieldset")?.QuerySelector("legend") : null;
        var label = group ?? control.Closest("label")
            ?? (control.Id is { Length: > 0 } id ? document.QuerySelectorAll("label").FirstOrDefault(candidate => candidate.GetAttribute("for") == id) : null);
        var text = control.GetAttribute("aria-label") ?? (label is null ? "" : Words(label));
        return text.Length > 0 ? text : NameOf(control);
    }

    // Without the texts of the controls inside of it.
    private static string Words(IElement label) =>
        string.Join(' ', label.GetDescendants().OfType<IText>().Where(text => text.ParentElement?.Closest("select, textarea, button") is null)
            .SelectMany(text => text.Data.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    private static int? Length(IElement control, string attribute) =>
        int.TryParse(control.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null;

    private static Regex? Compile(string pattern)
    {
        try
        {
            return new Regex($@"\A(?:{pattern})\z", RegexOptions.CultureInvariant, PatternTime);
        }
        catch (ArgumentException)
        {
            // In the dialect of browsers and not in .NET's. Then the browser's word is all there is, and the check of the page says so.
            return null;
        }
    }
}
