namespace Crowdwork.Web.Pages;

/// <param name="Title">The task's title.</param>
/// <param name="Description">What is to be done, in the words of config.json.</param>
/// <param name="Reward">What the work pays, as text; empty when there is nothing to say.</param>
/// <param name="InstructionsHtml">Safe HTML made from instructions.md; null when there are none.</param>
/// <param name="Frame">The address of the author's own preview; null for the standard one.</param>
/// <param name="ClientRoot">Where the styles are.</param>
public sealed record PreviewPageModel(
    string Title, string Description, string Reward, string? InstructionsHtml, string? Frame, string ClientRoot = "/client")
{
    /// <summary>The author's own preview where it is a page of components; null otherwise.</summary>
    public PreviewComponents? Components { get; init; }
}

/// <summary>A compiled page, as the script of the preview finds it.</summary>
public sealed record PreviewComponents(string Task, string Page, string Version, bool Style);

/// <summary>What people see before they accept the work. It opens no line, and holds no script of ours unless there are components to be drawn.</summary>
public static class PreviewPage
{
    public static string Render(PreviewPageModel model)
    {
        var reward = Html.When(model.Reward.Length > 0, Html.Of($"""<span class="reward" title="What this task pays">{model.Reward}</span>"""));
        var body = model.Frame is { } frame
            ? Html.Of($"""<iframe class="preview-frame" src="{frame}" title="Preview of the task" sandbox="allow-scripts allow-forms"></iframe>""")
            : Html.Of($"""<div class="preview-text prose"><p>{model.Description}</p>{Html.Trusted(model.InstructionsHtml ?? "")}</div>""");
        var boot = model.Components is { } components ? BootData.Of(components) : Html.Empty;
        return new Document($"Preview: {model.Title}", model.ClientRoot)
        {
            Styles = ["worker/layout.css", "worker/page-form.css"], BodyClass = "worker preview", Module = model.Components is null ? null : "worker/preview.js",
        }.Render(Html.Of($"""
            <header class="top">
            <h1 class="top-title" dir="auto">{model.Title}</h1>
            <span class="badge">Preview</span>
            {reward}
            </header>
            <main id="page" class="preview-main">{body}</main>
            {boot}
            """));
    }
}
