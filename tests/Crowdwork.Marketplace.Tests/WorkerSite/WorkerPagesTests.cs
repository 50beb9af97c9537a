using System.Net;
using Crowdwork.Marketplace.Qualifications;
using Crowdwork.Marketplace.Tests.Questions;
using Crowdwork.Marketplace.WorkerSite;

namespace Crowdwork.Marketplace.Tests.WorkerSite;

public sealed class WorkerPagesTests : IAsyncLifetime
{
    private const string Bad = "\"><script>alert(1)</script>";

    private PaperSite _site = null!;

    private PaperDesk Desk => _site.Desk;

    public async ValueTask InitializeAsync() => _site = await PaperSite.Open();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private static string Form => Forms.Form(Forms.Ask("colour", Forms.Selections("", "", "red", "blue"), "<IsRequired>true</IsRequired>") + Forms.Ask("why", "<FreeTextAnswer/>"));

    private async Task<string> AcceptWork(string question)
    {
        Desk.Add("3G", question);
        var accepted = await _site.Post($"{_site.Home}/groups/3G/accept", "");
        Assert.Equal(HttpStatusCode.SeeOther, accepted.Status);
        return accepted.Location!;
    }

    [Fact]
    public async Task Welcome_ListsWorkersAndMakesNewOnes()
    {
        Assert.Contains(PaperDesk.Worker, (await _site.Get("/")).Body);
        var made = await _site.Post("/workers", "country=us&subdivision=pa&masters=1&id=AWISH");
        Assert.Equal((HttpStatusCode.SeeOther, "/w/AWISH"), (made.Status, made.Location));
        Assert.Equal(new NewWorker("AWISH", new WorkerLocale("US", "PA"), false, true), Assert.Single(Desk.Registered));
    }

    [Theory]
    [InlineData("country=USA", "A country is two letters")]
    [InlineData("country=US&subdivision=Pennsylvania", "A part of a country is two letters")]
    [InlineData("subdivision=PA", "A part needs its country")]
    public async Task NewWorker_WithAMistake_SaysSoAndKeepsWhatWasWritten(string fields, string why)
    {
        var (status, body, _) = await _site.Post("/workers", fields + "&id=AKEEP");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(why, body);
        Assert.Contains("value=\"AKEEP\"", body);
        Assert.Empty(Desk.Registered);
    }

    [Fact]
    public async Task NewWorker_OfATakenId_IsToldSo()
    {
        Desk.Refusals["Register"] = new WorkRefused(WorkRefusal.WorkerIdTaken);
        Assert.Contains("There is a worker of that id already.", (await _site.Post("/workers", "id=ATAKEN")).Body);
    }

