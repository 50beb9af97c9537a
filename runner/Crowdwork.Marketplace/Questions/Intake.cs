using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Crowdwork.Marketplace.Questions;

/// <summary>
/// Turns a stranger's text into an XML tree, or says why not. Documents with a DTD are refused, so there are no entities to expand and nothing to
/// fetch; depth and size are limited, so that a document costs what it weighs.
/// </summary>
internal static class Intake
{
    /// <summary>MTurk's limit for a question, a test or an answer key, in bytes of UTF-8.</summary>
    public const int MaxBytes = 65_535;

    private const int MaxDepth = 40;

    public static Reading<XElement> Read(string xml, int maxBytes = MaxBytes)
    {
        var size = Encoding.UTF8.GetByteCount(xml);
        if (size > maxBytes)
            return Refuse(QuestionFaultKind.Value, $"The document has {size:N0} bytes; {maxBytes:N0} are allowed. Move pictures and long texts to a server and link to them.");
        if (string.IsNullOrWhiteSpace(xml)) return Refuse(QuestionFaultKind.Xml, "The document is empty.");

        try
        {
            return Parse(xml);
        }
        catch (XmlException problem)
        {
            return Refuse(QuestionFaultKind.Xml, problem.Message);
        }
    }

    private static Reading<XElement> Parse(string xml)
    {
        using (var depth = Open(xml))
        {
            while (depth.Read())
            {
                if (depth.Depth > MaxDepth)
                    return Refuse(QuestionFaultKind.Xml, $"Elements are nested more than {MaxDepth} deep. Write the document with fewer levels.");
            }
        }

        using var reader = Open(xml);
        return XDocument.Load(reader, LoadOptions.SetLineInfo | LoadOptions.PreserveWhitespace).Root!;
    }

    private static XmlReader Open(string xml) => XmlReader.Create(new StringReader(xml.TrimStart('\uFEFF', ' ', '\r', '\n', '\t')), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    });

    private static QuestionFault Refuse(QuestionFaultKind kind, string problem) => new(kind, [problem]);
}
