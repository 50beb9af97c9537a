using System.Collections.Immutable;
using Crowdwork.Marketplace.Pages;

namespace Crowdwork.Marketplace.Questions;

/// <summary>Draws the things that a form shows. All texts are encoded; formatted content was cleaned when it was read.</summary>
internal static class ContentMarkup
{
    public static Html Of(ImmutableArray<ContentPart> parts) => Html.Join(parts.Select(Block));

    /// <summary>A selection's label: the same, without a paragraph around a text.</summary>
    public static Html Label(ContentPart part) => part is TextContent text ? Html.Of($"""<span dir="auto">{text.Text}</span>""") : Block(part);

    private static Html Block(ContentPart part) => part switch
    {
        TitleContent title => Html.Of($"""<h2 class="form-title" dir="auto">{title.Text}</h2>"""),
        TextContent text => Html.Of($"""<p class="form-text" dir="auto">{text.Text.Trim()}</p>"""),
        ListContent list => Html.Of($"""<ul class="form-list">{Html.Join(list.Items.Select(item => Html.Of($"""<li dir="auto">{item}</li>""")))}</ul>"""),
        BinaryContent binary => Media(binary.Kind, binary.Url, binary.AltText, Html.Empty),
        EmbeddedContent embedded => Media(embedded.Kind, embedded.Url, embedded.AltText, Size(embedded)),
        FormattedContent formatted => Html.Of($"""<div class="form-formatted">{Html.Trusted(formatted.Html)}</div>"""),
        _ => Html.Empty,
    };

    private static Html Media(MediaKind kind, Uri url, string altText, Html size) => kind switch
    {
        MediaKind.Image => Html.Of($"""<img class="form-image" src="{url.AbsoluteUri}" alt="{altText}"{size} referrerpolicy="no-referrer">"""),
        MediaKind.Audio => Html.Of($"""<audio controls preload="metadata" src="{url.AbsoluteUri}" aria-label="{altText}"></audio>"""),
        MediaKind.Video => Html.Of($"""<video controls preload="metadata" src="{url.AbsoluteUri}" aria-label="{altText}"{size}></video>"""),
        _ => Html.Of($"""<p><a href="{url.AbsoluteUri}" target="_blank" rel="noopener noreferrer nofollow">{(altText.Length > 0 ? altText : url.AbsoluteUri)}</a></p>"""),
    };

    private static Html Size(EmbeddedContent content)
    {
        var width = content.Width is { } wide ? Html.Of($""" width="{wide}" """) : Html.Empty;
        var height = content.Height is { } high ? Html.Of($""" height="{high}" """) : Html.Empty;
        return Html.Of($"{width}{height}");
    }
}