    [Fact]
    public async Task Welcome_WithACrowd_ShowsTheFirstAndFindsTheOthersById()
    {
        for (var count = 0; count < 120; count++) Desk.People.Add(new WorkerCard($"AMANY{count}", null, false, false, 0, 0, 0, 0));
        var body = (await _site.Get("/")).Body;
        Assert.Contains("These are the newest 100 of 121.", body);
        Assert.DoesNotContain("AMANY119", body);
        using var found = await _site.Http.GetAsync(new Uri("/?worker=AMANY119", UriKind.Relative));
        Assert.Equal("/w/AMANY119", found.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Page_ThatBreaks_SaysSoAndShowsNoStack()
    {
        Desk.Add("3G", "<Broken/>");
        var (status, body) = await _site.Get($"{_site.Home}/groups/3G");
        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Contains("This page is broken", body);
        Assert.DoesNotContain("   at ", body);
    }

    [Fact]
    public async Task LinkToAGroup_AsksWhoIsWorkingAndLeadsThere()
    {
        Assert.Contains($"href=\"{_site.Home}/groups/3G\"", (await _site.Get("/projects/3G/tasks")).Body);
        Assert.Contains($"href=\"{_site.Home}/groups/3G\"", (await _site.Get("/mturk/preview?groupId=3G")).Body);
        Assert.Equal("/w/AX/groups/3G", (await _site.Post("/workers", "id=AX&groupId=3G")).Location);
        Assert.DoesNotContain("script>alert", (await _site.Get($"/mturk/preview?groupId={Uri.EscapeDataString(Bad)}")).Body);
    }

    [Fact]
    public async Task Market_ShowsOneRowPerGroup()
    {
        Desk.Add("3G", Form);
        Desk.Add("3H", Form, group => group with { Requirements = [Required("Exists", met: false, GuardedActions.Accept)] });
        var body = (await _site.Get(_site.Home)).Body;
        Assert.Contains("Title of 3G", body);
        Assert.Contains("$0.50", body);
        Assert.Contains("30 minutes", body);
        Assert.Contains($"action=\"{_site.Home}/groups/3G/accept\"", body);
        Assert.DoesNotContain($"action=\"{_site.Home}/groups/3H/accept\"", body);
        Assert.Contains("not qualified", body);
    }

    [Fact]
    public async Task Market_PassesOnWhatIsLookedFor()
    {
        await _site.Get($"{_site.Home}?q=%20birds%20&min=0.255&qualified=1&order=Reward&page=3");
        Assert.Equal(new GroupSearch("birds", 26, true, MarketOrder.Reward, 40, 20), Desk.LastSearch);
    }

    [Theory]
    [InlineData("min=lots", "is not an amount")]
    [InlineData("min=-1", "is not an amount")]
    [InlineData("min=99999999", "is not an amount")]
    [InlineData("order=7&page=-3", null)]
    [InlineData("page=99999999999999", null)]
    public async Task Market_StrangeSearches_DoNotBreakIt(string query, string? problem)
    {
        var (status, body) = await _site.Get($"{_site.Home}?{query}");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(problem is not null, body.Contains("form-problem"));
        if (problem is not null) Assert.Contains(problem, body);
    }

    [Fact]
    public async Task Market_Empty_SaysWhetherItIsTheSearch()
    {
        Assert.Contains("No work at the moment", (await _site.Get(_site.Home)).Body);
        Assert.Contains("Nothing fits", (await _site.Get($"{_site.Home}?q=x")).Body);
    }

    [Fact]
    public async Task Preview_OfAnExternalQuestion_TellsTheTaskThatNobodyHasAccepted()
    {
        Desk.Add("3G", Forms.External("https://lab.example/task?row=7#top"));
        var body = (await _site.Get($"{_site.Home}/groups/3G")).Body;
        Assert.Contains("src=\"https://lab.example/task?row=7&amp;assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE&amp;hitId=3HIT#top\"", body);
        Assert.DoesNotContain("workerId=", body);
        Assert.Contains("This is a preview", body);
    }

    [Fact]
    public async Task Work_OnAnExternalQuestion_TellsTheTaskWhoAndWhereTo()
    {
        var address = await AcceptWork(Forms.External("https://lab.example/task"));
        var assignment = address.Split('/')[^1];
        var host = Uri.EscapeDataString(_site.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        Assert.Contains(
            $"src=\"https://lab.example/task?assignmentId={assignment}&amp;hitId=3HIT&amp;workerId={PaperDesk.Worker}&amp;turkSubmitTo={host}\" sandbox=\"{TaskFrame.ServerSandbox}\"", (await _site.Get(address)).Body);
    }

    [Fact]
    public async Task Work_OnAnHtmlQuestion_IsServedWithoutAnOriginOfItsOwn()
    {
        var address = await AcceptWork(Forms.HtmlDocument("<html><script src=\"https://s3.amazonaws.com/mturk-public/externalHIT_v1.js\"></script><form action=\"https://www.mturk.com/mturk/externalSubmit\"></form></html>"));
        Assert.Contains($"sandbox=\"{TaskFrame.OpaqueSandbox}\"", (await _site.Get(address)).Body);
        using var response = await _site.Http.GetAsync(new Uri(address + "/task", UriKind.Relative));
        Assert.Contains("sandbox allow-scripts", response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.DoesNotContain("allow-same-origin", response.Headers.GetValues("Content-Security-Policy").Single());
        var html = await response.Content.ReadAsStringAsync();
        Assert.Matches("^<html><script src=\"/site/[0-9a-f]+/task-helper.js\"></script><form action=\"/mturk/externalSubmit\"></form></html>$", html);
    }

    [Fact]
    public async Task Work_WithCrowdElements_WarnsThatTheyComeFromElsewhere()
    {
        var address = await AcceptWork(Forms.HtmlDocument("<script src=\"https://assets.crowd.aws/crowd-html-elements.js\"></script>"));
        Assert.Contains("Crowd HTML Elements", (await _site.Get(address)).Body);
    }

    [Fact]
    public async Task Form_WithAMistake_IsShownAgainAndNotHandedIn()
    {
        var address = await AcceptWork(Form);
        var (status, body, _) = await _site.Post($"{address}/submit", "q2=because");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("Not handed in yet: 1 answer needs another look.", body);
        Assert.Contains("value=\"because\"", body);
        Assert.Empty(Desk.Submitted);
    }

    [Fact]
    public async Task Form_Complete_IsHandedInUnderTheRequestersNames()
    {
        var address = await AcceptWork(Form);
        var posted = await _site.Post($"{address}/submit", "q1=s1&q2=because");
        Assert.Equal((HttpStatusCode.SeeOther, $"{address}/done"), (posted.Status, posted.Location));
        var (_, worker, answers) = Assert.Single(Desk.Submitted);
        Assert.Equal(PaperDesk.Worker, worker);
        Assert.Equal("blue", answers.Answers[0].Selections.Single());
        Assert.Contains("Handed in. Thank you.", (await _site.Get(posted.Location!)).Body);
    }

    [Fact]
    public async Task Form_WithAutoAccept_GoesStraightToTheNextHit()
    {
        var address = await AcceptWork(Form);
        var posted = await _site.Post($"{address}/submit", "q1=s1&auto=1");
        Assert.Matches($"^{_site.Home}/work/3ASSIGNMENT2\\?auto=1$", posted.Location);
        Assert.Contains("id=\"auto\" checked", (await _site.Get(posted.Location!)).Body);
    }

    [Fact]
    public async Task State_TellsThePageWhatBecameOfTheWork()
    {
        var address = await AcceptWork(Forms.External("https://lab.example/"));
        Assert.Contains("\"state\":\"working\"", (await _site.Get($"{address}/state")).Body);
        foreach (var (why, state) in new[] { (WorkRefusal.Abandoned, "abandoned"), (WorkRefusal.Returned, "returned"), (WorkRefusal.AlreadySubmitted, "submitted"), (WorkRefusal.NotYours, "unknown") })
        {
            Desk.Refusals["Work"] = new WorkRefused(why) { At = Desk.Now };
            Assert.Contains($"\"state\":\"{state}\"", (await _site.Get($"{address}/state")).Body);
        }
    }

    [Fact]
    public async Task Return_GivesTheWorkBack()
    {
        var address = await AcceptWork(Form);
        Assert.Contains("Title of 3G", (await _site.Get($"{_site.Home}/queue")).Body);
        var returned = await _site.Post($"{address}/return", "");
        Assert.Equal(address.Split('/')[^1], Assert.Single(Desk.Returned));
        Assert.Contains("Returned. Somebody else can take it now.", (await _site.Get(returned.Location!)).Body);
        Assert.Contains("The queue is empty", (await _site.Get($"{_site.Home}/queue")).Body);
    }

    public static TheoryData<string> Refusals => [.. Enum.GetNames<WorkRefusal>()];

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Refusal_EachHasItsOwnTextAndAWayOn(string why)
    {
        Desk.Add("3G", Form);
        Desk.Refusals["Accept"] = new WorkRefused(Enum.Parse<WorkRefusal>(why)) { AssignmentId = "3HELD", At = Desk.Now };
        var (status, body, _) = await _site.Post($"{_site.Home}/groups/3G/accept", "");
        Assert.InRange((int)status, 400, 499);
        var text = RefusalText.Of(Desk.Refusals["Accept"]);
        Assert.Contains($"<h1>{WebUtility.HtmlEncode(text.Title)}</h1>", body);
        Assert.Contains("class=\"button", body);
    }

    [Fact]
    public void Refusals_NoTwoSayTheSame()
        => Assert.Equal(Enum.GetValues<WorkRefusal>().Length, Enum.GetValues<WorkRefusal>().Select(why => RefusalText.Of(new WorkRefused(why)).Title).Distinct().Count());

    [Fact]
    public async Task Group_ThatCannotBeAccepted_SaysWhyInPlaceOfTheButton()
    {
        Desk.Add("3G", Form, group => group with { Requirements = [Required("GreaterThan", met: false, GuardedActions.Accept), Required("Exists", met: true, GuardedActions.Accept)] });
        var body = (await _site.Get($"{_site.Home}/groups/3G")).Body;
        Assert.Contains("A qualification is missing.", body);
        Assert.Contains("Careful reader is more than 5", body);
        Assert.Contains($"href=\"{_site.Home}/qualifications/3Q\"", body);
        Assert.DoesNotContain("/accept\"", body);
        Assert.Contains("This is a preview", body);
    }

    [Fact]
    public async Task Group_WhosePreviewIsGuarded_ShowsNoTask()
    {
        Desk.Add("3G", Forms.External("https://lab.example/"), group => group with { Requirements = [Required("Exists", met: false, GuardedActions.PreviewAndAccept)] });
        Desk.Refusals["Preview"] = new WorkRefused(WorkRefusal.NotQualified);
        var body = (await _site.Get($"{_site.Home}/groups/3G")).Body;
        Assert.Contains("A qualification is missing.", body);
        Assert.DoesNotContain("<iframe", body);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task Post_FromAnotherSite_DoesNothing(string header, string value)
    {
        Desk.Add("3G", Form);
        foreach (var path in new[] { "/workers", $"{_site.Home}/groups/3G/accept", $"{_site.Home}/work/3A/return", $"{_site.Home}/work/3A/submit", $"{_site.Home}/qualifications/3Q/request" })
            Assert.Equal(HttpStatusCode.Forbidden, (await _site.Post(path, "", (header, value))).Status);
        Assert.Empty(Desk.Registered);
        Assert.Empty(Desk.Returned);
        Assert.Contains("The queue is empty", (await _site.Get($"{_site.Home}/queue")).Body);
    }

    [Fact]
    public async Task Post_FromOurOwnPage_Works()
    {
        Desk.Add("3G", Form);
        var own = _site.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        Assert.Equal(HttpStatusCode.SeeOther, (await _site.Post($"{_site.Home}/groups/3G/accept", "", ("Origin", own), ("Sec-Fetch-Site", "same-origin"))).Status);
    }

    [Fact]
    public async Task TextsFromRequesters_AreNeverMarkup()
    {
        Desk.Add("3G", Form, group => group with { Title = Bad, Description = Bad, Keywords = Bad, Requester = Bad, Requirements = [Required("Exists", false, GuardedActions.Accept) with { Name = Bad }] });
        Desk.Post.Add(new Letter(Bad, Bad, Bad, Desk.Now));
        Desk.Money = new EarningsPage(1, 1, 1, [new EarnedWork("3A", "3H", "3G", Bad, Bad, Desk.Now, WorkStatus.Rejected, Desk.Now, 5, Bad, [new BonusReceived(5, Bad, Desk.Now)])], 1);
        Desk.Shelf = new([], [], [Card(QualificationState.None) with { Name = Bad, Description = Bad, Requester = Bad }]);
        var address = (await _site.Post($"{_site.Home}/groups/3G/accept", "")).Location!;
        foreach (var path in new[] { "", "/groups/3G", "/queue", "/earnings", "/messages", "/qualifications", "/qualifications/3Q", $"?q={Uri.EscapeDataString(Bad)}&min={Uri.EscapeDataString(Bad)}" })
            Assert.DoesNotContain("<script>alert", (await _site.Get(_site.Home + path)).Body);
        Assert.DoesNotContain("<script>alert", (await _site.Get(address)).Body);
        await _site.Post($"{address}/submit", "q1=s0");
        Assert.DoesNotContain("<script>alert", (await _site.Get($"{address}/done")).Body);
    }

    [Theory]
    [InlineData("/w/ANOBODY", "No such worker")]
    [InlineData("/w/lower", "No such worker")]
    [InlineData("/w/%3Cb%3E", "No such worker")]
    [InlineData("/w/A1PAPERWORKER/groups/3NONE", "This work is not here")]
    [InlineData("/w/A1PAPERWORKER/groups/..%2f..%2fx", "This work is not here")]
    [InlineData("/w/A1PAPERWORKER/work/3NONE", "No such assignment")]
    [InlineData("/w/A1PAPERWORKER/work/3NONE/done", "No such assignment")]
    [InlineData("/w/A1PAPERWORKER/qualifications/3NONE", "No such qualification")]
    [InlineData("/w/A1PAPERWORKER/qualifications/3NONE/test", "No such qualification")]
    public async Task UnknownThings_HaveAPageThatSaysSo(string path, string title)
    {
        var (status, body) = await _site.Get(path);
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains($"<h1>{title}</h1>", body);
    }

    [Fact]
    public async Task EveryPage_RunsOurScriptsOnlyAndIsFramedByNobody()
    {
        Desk.Add("3G", Form);
        foreach (var path in new[] { "/", _site.Home, $"{_site.Home}/groups/3G", $"{_site.Home}/queue", $"{_site.Home}/earnings", $"{_site.Home}/messages", $"{_site.Home}/qualifications", "/w/ANOBODY" })
        {
            using var response = await _site.Http.GetAsync(new Uri(path, UriKind.Relative));
            var policy = response.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("script-src 'self'", policy);
            Assert.Contains("frame-ancestors 'none'", policy);
            Assert.DoesNotContain("unsafe", policy);
            Assert.DoesNotMatch("<script(?! (type=\"module\" )?src=)|style=|<[^>]* on[a-z]+=", await response.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Test_BeginsByAPostRunsAndIsGraded()
    {
        Desk.Shelf = new([], [], [Card(QualificationState.None)]);
        Desk.Test = Form;
        Assert.Contains("The test has not begun", (await _site.Get($"{_site.Home}/qualifications/3Q/test")).Body);
        var started = await _site.Post($"{_site.Home}/qualifications/3Q/test/start", "");
        Assert.Contains("qualification test", (await _site.Get(started.Location!)).Body);
        Assert.Contains("Choose one.", (await _site.Post(started.Location!, "q2=x")).Body);
        Assert.Empty(Desk.Requests);
        var graded = await _site.Post(started.Location!, "q1=s0");
        Assert.Equal("red", Assert.Single(Desk.Requests).Answers!.Answers[0].Selections.Single());
        Assert.Contains("the qualification is yours", (await _site.Get(graded.Location!)).Body);
        Assert.Contains("You have this qualification", (await _site.Get($"{_site.Home}/qualifications/3Q/test")).Body);
    }

    [Fact]
    public async Task Qualification_WithoutATest_IsAskedFor()
    {
        Desk.Shelf = new([], [], [Card(QualificationState.None) with { HasTest = false }]);
        Assert.Contains("/qualifications/3Q/request\"", (await _site.Get($"{_site.Home}/qualifications/3Q")).Body);
        var asked = await _site.Post($"{_site.Home}/qualifications/3Q/request", "");
        Assert.Contains("granted: 90", (await _site.Get(asked.Location!)).Body);
    }

    [Theory]
    [InlineData("Rejected", false, 0, "It can be asked for once only.")]
    [InlineData("Rejected", true, 60, "You can ask again")]
    public async Task Qualification_ThatWasRefused_SaysWhenItCanBeAskedForAgain(string state, bool retake, int minutes, string says)
    {
        Desk.Shelf = new([], [Card(Enum.Parse<QualificationState>(state)) with { RetakeAllowed = retake, RetryAt = minutes == 0 ? null : Desk.Now.AddMinutes(minutes) }], []);
        var body = (await _site.Get($"{_site.Home}/qualifications/3Q")).Body;
        Assert.Contains(says, body);
        Assert.DoesNotContain("Take the test", body);
    }

    private static QualificationCard Card(QualificationState state)
        => new("3Q", "Careful reader", "Reads with care.", "reading", "The Lab", true, true, TimeSpan.FromMinutes(10), state, null, null, null, false);

    private static CheckedRequirement Required(string comparator, bool met, GuardedActions guarded)
        => new(new Requirement("3Q", Enum.Parse<Comparator>(comparator), [5], [], guarded), "Careful reader", met ? HeldValue.Of(9) : null, met, true);
}
