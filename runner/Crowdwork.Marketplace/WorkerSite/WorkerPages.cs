using Crowdwork.Marketplace.Pages;
using Crowdwork.Marketplace.Qualifications;
using Crowdwork.Marketplace.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crowdwork.Marketplace.WorkerSite;

/// <summary>
/// The site for workers: find work, look at it, accept it, do it, hand it in; qualifications and earnings. Pages are made on the server and work
/// without scripts, except that a task in a frame needs one to notice that it was handed in.
/// </summary>
/// <remarks>
/// <code>
///   /                           choose or create a worker
///   /w/A1                       find work          /w/A1/groups/3G          preview --accept--+
///   /w/A1/work/3A               the task  &lt;---------------------------------------------------+
///        +-- frame: https://lab.example/task?assignmentId=3A... --POST /mturk/externalSubmit--> ExternalSubmit
///        +-- frame: /w/A1/work/3A/task (the requester's HTML, sandboxed) --- the same ---^
///        +-- form:  /w/A1/work/3A/submit (a QuestionForm, checked here)
///   /w/A1/queue   /w/A1/qualifications   /w/A1/earnings   /w/A1/messages
/// </code>
/// The worker's id stands in the address, so that tabs can be different people. It is no secret and proves nothing: this is a crowd to rehearse with.
/// </remarks>
/// <param name="publicUrl">The address that workers' browsers know, when it is not the one that requests come with; null when it is.</param>
internal sealed partial class WorkerPages(IWorkerDesk desk, SiteFiles files, Func<DateTimeOffset> now, Uri? publicUrl)
{
    private const int LongestField = 64 * 1024;
    private const int WorkersShown = 100;

    public void Map(IEndpointRouteBuilder app)
    {
        app.Map("/site/{version}/{**path}", (HttpContext http, string path) => files.Serve(http, path));
        app.Map("/favicon.ico", (HttpContext http) => files.Serve(http, "brand/favicon.svg"));

        Get(app, "/", Welcome);
        Get(app, "/mturk/preview", Welcome);
        Get(app, "/projects/{group}/tasks", Welcome);
        Post(app, "/workers", Create);
        Get(app, "/w/{worker}", Market);
        Get(app, "/w/{worker}/groups/{group}", Group);
        Get(app, "/w/{worker}/groups/{group}/task", GroupDocument);
        Post(app, "/w/{worker}/groups/{group}/accept", Accept);
        Get(app, "/w/{worker}/work/{assignment}", Work);
        Get(app, "/w/{worker}/work/{assignment}/task", WorkDocument);
        Get(app, "/w/{worker}/work/{assignment}/state", WorkState);
        Get(app, "/w/{worker}/work/{assignment}/done", Done);
        Post(app, "/w/{worker}/work/{assignment}/submit", SubmitForm);
        Post(app, "/w/{worker}/work/{assignment}/return", Return);
        Get(app, "/w/{worker}/queue", Queue);
        Get(app, "/w/{worker}/earnings", Earnings);
        Get(app, "/w/{worker}/messages", Messages);
        Get(app, "/w/{worker}/qualifications", Qualifications);
        Get(app, "/w/{worker}/qualifications/{type}", Qualification);
        Post(app, "/w/{worker}/qualifications/{type}/request", RequestQualification);
        Post(app, "/w/{worker}/qualifications/{type}/test/start", StartTest);
        Get(app, "/w/{worker}/qualifications/{type}/test", Test);
        Post(app, "/w/{worker}/qualifications/{type}/test", SubmitTest);
        new ExternalSubmit(desk, files).Map(app);
        app.MapFallback((HttpContext http) => Refuse(http, new RefusalText(StatusCodes.Status404NotFound, "Nothing is here", "The address leads nowhere.", "Choose a worker and look for work.")));
    }

    private void Get(IEndpointRouteBuilder app, string pattern, Func<HttpContext, Task> page)
        => app.MapGet(pattern, (HttpContext http) => Answer(http, page));

    private void Post(IEndpointRouteBuilder app, string pattern, Func<HttpContext, Task> step) => app.MapPost(pattern, (HttpContext http) =>
    {
        if (OwnPages.Sent(http.Request)) return Answer(http, step);
        return Refuse(http, new RefusalText(
            StatusCodes.Status403Forbidden, "This came from another site", "A page of another server has tried to do something in a worker's name. Nothing was done.", "Use the buttons of this site."));
    });

