using System.Collections.Immutable;
using System.Text;
using System.Xml;

namespace Crowdwork.Marketplace.Questions;

/// <summary>What a worker answered, and its XML: what GetAssignment and ListQualificationRequests give to the requester.</summary>
internal sealed record QuestionFormAnswers(ImmutableArray<Answer> Answers)
{
    private static readonly string[] s_reserved = ["assignmentId", "hitId", "turkSubmitTo", "workerId"];

    public static readonly QuestionFormAnswers None = new([]);

    /// <summary>
    /// The fields that a task's page posted. The marketplace's own are left out, the others keep the order in which they came; several values of one
    /// name (checkboxes) become one answer with a bar between them, as requesters know it from MTurk's results.
    /// </summary>
    public static QuestionFormAnswers FromPost(IEnumerable<KeyValuePair<string, string>> fields)
        => new([
            .. fields.Where(field => field.Key.Length > 0 && !s_reserved.Contains(field.Key, StringComparer.Ordinal))
                .GroupBy(field => Xml10.Clean(field.Key), StringComparer.Ordinal)
                .Where(field => field.Key.Length > 0)
                .Select(field => Answer.OfText(field.Key, string.Join('|', field.Select(one => one.Value)))),
        ]);

    public string ToXml()
    {
        var xml = new StringBuilder(256);
        xml.Append("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n<QuestionFormAnswers xmlns=\"").Append(Schemas.Answers.NamespaceName).Append("\">");
        foreach (var answer in Answers)
        {
            xml.Append("<Answer>");
            Element(xml, "QuestionIdentifier", answer.QuestionIdentifier);
            if (answer.FreeText is { } text) Element(xml, "FreeText", text);
            foreach (var selection in answer.Selections) Element(xml, "SelectionIdentifier", selection);
            if (answer.OtherText is { } other) Element(xml, "OtherSelectionText", other);
            xml.Append("</Answer>");
        }

        return xml.Append("</QuestionFormAnswers>").ToString();
    }

    /// <summary>Reads what <see cref="ToXml"/> or another marketplace wrote.</summary>
    public static Reading<QuestionFormAnswers> Read(string xml)
    {
        // Answers may be longer than questions: the limit of a post bounds them, and escaping can make six bytes of one.
        var intake = Intake.Read(xml, maxBytes: 16 * 1024 * 1024);
        if (intake.Value is not { } root) return intake.Fault!;
        var problems = new SchemaProblems();
        var node = new SchemaNode(root, problems);
        if (node.Name != "QuestionFormAnswers") node.Note("answers are a <QuestionFormAnswers>.");
        else if (QuestionXml.InNamespace(node, Schemas.Answers)) return Read(node, problems);
        return problems.Fault!;
    }

    private static Reading<QuestionFormAnswers> Read(SchemaNode root, SchemaProblems problems)
    {
        root.Choice(Child.Any("Answer"));
        var answers = root.All("Answer").Select(One).ToImmutableArray();
        if (problems.Fault is { } fault) return fault;
        return new QuestionFormAnswers(answers);
    }

    private static Answer One(SchemaNode node)
    {
        node.Sequence(new Child("QuestionIdentifier"), Child.Optional("FreeText"), Child.Any("SelectionIdentifier"), Child.Optional("OtherSelectionText"));
        return new Answer(
            node.TextOf("QuestionIdentifier") ?? "", node.TextOf("FreeText"), [.. node.All("SelectionIdentifier").Select(one => one.Text())], node.TextOf("OtherSelectionText"));
    }

    private static void Element(StringBuilder xml, string name, string text)
    {
        var clean = Xml10.Clean(text);
        if (clean.Length == 0) xml.Append('<').Append(name).Append("/>");
        else xml.Append('<').Append(name).Append('>').Append(Xml10.Escape(clean)).Append("</").Append(name).Append('>');
    }
}

/// <summary>The answer to one question: a text, or selections with perhaps a text for "other".</summary>
internal sealed record Answer(string QuestionIdentifier, string? FreeText, ImmutableArray<string> Selections, string? OtherText)
{
    public static Answer OfText(string identifier, string text) => new(identifier, text, [], null);

    public static Answer OfSelections(string identifier, IEnumerable<string> selections, string? other = null) => new(identifier, null, [.. selections], other);
}

/// <summary>What XML 1.0 can hold. Control characters and halves of a surrogate pair cannot be written in it, not even as references.</summary>
internal static class Xml10
{
    public static string Clean(string text)
    {
        if (IsClean(text)) return text;
        var clean = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (XmlConvert.IsXmlChar(text[at])) clean.Append(text[at]);
            else if (at + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[at + 1], text[at])) clean.Append(text[at]).Append(text[++at]);
        }

        return clean.ToString();
    }

    /// <summary>A carriage return is written as a reference: a parser would turn a bare one into a line feed.</summary>
    public static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\r", "&#13;");

    private static bool IsClean(string text)
    {
        foreach (var character in text)
        {
            if (!XmlConvert.IsXmlChar(character)) return false;
        }

        return true;
    }
}
