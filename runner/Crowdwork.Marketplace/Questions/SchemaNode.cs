using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Crowdwork.Marketplace.Questions;

/// <summary>How often a child may stand in its parent.</summary>
internal readonly record struct Child(string Name, int Min = 1, int Max = 1)
{
    public static Child Optional(string name) => new(name, 0);

    public static Child Any(string name) => new(name, 0, int.MaxValue);

    public static Child Many(string name) => new(name, 1, int.MaxValue);
}

/// <summary>
/// An element that is held against its schema while it is read. What does not fit is noted, with its line, and reading goes on: a requester
/// wants to hear of everything that is wrong, not of the first.
/// </summary>
internal sealed class SchemaNode(XElement element, SchemaProblems problems)
{
    public string Name => element.Name.LocalName;

    public XElement Element => element;

    public string Place => $"line {((IXmlLineInfo)element).LineNumber}, <{Name}>";

    public void Note(string what) => problems.Add($"{Place}: {what}");

    public void NoteValue(string what) => problems.AddValue($"{Place}: {what}");

    public void NoteXhtml(string what) => problems.AddXhtml($"{Place}: {what}");

    /// <summary>Children in the order of the schema.</summary>
    public SchemaNode Sequence(params ReadOnlySpan<Child> expected)
    {
        NoStrayText();
        var at = 0;
        foreach (var node in Known(expected))
        {
            var index = IndexOf(expected, node.Name);
            if (index < at) node.Note($"stands after <{expected[at].Name}>, but has to stand before it.");
            at = Math.Max(at, index);
        }

        return Counted(expected);
    }

    /// <summary>Children of these names in any order.</summary>
    public SchemaNode Choice(params ReadOnlySpan<Child> expected)
    {
        NoStrayText();
        _ = Known(expected);
        return Counted(expected);
    }

    public IEnumerable<SchemaNode> Children() => element.Elements().Where(child => child.Name.Namespace == element.Name.Namespace).Select(child => new SchemaNode(child, problems));

    public IEnumerable<SchemaNode> All(string name) => Children().Where(child => child.Name == name);

    public SchemaNode? One(string name) => All(name).FirstOrDefault();

    /// <summary>The only child of an element that has a choice of several.</summary>
    public SchemaNode? Only(params ReadOnlySpan<string> names)
    {
        NoStrayText();
        var list = names.ToArray();
        foreach (var stranger in element.Elements().Where(child => child.Name.Namespace != element.Name.Namespace || !list.Contains(child.Name.LocalName)))
            new SchemaNode(stranger, problems).Note($"is not known here. <{Name}> holds one of {Listed(list)}.");
        var found = Children().Where(child => list.Contains(child.Name)).ToList();
        if (found.Count == 1) return found[0];
        Note(found.Count == 0 ? $"needs one of {Listed(list)}." : $"holds one of {Listed(list)}, not {found.Count} of them.");
        return found.FirstOrDefault();
    }

    public string Text()
    {
        if (element.HasElements) Note("holds text only, no elements.");
        return element.Value;
    }

    /// <summary>The text of a child that may be missing.</summary>
    public string? TextOf(string name) => One(name)?.Text();

    public string Identifier(string name, int maxLength = 255)
    {
        if (One(name) is not { } node) return "";
        var text = node.Text().Trim();
        if (text.Length == 0) node.Note("is empty.");
        if (text.Length > maxLength) node.Note($"is longer than {maxLength} characters.");
        return text;
    }

    public int? Integer(string name, int min, int max) => One(name) is { } node ? node.Number(node.Text(), min, max) : null;

