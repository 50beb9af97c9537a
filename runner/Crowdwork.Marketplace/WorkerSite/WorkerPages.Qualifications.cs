using Crowdwork.Marketplace.Questions;
using Microsoft.AspNetCore.Http;

namespace Crowdwork.Marketplace.WorkerSite;

/// <summary>Asking for qualifications, with and without a test.</summary>
internal sealed partial class WorkerPages
{
    private async Task Qualifications(HttpContext http)
    {
        var worker = await Worker(http);
        var search = http.Request.Query["q"].ToString().Trim();
        if (search.Length > 200) search = search[..200];
        var shelf = await desk.Qualifications(worker.Id, search.Length == 0 ? null : search);
        await Show(http, new SitePage("Qualifications", files) { Worker = worker, Tab = SiteTab.Qualifications }, QualificationsView.Shelf(worker, shelf, search, now()));
    }

    private async Task Qualification(HttpContext http)
    {
        var worker = await Worker(http);
        var card = await desk.FindQualification(worker.Id, TypeId(http)) ?? throw new WorkRefused(WorkRefusal.QualificationUnknown);
        var said = http.Request.Query["said"].ToString() switch
        {
            "asked" => card.State == QualificationState.Granted ? "Granted." : "The requester was asked and will decide.",
            "tested" => card.State == QualificationState.Granted ? "The test was graded, and the qualification is yours." : "The test was handed in. The requester will grade it.",
            _ => null,
        };
        await Show(http, new SitePage(card.Name, files) { Worker = worker, Tab = SiteTab.Qualifications }, QualificationsView.One(worker, card, said, now()));
    }

    private async Task RequestQualification(HttpContext http)
    {
        var worker = await Worker(http);
        var card = await desk.Request(worker.Id, TypeId(http), null);
        GoTo(http, $"/w/{worker.Id}/qualifications/{card.TypeId}?said=asked");
    }

    private async Task StartTest(HttpContext http)
    {
        var worker = await Worker(http);
        var test = await desk.StartTest(worker.Id, TypeId(http));
        GoTo(http, $"/w/{worker.Id}/qualifications/{test.Qualification.TypeId}/test");
    }

    private async Task Test(HttpContext http)
    {
        var worker = await Worker(http);
        await ShowTest(http, worker, await RunningTest(http, worker), null, []);
    }

    private async Task SubmitTest(HttpContext http)
    {
        var worker = await Worker(http);
        var test = await RunningTest(http, worker);
        var fields = await Fields(http);
        var post = FormPost.Read(Form(test), fields);
        if (post.Problems.Count > 0)
        {
            await ShowTest(http, worker, test, fields.ToLookup(field => field.Key, field => field.Value), post.Problems);
            return;
        }

        var card = await desk.Request(worker.Id, test.Qualification.TypeId, post.ToAnswers());
        GoTo(http, $"/w/{worker.Id}/qualifications/{card.TypeId}?said=tested");
    }

    // To look at a test's address must not begin it: its time runs from then on.
    private async Task<StartedTest> RunningTest(HttpContext http, WorkerCard worker)
    {
        var card = await desk.FindQualification(worker.Id, TypeId(http)) ?? throw new WorkRefused(WorkRefusal.QualificationUnknown);
        if (card.State != QualificationState.Testing) throw new WorkRefused(card.State switch
        {
            QualificationState.Granted => WorkRefusal.QualificationHeld,
            QualificationState.TestOver => WorkRefusal.TestTimeOver,
            _ => WorkRefusal.TestNotStarted,
        });
        return await desk.StartTest(worker.Id, card.TypeId);
    }

    private async Task ShowTest(HttpContext http, WorkerCard worker, StartedTest test, ILookup<string, string>? posted, IReadOnlyList<AnswerProblem> problems)
    {
        var form = TaskView.Form(Form(test), posted, problems, $"/w/{worker.Id}/qualifications/{test.Qualification.TypeId}/test", auto: false);
        await Show(http, new SitePage(test.Qualification.Name, files) { Worker = worker, Tab = SiteTab.Qualifications, Wide = true }, QualificationsView.Test(worker, test, form, now()),
            problems.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity, task: true);
    }

    private static QuestionForm Form(StartedTest test)
        => QuestionXml.ReadTest(test.Test) is { Value: { } form } ? form : throw new InvalidOperationException("Bug in Crowdwork: a test that was accepted cannot be read.");

    private static string TypeId(HttpContext http) => Id(http, "type", WorkRefusal.QualificationUnknown);
}
