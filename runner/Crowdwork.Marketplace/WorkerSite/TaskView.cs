using Crowdwork.Marketplace.Pages;
using Crowdwork.Marketplace.Questions;

namespace Crowdwork.Marketplace.WorkerSite;

/// <summary>A task on the screen: a frame for a page, or a form of ours. In a preview nothing can be handed in.</summary>
internal static class TaskView
{
    public static Html Frame(string address, string sandbox, int height, string title)
    {
        // A height of 0 asks for the rest of the window.
        var size = height == 0 ? Html.Trusted(" class=\"task-frame task-frame-fit\"") : Html.Of($""" class="task-frame" height="{height}" """);
        return Html.Of($"""<iframe id="task"{size} src="{address}" sandbox="{sandbox}" allow="autoplay; clipboard-write; fullscreen" title="{title}"></iframe>""");
    }

    public static Html PreviewNote(bool canAccept) => Html.Of($"""<p class="notice">This is a preview{(canAccept ? ". Accept the HIT to work on it." : ": nothing in it can be handed in.")}</p>""");

    public static Html Form(QuestionForm form, ILookup<string, string>? posted, IReadOnlyList<AnswerProblem> problems, string action, bool auto) => Html.Of($"""
        <form class="task-form" id="answers" method="post" action="{action}" novalidate>
        {Summary(problems)}
        {new FormMarkup(form, posted, problems, enabled: true).Parts()}
        <input type="hidden" name="auto" value="{(auto ? "1" : "0")}" data-auto>
        <div class="task-form-end"><button class="button button-main" type="submit">Submit</button></div>
        </form>
        """);

    public static Html FormPreview(QuestionForm form) => Html.Of($"""<div class="task-form" aria-label="Preview of the form" role="group">{new FormMarkup(form, null, [], enabled: false).Parts()}</div>""");

    private static Html Summary(IReadOnlyList<AnswerProblem> problems)
    {
        if (problems.Count == 0) return Html.Empty;
        var links = Html.Join(problems.Select(problem => Html.Of($"""<li><a href="#{problem.Field}">Question {problem.Question + 1}: {problem.What}</a></li>""")));
        return Html.Of($"""<div class="notice notice-bad" role="alert" id="problems" tabindex="-1"><strong>Not handed in yet: {Words.Count(problems.Count, "answer needs", "answers need")} another look.</strong><ul>{links}</ul></div>""");
    }
}
