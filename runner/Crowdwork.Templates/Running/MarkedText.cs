namespace Crowdwork.Templates.Running;

/// <summary>Text of which is known what it is. To the functions of the language it is a string, and what they make of it is a plain string again.</summary>
public abstract class MarkedText(string text)
{
    public string Text { get; } = text;

    public override string ToString() => Text;
}

/// <summary>HTML that was made by a template or escaped by hand. In running text it is shown as it is.</summary>
public sealed class SafeHtml(string text) : MarkedText(text);

/// <summary>What <c>object.to_json</c> made. In a script it is shown as it is; in HTML it is escaped like any other text.</summary>
public sealed class JsonText(string text) : MarkedText(text);
