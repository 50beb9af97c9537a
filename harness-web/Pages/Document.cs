namespace Crowdwork.Web.Pages;

/// <summary>The frame that every page has: head, styles, the early theme, the modules.</summary>
/// <remarks>
/// There is no inline script and no inline style, so a page works under the strictest policy. The theme script is a classic
/// one on purpose: it runs before the first paint, and a page that is dark never flashes white.
/// </remarks>
internal sealed record Document(string Title, string ClientRoot)
{
    /// <summary>Style sheets under the client root, after the common ones.</summary>
    public IReadOnlyList<string> Styles { get; init; } = [];

    /// <summary>The module that brings the page to life; null for a page that is only read.</summary>
    public string? Module { get; init; }

    /// <summary>Modules that the first one imports, so that the browser fetches them at once and not one after the other.</summary>
    public IReadOnlyList<string> Preloads { get; init; } = [];

    /// <summary>Whether the theme that was chosen by hand applies. A worker's page follows the system only.</summary>
    public bool ThemeSwitch { get; init; }

    public string BodyClass { get; init; } = "";

    public string Render(Html body)
    {
        var styles = Html.Join(Styles.Prepend("shared/base.css").Prepend("shared/tokens.css")
            .Select(sheet => Html.Of($"""<link rel="stylesheet" href="{ClientRoot}/{sheet}">""")));
        var preloads = Html.Join(Preloads.Select(module => Html.Of($"""<link rel="modulepreload" href="{ClientRoot}/{module}">""")));
        var theme = Html.When(ThemeSwitch, Html.Of($"""<script src="{ClientRoot}/shared/theme-early.js"></script>"""));
        var module = Module is null ? Html.Empty : Html.Of($"""<script type="module" src="{ClientRoot}/{Module}"></script>""");
        return Html.Of($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{Title}</title>
            <link rel="icon" href="{ClientRoot}/brand/favicon.svg" type="image/svg+xml">
            {theme}{styles}{preloads}{module}
            </head>
            <body class="{BodyClass}">
            {body}
            </body>
            </html>

            """).ToString();
    }
}
