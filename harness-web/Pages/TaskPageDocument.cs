namespace Crowdwork.Web.Pages;

/// <summary>
/// What a page of a task is sent as. A whole document stays as its author wrote it; a piece of one (no doctype, no <c>html</c>) is put into a document
/// with styles that suit the worker's page, light and dark. Both get the script that talks with the page around them.
/// </summary>
internal static class TaskPageDocument
{
    public static string Of(string html, string title, string clientRoot)
    {
        var script = $"""<script src="{clientRoot}/page/ears.js"></script><script src="{clientRoot}/page/frame.js"></script>""";
        // In our own head, so that nothing is written before somebody listens. Behind the end of a whole document the browser puts it at the end of the body; before its
        // beginning it would turn standards mode off.
        return IsWhole(html) ? $"{html}\n{script}\n" : Around(Html.Trusted(html), title, clientRoot, Html.Trusted(script));
    }

    /// <summary>In place of a page that failed. The author gets to know why; the worker can do nothing about it.</summary>
    public static string Sorry(string title, string clientRoot) => Around(
        Html.Of($"""<p role="alert">This part of the page could not be shown. Whoever made the task has been told. If it does not come back after a reload, you can give the work back.</p>"""),
        title, clientRoot, Html.Empty);

    private static bool IsWhole(string html)
    {
        var start = html.AsSpan().TrimStart();
        while (start.StartsWith("<!--", StringComparison.Ordinal) && start.IndexOf("-->", StringComparison.Ordinal) is > 0 and var end) start = start[(end + 3)..].TrimStart();
        return start.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
    }

    private static string Around(Html body, string title, string clientRoot, Html script) => Html.Of($"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{title}</title>
        <link rel="stylesheet" href="{clientRoot}/shared/tokens.css">
        <link rel="stylesheet" href="{clientRoot}/page/page.css">
        {script}
        </head>
        <body>
        {body}
        </body>
        </html>

        """).ToString();
}
