using System.Collections.Immutable;

namespace Crowdwork.Marketplace.Questions;

/// <summary>Something to read, look at or listen to, in an overview, in a question or beside a selection.</summary>
internal abstract record ContentPart;

internal sealed record TitleContent(string Text) : ContentPart;

internal sealed record TextContent(string Text) : ContentPart;

internal sealed record ListContent(ImmutableArray<string> Items) : ContentPart;

internal sealed record BinaryContent(MediaKind Kind, string Type, Uri Url, string AltText) : ContentPart;

/// <summary>The same as a binary, with a size. Its parameters were for players that no browser has any more; they are read and not used.</summary>
internal sealed record EmbeddedContent(MediaKind Kind, string Type, Uri Url, string AltText, int? Width, int? Height) : ContentPart;

/// <param name="Html">Already cleaned: see <see cref="FormattedText"/>.</param>
internal sealed record FormattedContent(string Html) : ContentPart;

internal enum MediaKind
{
    Image,
    Audio,
    Video,
    Other,
}