    private async Task Answer(HttpContext http, Func<HttpContext, Task> page)
    {
        try
        {
            await page(http);
        }
        catch (WorkRefused refused)
        {
            await Refuse(http, RefusalText.Of(refused), refused);
        }
        catch (StoreUnavailable)
        {
            await Refuse(http, RefusalText.NoStore, findWorker: false);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or BadHttpRequestException) && !http.Response.HasStarted)
        {
            // Our own broken assumption: the stack is for the log, the worker can only go elsewhere.
            Log.PageFailed(http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Crowdwork.Marketplace"), http.Request.Path, fault);
            await Refuse(http, RefusalText.Broken, findWorker: false);
        }
        catch (BadHttpRequestException)
        {
            await Refuse(http, new RefusalText(StatusCodes.Status400BadRequest, "This cannot be read", "The browser sent something that is not a form, or more than a form may have.", "Go back and try again."));
        }
    }

    private async Task Refuse(HttpContext http, RefusalText refusal, WorkRefused? refused = null, bool findWorker = true)
    {
        var worker = !findWorker || refused?.Why == WorkRefusal.WorkerUnknown ? null : await FindWorker(http);
        var links = new List<Html>();
        if (worker is not null && refused is { Why: WorkRefusal.AlreadyHeld, AssignmentId: { } held }) links.Add(Html.Of($"""<a class="button button-main" href="/w/{worker.Id}/work/{held}">Go on with it</a>"""));
        if (worker is not null && refused?.Why == WorkRefusal.NotQualified && http.Request.RouteValues["group"] is string group) links.Add(Html.Of($"""<a class="button button-main" href="/w/{worker.Id}/groups/{group}">Show what is asked for</a>"""));
        if (worker is not null) links.Add(Html.Of($"""<a class="button" href="/w/{worker.Id}">Find work</a><a class="button button-plain" href="/w/{worker.Id}/queue">To the queue</a>"""));
        else links.Add(Html.Of($"""<a class="button" href="/">Choose a worker</a>"""));
        await Show(http, new SitePage(refusal.Title, files) { Worker = worker }, Html.Of($"""
            <section class="message"><h1>{refusal.Title}</h1><p>{refusal.Text}</p><p class="quiet">{refusal.Remedy}</p><div class="buttons">{Html.Join(links)}</div></section>
            """), refusal.Status);
    }

    private static Task Show(HttpContext http, SitePage page, Html main, int status = StatusCodes.Status200OK, bool task = false)
    {
        if (task) SiteHeaders.ForTasks(http.Response);
        else SiteHeaders.ForPages(http.Response);
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(page.Render(main));
    }

