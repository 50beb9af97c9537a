using Crowdwork.Marketplace.Pages;
using Crowdwork.Marketplace.Questions;
using Microsoft.AspNetCore.Http;

namespace Crowdwork.Marketplace.WorkerSite;

/// <summary>From the preview to the end of an assignment.</summary>
internal sealed partial class WorkerPages
{
    private async Task Group(HttpContext http)
    {
        var worker = await Worker(http);
        var id = Id(http, "group", WorkRefusal.GroupUnknown);
        var group = await desk.FindGroup(worker.Id, id) ?? throw new WorkRefused(WorkRefusal.GroupUnknown);
        var (preview, refused) = await TryPreview(worker, id);
        if (refused is null && !group.Admission.MayAccept) refused = new WorkRefused(WorkRefusal.NotQualified);
        await Show(http, new SitePage(group.Title, files) { Worker = worker, Tab = SiteTab.Work },
            GroupView.Render(worker, preview?.Group ?? group, preview is null ? Html.Empty : Preview(worker, preview, http, refused is null), refused, now()), task: true);
    }

    private async Task<(HitToPreview? Hit, WorkRefused? Refused)> TryPreview(WorkerCard worker, string group)
    {
        try
        {
            var hit = await desk.Preview(worker.Id, group);
            return (hit, hit.CannotAccept is { } why ? new WorkRefused(why) : null);
        }
        catch (WorkRefused refused) when (refused.Why is not (WorkRefusal.WorkerUnknown or WorkRefusal.GroupUnknown))
        {
            return (null, refused);
        }
    }

    private Html Preview(WorkerCard worker, HitToPreview hit, HttpContext http, bool canAccept)
    {
        switch (ReadStored(hit.Question))
        {
            case ExternalQuestion external:
                return Html.Of($"{TaskView.PreviewNote(canAccept)}{TaskView.Frame(TaskFrame.PreviewAddress(external.Url, hit.HitId), SandboxFor(http, external.Url), external.FrameHeight, "Preview of the task")}");
            case HtmlQuestion html:
                var address = $"/w/{worker.Id}/groups/{hit.Group.GroupId}/task?assignmentId={TaskFrame.NoAssignment}&hitId={hit.HitId}";
                return Html.Of($"{TaskView.PreviewNote(canAccept)}{CrowdElements(html)}{TaskView.Frame(address, TaskFrame.OpaqueSandbox, html.FrameHeight, "Preview of the task")}");
            case QuestionForm form:
                return Html.Of($"{TaskView.PreviewNote(canAccept)}{TaskView.FormPreview(form)}");
            case var other:
                throw new InvalidOperationException($"Bug in Crowdwork: {other.GetType().Name} has no preview.");
        }
    }

    /// <summary>Amazon's elements are fetched by the page itself. Where they cannot be, the page stays empty, and the worker should know why.</summary>
    private static Html CrowdElements(HtmlQuestion html) => Html.When(HtmlTask.NeedsCrowdElements(html.Html), Html.Of($"""
        <p class="notice notice-turn">This task uses Crowd HTML Elements, which its page loads from Amazon. If it stays empty, they could not be reached.</p>
        """));

    /// <summary>A question was read before it was stored; that it cannot be read now is our mistake and nobody else's.</summary>
    private static Question ReadStored(string xml)
        => QuestionXml.Read(xml) is { Value: { } question } ? question : throw new InvalidOperationException("Bug in Crowdwork: a question that was accepted cannot be read.");

    private string SandboxFor(HttpContext http, Uri task)
    {
        var own = new Uri(SubmitTo(http));
        return TaskFrame.SandboxFor(task, own.Host, own.Port);
    }

    private async Task GroupDocument(HttpContext http)
    {
        var worker = await Worker(http);
        var hit = await desk.Preview(worker.Id, Id(http, "group", WorkRefusal.GroupUnknown));
        await ServeDocument(http, hit.Question);
    }

    private async Task WorkDocument(HttpContext http)
    {
        var work = await Held(http, await Worker(http));
        await ServeDocument(http, work.Question);
    }

    private async Task ServeDocument(HttpContext http, string question)
    {
        if (ReadStored(question) is not HtmlQuestion html) throw new WorkRefused(WorkRefusal.AssignmentUnknown);
        SiteHeaders.ForStrangers(http.Response);
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync(HtmlTask.Serve(html.Html, $"{files.Root}/task-helper.js"));
    }

    private Task<WorkInHand> Held(HttpContext http, WorkerCard worker) => desk.Work(worker.Id, Id(http, "assignment", WorkRefusal.AssignmentUnknown));

    private async Task Accept(HttpContext http)
    {
        var worker = await Worker(http);
        var fields = await Fields(http);
        var work = await desk.Accept(worker.Id, Id(http, "group", WorkRefusal.GroupUnknown));
        GoTo(http, WorkAddress(work, Field(fields, "auto") == "1"));
    }

