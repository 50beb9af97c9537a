namespace Crowdwork.Web.Pages;

/// <summary>The mark: two speech bubbles, one turned to the other. The same drawing as client/brand/favicon.svg, without its ground.</summary>
internal static class Brand
{
    public static readonly Html Mark = Html.Trusted("""
        <svg class="mark" viewBox="0 0 32 32" width="24" height="24" aria-hidden="true" focusable="false"><rect class="mark-ground" width="32" height="32" rx="8"/><path class="mark-back" d="M13 7h9a4 4 0 0 1 4 4v5a4 4 0 0 1-4 4v3.2a.6.6 0 0 1-1 .4L17.6 20H13a4 4 0 0 1-4-4v-5a4 4 0 0 1 4-4Z"/><path class="mark-front" d="M9 12h7a3.5 3.5 0 0 1 3.5 3.5v4A3.5 3.5 0 0 1 16 23h-3.4l-3.1 2.9a.6.6 0 0 1-1-.4V23A3.5 3.5 0 0 1 5.5 19.5v-4A3.5 3.5 0 0 1 9 12Z"/></svg>
        """);

    public static Html Line(string href) => Html.Of($"""<a class="brand" href="{href}">{Mark}<span>Crowdwork</span></a>""");
}
