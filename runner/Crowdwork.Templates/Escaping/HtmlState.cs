namespace Crowdwork.Templates.Escaping;

internal enum HtmlMode
{
    Text, TagOpen, TagName, InTag, AttributeName, AfterName, BeforeValue, Value, UnquotedValue, Comment, Declaration,

    /// <summary>Inside of an element whose content is not markup: script, style, title, textarea and a few more.</summary>
    Content,

    Unreachable,
}

/// <summary>What the value of an attribute is to the browser.</summary>
internal enum AttributeKind
{
    Text, Address, Handler, Refused,
}

/// <summary>How much of an address has been written.</summary>
internal enum UrlPart
{
    Start, Open, Path, Query, Unclear,
}

/// <summary>Where in an HTML page one is. Two equal states are the same place.</summary>
internal readonly record struct HtmlState(HtmlMode Mode)
{
    public static HtmlState Start { get; } = new(HtmlMode.Text);

    // Record structs compare every field, so what does not matter in a mode is always put back to these.
    public string Element { get; init; } = "";

    public bool IsClosing { get; init; }

    public string Attribute { get; init; } = "";

    public char Quote { get; init; }

    public AttributeKind Kind { get; init; }

    public UrlPart Url { get; init; }

    /// <summary>What is written of an address before its scheme is settled.</summary>
    public string Prefix { get; init; } = "";

    public JsState Js { get; init; } = JsState.Start;

    /// <summary>The <c>type</c> of the script whose tag or content this is.</summary>
    public string ScriptType { get; init; } = "";

    /// <summary>A name of an attribute ended with a block of code: 1 directly before, 2 with white space between.</summary>
    public int NameEnded { get; init; }
}
