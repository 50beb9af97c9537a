namespace Crowdwork.Templates.Escaping;

/// <summary>Where a value stands, and so what it must not be able to end or begin.</summary>
internal enum EscapeContext
{
    /// <summary>The file is not escaped.</summary>
    None,

    /// <summary>Between tags.</summary>
    Text,

    /// <summary>Inside of <c>title</c> or <c>textarea</c>, where tags are text but entities are not.</summary>
    PlainText,

    /// <summary>A quoted attribute.</summary>
    Attribute,

    /// <summary>A quoted attribute that holds an address, at its beginning.</summary>
    UrlStart,

    /// <summary>In the path of an address whose scheme is settled.</summary>
    UrlPath,

    /// <summary>In an address of which nothing has settled the scheme yet.</summary>
    UrlOpenPath,

    /// <summary>Behind the <c>?</c> or <c>#</c> of an address, or in the address of a script.</summary>
    UrlPart,

    /// <summary>A value of JavaScript in an <c>on...</c> attribute.</summary>
    HandlerValue,

    /// <summary>Inside of a string of JavaScript in an <c>on...</c> attribute.</summary>
    HandlerString,

    /// <summary>A value in a script, or in a block of JSON.</summary>
    ScriptValue,

    /// <summary>Inside of a string in a script, or in a block of JSON.</summary>
    ScriptString,

    /// <summary>Text between the tags of JSX.</summary>
    JsxText,

    /// <summary>A quoted attribute of JSX.</summary>
    JsxAttribute,

    /// <summary>Directly behind the <c>=</c> of an attribute of JSX.</summary>
    JsxAttributeValue,
}