    private static string WorkAddress(WorkInHand work, bool auto) => $"/w/{work.WorkerId}/work/{work.AssignmentId}{(auto ? "?auto=1" : "")}";

    private async Task Work(HttpContext http)
    {
        var worker = await Worker(http);
        await ShowWork(http, worker, await Held(http, worker), null, [], http.Request.Query["auto"] == "1");
    }

    private async Task ShowWork(HttpContext http, WorkerCard worker, WorkInHand work, ILookup<string, string>? posted, IReadOnlyList<AnswerProblem> problems, bool auto)
    {
        var task = ReadStored(work.Question) switch
        {
            ExternalQuestion external => TaskView.Frame(
                TaskFrame.WorkAddress(external.Url, work.AssignmentId, work.HitId, worker.Id, SubmitTo(http)), SandboxFor(http, external.Url), external.FrameHeight, "The task"),
            HtmlQuestion html => Html.Of($"{CrowdElements(html)}{TaskView.Frame(DocumentAddress(http, work), TaskFrame.OpaqueSandbox, html.FrameHeight, "The task")}"),
            QuestionForm form => TaskView.Form(form, posted, problems, $"/w/{worker.Id}/work/{work.AssignmentId}/submit", auto),
            var other => throw new InvalidOperationException($"Bug in Crowdwork: {other.GetType().Name} has no page."),
        };
        await Show(http, new SitePage(work.Group.Title, files) { Worker = worker, Tab = SiteTab.Queue, Wide = true }, WorkView.Render(worker, work, task, auto, now()),
            problems.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity, task: true);
    }

    private string DocumentAddress(HttpContext http, WorkInHand work)
        => $"/w/{work.WorkerId}/work/{work.AssignmentId}/task?assignmentId={work.AssignmentId}&hitId={work.HitId}&workerId={work.WorkerId}&turkSubmitTo={Uri.EscapeDataString(SubmitTo(http))}";

    /// <summary>What the page of a task asks now and then, and whenever its frame has gone somewhere: is it still mine?</summary>
    private async Task WorkState(HttpContext http)
    {
        SiteHeaders.ForPages(http.Response);
        var worker = await Worker(http);
        try
        {
            var work = await Held(http, worker);
            await http.Response.WriteAsJsonAsync(new StateReply("working", now().ToUnixTimeMilliseconds(), work.Deadline.ToUnixTimeMilliseconds(), null, null));
        }
        catch (WorkRefused refused) when (refused.Why != WorkRefusal.WorkerUnknown)
        {
            var text = RefusalText.Of(refused);
            var state = refused.Why switch { WorkRefusal.AlreadySubmitted => "submitted", WorkRefusal.Returned => "returned", WorkRefusal.Abandoned => "abandoned", _ => "unknown" };
            await http.Response.WriteAsJsonAsync(new StateReply(state, now().ToUnixTimeMilliseconds(), 0, text.Title, $"{text.Text} {text.Remedy}"));
        }
    }

    private sealed record StateReply(string State, long Now, long Deadline, string? Title, string? Text);

    private async Task SubmitForm(HttpContext http)
    {
        var worker = await Worker(http);
        var work = await Held(http, worker);
        if (ReadStored(work.Question) is not QuestionForm form) throw new WorkRefused(WorkRefusal.AssignmentUnknown);
        var fields = await Fields(http);
        var auto = Field(fields, "auto") == "1";
        var post = FormPost.Read(form, fields);
        if (post.Problems.Count > 0)
        {
            await ShowWork(http, worker, work, fields.ToLookup(field => field.Key, field => field.Value), post.Problems, auto);
            return;
        }

        await desk.Submit(work.AssignmentId, worker.Id, post.ToAnswers());
        if (!auto) GoTo(http, $"/w/{worker.Id}/work/{work.AssignmentId}/done");
        else GoTo(http, WorkAddress(await desk.Accept(worker.Id, work.Group.GroupId), auto: true));
    }

    private async Task Done(HttpContext http)
    {
        var worker = await Worker(http);
        var done = await desk.FindSubmitted(Id(http, "assignment", WorkRefusal.AssignmentUnknown));
        if (done is null || done.WorkerId != worker.Id) throw new WorkRefused(WorkRefusal.AssignmentUnknown);
        var group = await desk.FindGroup(worker.Id, done.GroupId);
        var hasNext = group is not null && await TryPreview(worker, done.GroupId) is { Hit: not null, Refused: null };
        await Show(http, new SitePage("Handed in", files) { Worker = worker, Tab = SiteTab.Queue }, WorkView.Done(worker, done, group, hasNext));
    }

    private async Task Return(HttpContext http)
    {
        var worker = await Worker(http);
        await desk.Return(worker.Id, Id(http, "assignment", WorkRefusal.AssignmentUnknown));
        GoTo(http, $"/w/{worker.Id}/queue?said=returned");
    }
}
