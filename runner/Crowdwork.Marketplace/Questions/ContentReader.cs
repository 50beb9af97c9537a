using System.Collections.Immutable;

namespace Crowdwork.Marketplace.Questions;

/// <summary>Reads the things that are shown: in an overview, in a question, beside a selection.</summary>
internal static class ContentReader
{
    public static ImmutableArray<ContentPart> Read(SchemaNode node)
    {
        node.Choice(
            Child.Any("Title"), Child.Any("Text"), Child.Any("List"), Child.Any("Binary"), Child.Any("Application"), Child.Any("EmbeddedBinary"), Child.Any("FormattedContent"));
        var parts = node.Children().Select(Part).OfType<ContentPart>().ToImmutableArray();
        if (parts.IsEmpty && !node.Children().Any()) node.Note("shows nothing. Put at least one of <Title>, <Text>, <List>, <Binary>, <EmbeddedBinary> or <FormattedContent> into it.");
        return parts;
    }

    public static ContentPart? Part(SchemaNode node)
    {
        switch (node.Name)
        {
            case "Title":
                return new TitleContent(node.Text());
            case "Text":
                return new TextContent(node.Text());
            case "List":
                node.Sequence(Child.Many("ListItem"));
                return new ListContent([.. node.All("ListItem").Select(item => item.Text())]);
            case "Binary":
                return Binary(node);
            case "EmbeddedBinary":
                return Embedded(node);
            case "FormattedContent":
                return Formatted(node);
            case "Application":
                node.Note("is not supported: no browser runs Java applets or Flash any more, and MTurk took them away in December 2017. Use FormattedContent or an ExternalQuestion.");
                return null;
            default:
                return null;
        }
    }

    private static BinaryContent? Binary(SchemaNode node)
    {
        node.Sequence(new Child("MimeType"), new Child("DataURL"), new Child("AltText"));
        var (kind, type) = Mime(node.One("MimeType"));
        return node.Address("DataURL") is { } url ? new BinaryContent(kind, type, url, node.TextOf("AltText") ?? "") : null;
    }

    private static EmbeddedContent? Embedded(SchemaNode node)
    {
        node.Sequence(
            new Child("EmbeddedMimeType"), new Child("DataURL"), new Child("AltText"), Child.Optional("Width"), Child.Optional("Height"), Child.Any("ApplicationParameter"));
        foreach (var parameter in node.All("ApplicationParameter")) parameter.Sequence(new Child("Name"), new Child("Value"));
        var (kind, type) = Mime(node.One("EmbeddedMimeType"));
        var width = node.Integer("Width", 1, 10_000);
        var height = node.Integer("Height", 1, 10_000);
        return node.Address("DataURL") is { } url ? new EmbeddedContent(kind, type, url, node.TextOf("AltText") ?? "", width, height) : null;
    }

    private static (MediaKind Kind, string Type) Mime(SchemaNode? node)
    {
        if (node is null) return (MediaKind.Other, "");
        node.Sequence(new Child("Type"), Child.Optional("SubType"));
        var type = node.TextOf("Type")?.Trim() ?? "";
        var sub = node.TextOf("SubType")?.Trim() ?? "";
        var kind = type switch { "image" => MediaKind.Image, "audio" => MediaKind.Audio, "video" => MediaKind.Video, _ => MediaKind.Other };
        return (kind, sub.Length == 0 ? type : $"{type}/{sub}");
    }

    private static FormattedContent Formatted(SchemaNode node)
    {
        if (node.Element.HasElements) node.Note("holds XHTML in a CDATA section: <FormattedContent><![CDATA[ ... ]]></FormattedContent>.");
        var text = new FormattedText(node.Element.Value);
        foreach (var problem in text.Problems) node.NoteXhtml(problem);
        return new FormattedContent(text.Html);
    }
}
