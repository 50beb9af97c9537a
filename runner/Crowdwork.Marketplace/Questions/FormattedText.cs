using System.Collections.Frozen;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Crowdwork.Marketplace.Questions;

/// <summary>
/// XHTML from a requester, taken apart and written anew. Only the elements and attributes below come out; everything else is a problem that the
/// requester hears of, and is not shown either. The output is written by us from a tree, so nothing can hide in the way it was spelled.
/// </summary>
internal sealed partial class FormattedText
{
    private const int MaxDepth = 60;

    private static readonly FrozenSet<string> s_void = FrozenSet.ToFrozenSet(["br", "col", "hr", "img"]);

    private static readonly FrozenSet<string> s_everywhere = FrozenSet.ToFrozenSet(["title", "lang", "dir"]);

    private static readonly FrozenDictionary<string, string[]> s_elements = new Dictionary<string, string[]>
    {
        ["a"] = ["href", "target", "name"], ["abbr"] = [], ["acronym"] = [], ["address"] = [], ["b"] = [], ["bdo"] = [], ["big"] = [], ["blockquote"] = [],
        ["br"] = ["clear"], ["caption"] = ["align"], ["center"] = [], ["cite"] = [], ["code"] = [], ["col"] = ["align", "span", "valign", "width"],
        ["colgroup"] = ["align", "span", "valign", "width"], ["dd"] = [], ["del"] = [], ["dfn"] = [], ["div"] = ["align"], ["dl"] = [], ["dt"] = [], ["em"] = [],
        ["font"] = ["color", "face", "size"], ["h1"] = ["align"], ["h2"] = ["align"], ["h3"] = ["align"], ["h4"] = ["align"], ["h5"] = ["align"], ["h6"] = ["align"],
        ["hr"] = ["align", "noshade", "size", "width"], ["i"] = [], ["img"] = ["align", "alt", "border", "height", "hspace", "src", "vspace", "width"], ["ins"] = [],
        ["kbd"] = [], ["li"] = ["type", "value"], ["ol"] = ["start", "type"], ["p"] = ["align"], ["pre"] = ["width"], ["q"] = [], ["s"] = [], ["samp"] = [],
        ["small"] = [], ["span"] = [], ["strike"] = [], ["strong"] = [], ["sub"] = [], ["sup"] = [],
        ["table"] = ["align", "bgcolor", "border", "cellpadding", "cellspacing", "frame", "rules", "summary", "width"], ["tbody"] = ["align", "valign"],
        ["td"] = ["abbr", "align", "bgcolor", "colspan", "height", "nowrap", "rowspan", "valign", "width"], ["tfoot"] = ["align", "valign"],
        ["th"] = ["abbr", "align", "bgcolor", "colspan", "height", "nowrap", "rowspan", "scope", "valign", "width"], ["thead"] = ["align", "valign"],
        ["tr"] = ["align", "bgcolor", "valign"], ["tt"] = [], ["u"] = [], ["ul"] = ["type"], ["var"] = [],
    }.ToFrozenDictionary();

    private readonly StringBuilder _html = new();
    private readonly List<string> _problems = [];

    public FormattedText(string xhtml)
    {
        if (Parse(xhtml) is not { } root) return;
        foreach (var node in root.Nodes()) Write(node, 0);
    }

    /// <summary>What may be sent to a worker's browser, whatever the problems are.</summary>
    public string Html => _html.ToString();

    public IReadOnlyList<string> Problems => _problems;

    private XElement? Parse(string xhtml)
    {
        try
        {
            var text = $"<x>{NamedEntity().Replace(xhtml, Numeric)}</x>";
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true,
            });
            return XElement.Load(reader, LoadOptions.PreserveWhitespace);
        }
        catch (XmlException fault)
        {
            _problems.Add($"the XHTML is not well-formed: {fault.Message}");
            return null;
        }
    }

    private void Write(XNode node, int depth)
    {
        if (node is XText text) _html.Append(HtmlEncoder.Default.Encode(text.Value));
        if (node is XElement element) Write(element, depth);
    }

    private void Write(XElement element, int depth)
    {
        var name = element.Name.LocalName;
        if (depth == MaxDepth)
        {
            _problems.Add($"elements are nested more than {MaxDepth} deep.");
            return;
        }

        if (element.Name.NamespaceName.Length > 0 || !s_elements.TryGetValue(name, out var attributes))
        {
            _problems.Add($"<{SchemaNode.Short(name)}> is not supported in formatted content.");
            return;
        }

        var tag = Lowered(name);
        _html.Append('<').Append(tag);
        foreach (var attribute in element.Attributes()) Write(name, attribute, attributes);
        if (name == "img" && element.Attribute("alt") is null) _html.Append(" alt=\"\"");
        if (name == "a") _html.Append(" target=\"_blank\" rel=\"noopener noreferrer nofollow\"");
        _html.Append('>');
        if (s_void.Contains(name)) return;
        foreach (var child in element.Nodes()) Write(child, depth + 1);
        _html.Append("</").Append(tag).Append('>');
    }

    private void Write(string element, XAttribute attribute, string[] own)
    {
        var name = attribute.Name.LocalName;
        if (attribute.Name.NamespaceName.Length > 0 || (!s_everywhere.Contains(name) && !own.Contains(name)))
        {
            _problems.Add($"the attribute {SchemaNode.Short(name)} is not supported on <{element}> in formatted content.");
            return;
        }

        // Links always open elsewhere: a worker's work is not lost to a click.
        if (name is "target" or "name") return;
        if (name is "href" or "src" && !IsWebAddress(attribute.Value))
        {
            _problems.Add($"{name}=\"{SchemaNode.Short(attribute.Value)}\" is not an address that begins with https:// or http://.");
            return;
        }

        _html.Append(' ').Append(name).Append("=\"").Append(HtmlEncoder.Default.Encode(attribute.Value)).Append('"');
    }

    // The page around it has a first heading already.
    private static string Lowered(string name) => name is ['h', >= '1' and <= '6'] ? $"h{Math.Min(6, name[1] - '0' + 1)}" : name;

    private static bool IsWebAddress(string text)
        => Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp);

    // The names of XHTML (&nbsp; and the like) come from a DTD, which is never read here; their characters are put in directly.
    private static string Numeric(Match match)
    {
        if (match.Groups[1].Value is "amp" or "lt" or "gt" or "quot" or "apos") return match.Value;
        var decoded = WebUtility.HtmlDecode(match.Value);
        return decoded == match.Value ? match.Value : string.Concat(decoded.EnumerateRunes().Select(rune => $"&#{rune.Value};"));
    }

    [GeneratedRegex("&([A-Za-z][A-Za-z0-9]{1,31});", RegexOptions.CultureInvariant)]
    private static partial Regex NamedEntity();
}