    /// <summary>After a post: the browser is sent on by a GET, so that loading the page again does nothing twice.</summary>
    private static void GoTo(HttpContext http, string address)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = address;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Bug in Crowdwork: the page {Path} failed")]
        public static partial void PageFailed(ILogger logger, string path, Exception fault);
    }

    private static string Route(HttpContext http, string name) => (string)http.Request.RouteValues[name]!;

    private async Task<WorkerCard?> FindWorker(HttpContext http)
        => http.Request.RouteValues["worker"] is string id && IsEntityId(id) ? await desk.FindWorker(id) : null;

    private async Task<WorkerCard> Worker(HttpContext http) => await FindWorker(http) ?? throw new WorkRefused(WorkRefusal.WorkerUnknown);

    /// <summary>What is not even shaped like an id is not asked for, and never comes into a page or an address.</summary>
    private static string Id(HttpContext http, string name, WorkRefusal unknown) => Route(http, name) is var id && IsEntityId(id) ? id : throw new WorkRefused(unknown);

    private static bool IsEntityId(string id) => id.Length is > 0 and <= 64 && id.All(character => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character));

    private static async Task<List<KeyValuePair<string, string>>> Fields(HttpContext http)
    {
        if (!http.Request.HasFormContentType) return [];
        try
        {
            var form = await http.Request.ReadFormAsync(new Microsoft.AspNetCore.Http.Features.FormOptions { ValueLengthLimit = LongestField, ValueCountLimit = 4096 }, http.RequestAborted);
            return [.. form.SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? "")))];
        }
        catch (InvalidDataException tooMuch)
        {
            throw new BadHttpRequestException("The form is too large.", tooMuch);
        }
    }

    private static string Field(List<KeyValuePair<string, string>> fields, string name) => fields.FirstOrDefault(field => field.Key == name).Value ?? "";

    /// <summary>The marketplace's address for this browser, which tasks post to.</summary>
    private string SubmitTo(HttpContext http) => publicUrl?.GetLeftPart(UriPartial.Authority) ?? $"{http.Request.Scheme}://{http.Request.Host}";

    private async Task Welcome(HttpContext http)
    {
        // MTurk's links name a group in the query, or, those of its newer site, in the path.
        var group = http.Request.RouteValues["group"] as string ?? http.Request.Query["groupId"].ToString();
        var worker = http.Request.Query["worker"].ToString().Trim();
        if (IsEntityId(worker)) GoTo(http, IsEntityId(group) ? $"/w/{worker}/groups/{group}" : $"/w/{worker}");
        else await ShowWelcome(http, IsEntityId(group) ? group : null, FormEcho.Empty, StatusCodes.Status200OK);
    }

    private async Task ShowWelcome(HttpContext http, string? group, FormEcho echo, int status)
        => await Show(http, new SitePage("Workers", files) { Tab = SiteTab.Workers }, WorkersView.Render(await desk.Workers(WorkersShown), group, echo), status);

    private async Task Create(HttpContext http)
    {
        var fields = await Fields(http);
        var group = Field(fields, "groupId") is var name && IsEntityId(name) ? name : null;
        var problems = new Dictionary<string, string>();
        var (country, part) = (Field(fields, "country").Trim().ToUpperInvariant(), Field(fields, "subdivision").Trim().ToUpperInvariant());
        if (country.Length > 0 && !IsPlace(country)) problems["country"] = "A country is two letters, such as US or DE.";
        if (part.Length > 0 && !IsPlace(part)) problems["subdivision"] = "A part of a country is two letters, such as PA.";
        else if (part.Length > 0 && country.Length == 0) problems["country"] = "A part needs its country.";

        if (problems.Count == 0)
        {
            try
            {
                var locale = country.Length == 0 ? null : new WorkerLocale(country, part.Length == 0 ? null : part);
                var id = Field(fields, "id").Trim();
                var worker = await desk.Register(new NewWorker(id.Length == 0 ? null : id, locale, Field(fields, "adult") == "1", Field(fields, "masters") == "1"));
                GoTo(http, group is null ? $"/w/{worker.Id}" : $"/w/{worker.Id}/groups/{group}");
                return;
            }
            catch (WorkRefused refused) when (refused.Why is WorkRefusal.WorkerIdTaken or WorkRefusal.WorkerIdMalformed)
            {
                var text = RefusalText.Of(refused);
                problems["id"] = $"{text.Text} {text.Remedy}";
            }
        }

        var values = fields.GroupBy(field => field.Key).ToDictionary(field => field.Key, field => field.First().Value);
        await ShowWelcome(http, group, new FormEcho(values, problems), StatusCodes.Status400BadRequest);
    }

    private static bool IsPlace(string text) => text.Length == 2 && text.All(char.IsAsciiLetterUpper);

    private async Task Market(HttpContext http)
    {
        var worker = await Worker(http);
        var query = MarketQuery.Read(http.Request.Query);
        var page = await desk.Search(worker.Id, query.ToSearch());
        await Show(http, new SitePage("Find work", files) { Worker = worker, Tab = SiteTab.Work }, MarketView.Render(worker, page, query, now()));
    }

    private async Task Queue(HttpContext http)
    {
        var worker = await Worker(http);
        var said = http.Request.Query["said"] == "returned" ? "Returned. Somebody else can take it now." : null;
        await Show(http, new SitePage("Queue", files) { Worker = worker, Tab = SiteTab.Queue }, QueueView.Render(worker, await desk.Queue(worker.Id), said, now()));
    }

    private async Task Earnings(HttpContext http)
    {
        var worker = await Worker(http);
        var page = Pager.Read(http.Request.Query["page"], 100_000);
        var earnings = await desk.Earnings(worker.Id, (page - 1) * EarningsView.PageSize, EarningsView.PageSize);
        await Show(http, new SitePage("Earnings", files) { Worker = worker, Tab = SiteTab.Earnings }, EarningsView.Render(worker, earnings, page, now()));
    }

    private async Task Messages(HttpContext http)
    {
        var worker = await Worker(http);
        await Show(http, new SitePage("Messages", files) { Worker = worker, Tab = SiteTab.Messages }, MessagesView.Render(await desk.Letters(worker.Id), now()));
    }
}
