using Crowdwork.Marketplace.Pages;

namespace Crowdwork.Marketplace.WorkerSite;

/// <summary>From page to page of a long list.</summary>
internal static class Pager
{
    public static int Read(string? text, int last) => int.TryParse(text, out var page) ? Math.Clamp(page, 1, last) : 1;

    public static Html Render(long total, int page, int size, Func<int, string> address)
    {
        var pages = Math.Max(1, (total + size - 1) / size);
        if (pages == 1) return Html.Empty;
        var back = page > 1 ? Html.Of($"""<a class="button button-small" rel="prev" href="{address((int)Math.Min(page - 1, pages))}">Previous</a>""") : Html.Empty;
        var on = page < pages ? Html.Of($"""<a class="button button-small" rel="next" href="{address(page + 1)}">Next</a>""") : Html.Empty;
        return Html.Of($"""<nav class="pager" aria-label="Pages of the list">{back}<span>Page {Math.Min(page, pages)} of {pages}</span>{on}</nav>""");
    }
}