    public decimal? Decimal(string name)
    {
        if (One(name) is not { } node) return null;
        if (decimal.TryParse(node.Text().Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return number;
        node.Note($"\"{Short(node.Text())}\" is not a number.");
        return null;
    }

    public bool Boolean(string name)
    {
        if (One(name) is not { } node) return false;
        switch (node.Text().Trim())
        {
            case "true" or "1":
                return true;
            case "false" or "0":
                return false;
            default:
                node.Note($"\"{Short(node.Text())}\" is neither true nor false.");
                return false;
        }
    }

    public string? Attribute(string name) => element.Attribute(name)?.Value;

    public int? IntegerAttribute(string name, int min, int max) => Attribute(name) is { } text ? Number(text, min, max) : null;

    public decimal? DecimalAttribute(string name)
    {
        if (Attribute(name) is not { } text) return null;
        if (decimal.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return number;
        Note($"{name}=\"{Short(text)}\" is not a number.");
        return null;
    }

    public void NoAttributesBut(params ReadOnlySpan<string> names)
    {
        foreach (var attribute in element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration && attribute.Name.NamespaceName.Length == 0))
        {
            if (!names.Contains(attribute.Name.LocalName)) Note($"has an unknown attribute {attribute.Name.LocalName}.");
        }
    }

    public Uri? Address(string name)
    {
        if (One(name) is not { } node) return null;
        var text = node.Text().Trim();
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)) return url;
        node.NoteValue($"\"{Short(text)}\" is not an address. Write one that begins with https://.");
        return null;
    }

    public static string Short(string text) => text.Length <= 60 ? text : $"{text[..60]}…";

    private static string Listed(string[] names) => names.Length == 1 ? $"<{names[0]}>" : $"{string.Join(", ", names[..^1].Select(name => $"<{name}>"))} or <{names[^1]}>";

    private static int IndexOf(ReadOnlySpan<Child> expected, string name)
    {
        for (var index = 0; index < expected.Length; index++)
        {
            if (expected[index].Name == name) return index;
        }

        return -1;
    }

    private int? Number(string text, int min, int max)
    {
        if (!int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            Note($"\"{Short(text)}\" is not a whole number.");
            return null;
        }

        if (number >= min && number <= max) return number;
        Note($"{number} is out of range; {min} to {max} are allowed.");
        return null;
    }

    private List<SchemaNode> Known(ReadOnlySpan<Child> expected)
    {
        var known = new List<SchemaNode>();
        foreach (var child in element.Elements())
        {
            var node = new SchemaNode(child, problems);
            if (child.Name.Namespace != element.Name.Namespace) node.Note($"belongs to the namespace \"{child.Name.NamespaceName}\", not to that of <{Name}>.");
            else if (IndexOf(expected, node.Name) < 0) node.Note($"is not known in <{Name}>.");
            else known.Add(node);
        }

        return known;
    }

    private SchemaNode Counted(ReadOnlySpan<Child> expected)
    {
        foreach (var child in expected)
        {
            var count = All(child.Name).Count();
            if (count < child.Min) Note($"needs a <{child.Name}>.");
            if (count > child.Max) Note($"holds {count} <{child.Name}>; {child.Max} is allowed.");
        }

        return this;
    }

    private void NoStrayText()
    {
        if (element.Nodes().OfType<XText>().Any(text => !string.IsNullOrWhiteSpace(text.Value))) Note("holds elements only, no text of its own.");
    }
}

/// <summary>All that was found, by kind. Problems of the schema come first on the wire: values are judged only in a document that fits.</summary>
internal sealed class SchemaProblems
{
    // A document of 64 KiB can hold thousands of mistakes; nobody reads more than these.
    private const int Shown = 25;

    private readonly List<string> _xml = [];
    private readonly List<string> _xhtml = [];
    private readonly List<string> _value = [];

    public void Add(string problem) => _xml.Add(problem);

    public void AddXhtml(string problem) => _xhtml.Add(problem);

    public void AddValue(string problem) => _value.Add(problem);

    public QuestionFault? Fault
        => _xml.Count > 0 ? new QuestionFault(QuestionFaultKind.Xml, Cut(_xml, _xhtml, _value))
            : _xhtml.Count > 0 ? new QuestionFault(QuestionFaultKind.Xhtml, Cut(_xhtml, _value))
            : _value.Count > 0 ? new QuestionFault(QuestionFaultKind.Value, Cut(_value))
            : null;

    private static List<string> Cut(params IEnumerable<string>[] problems)
    {
        var all = problems.SelectMany(list => list).ToList();
        if (all.Count <= Shown) return all;
        return [.. all.Take(Shown), $"And {all.Count - Shown} more."];
    }
}
