using System.Globalization;
using Crowdwork.Marketplace.Faults;
using Crowdwork.Marketplace.Pages;
using Crowdwork.Marketplace.Store;
using Crowdwork.Marketplace.WorkerSite;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Crowdwork.Marketplace.Operators;

/// <summary>
/// The operator's desk for people. The addresses are those of the JSON for programs; a browser says that it would rather have a page. What changes
/// something has an address of its own, and takes it only from a page of ours.
/// </summary>
internal sealed class OperatorPages(OperatorDesk desk, OperatorAccess access, MarketStore store, SiteFiles files)
{
    public void Map(IEndpointRouteBuilder app)
    {
        Post(app, "/clock/forward", Forward);
        Post(app, "/faults/add", Add);
        Post(app, "/faults/remove", Remove);
        Post(app, "/faults/switches", Switch);
        Post(app, "/faults/clear", http => ShowFaults(http, "Everything works again.", desk.Faults = FaultSettings.None));
        app.MapPost("/operator", Enter);
    }

    /// <summary>Shows the page when that is what was asked for; false leaves the request to the JSON for programs.</summary>
    public bool Shows(HttpContext http, out Task shown)
    {
        var path = http.Request.Path;
        var wanted = HttpMethods.IsGet(http.Request.Method) && (path == "/clock" || path == "/faults") && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
        shown = !wanted ? Task.CompletedTask : !access.Admits(http.Request) ? ShowDoor(http, null) : path == "/clock" ? Guarded(http, page => ShowClock(page)) : ShowFaults(http, null, desk.Faults);
        return wanted;
    }

    private void Post(IEndpointRouteBuilder app, string pattern, Func<HttpContext, Task> step) => app.MapPost(pattern, (HttpContext http) =>
    {
        if (!access.Admits(http.Request)) return ShowDoor(http, null);
        return OwnPages.Sent(http.Request) ? Guarded(http, step) : Show(http, SiteTab.None, "Not from here", Html.Of($"""<section class="message"><h1>This came from another site</h1><p>Nothing was done.</p></section>"""), StatusCodes.Status403Forbidden);
    });

    /// <summary>The operator is the one who can help when the disk is full, so here the message says all.</summary>
    private async Task Guarded(HttpContext http, Func<HttpContext, Task> page)
    {
        try
        {
            await page(http);
        }
        catch (StoreUnavailable unavailable)
        {
            await Show(http, SiteTab.None, "No store", Html.Of($"""<section class="message"><h1>The store cannot be used</h1><p class="letter">{unavailable.Message}</p></section>"""), StatusCodes.Status503ServiceUnavailable);
        }
    }

    private async Task Forward(HttpContext http)
    {
        var form = await Form(http);
        string? problem;
        if (long.TryParse(form["until"], NumberStyles.None, CultureInfo.InvariantCulture, out var until) && until < 253_000_000_000_000)
        {
            // One millisecond more, so that what falls due then is over.
            var by = DateTimeOffset.FromUnixTimeMilliseconds(until + 1) - desk.Now;
            problem = await desk.PutForward(by < TimeSpan.Zero ? TimeSpan.Zero : by);
        }
        else
        {
            problem = int.TryParse(form["seconds"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                ? await desk.PutForward(TimeSpan.FromSeconds(seconds)) : "Say how far to put the clock forward.";
        }

        if (problem is null) GoTo(http, "/clock?said=forward");
        else await ShowClock(http, problem);
    }

    private async Task Add(HttpContext http)
    {
        var form = await Form(http);
        var problems = new List<string>();
        var rate = Percent(form["rate"], "How often", problems);
        int? times = form["times"].ToString().Trim().Length == 0 ? null : Whole(form["times"], "Times at most", problems);
        var delay = Whole(form["delay"], "Late by", problems);
        if (!Enum.TryParse<CallFault>(form["fault"], out var fault)) problems.Add("What happens is not one of the choices.");
        await Set(http, desk.Faults with { Calls = [.. desk.Faults.Calls, new FaultRule(fault, form["operation"].ToString(), rate, times, delay)] }, problems, "Added.");
    }

    private async Task Remove(HttpContext http)
    {
        var form = await Form(http);
        var index = int.TryParse(form["index"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        await Set(http, desk.Faults with { Calls = [.. desk.Faults.Calls.Where((_, at) => at != index)] }, [], "Removed.");
    }

    private async Task Switch(HttpContext http)
    {
        var form = await Form(http);
        var problems = new List<string>();
        await Set(http, desk.Faults with
        {
            ReuseAssignmentIds = form["reuse"] == "1",
            TrailingEmptyPage = form["trailing"] == "1",
            SubmissionsVisibleAfterMilliseconds = Whole(form["visible"], "Submissions are seen late by", problems),
            DuplicateNotifications = Percent(form["duplicate"], "Notifications that come twice", problems),
            ReorderedNotifications = Percent(form["reordered"], "Notifications out of order", problems),
            MissingNotifications = Percent(form["missing"], "Notifications that never come", problems),
            Seed = Whole(form["seed"], "Seed of chance", problems),
        }, problems, "Set.");
    }

    private Task Set(HttpContext http, FaultSettings settings, List<string> problems, string said)
    {
        if (problems.Count == 0) problems.AddRange(settings.Problems());
        if (problems.Count > 0) return ShowFaults(http, null, desk.Faults, problems);
        desk.Faults = settings;
        return ShowFaults(http, said, settings);
    }

    private static async Task<IFormCollection> Form(HttpContext http)
        => http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : FormCollection.Empty;

    private static int Whole(string? text, string name, List<string> problems)
    {
        if (int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        problems.Add($"{name}: write a whole number, 0 or more.");
        return 0;
    }

    private static double Percent(string? text, string name, List<string> problems)
    {
        if (double.TryParse(text?.Trim().TrimEnd('%').Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is >= 0 and <= 100) return percent / 100;
        problems.Add($"{name}: write a number from 0 to 100.");
        return 0;
    }

    /// <summary>The token is typed once and kept in a cookie that scripts cannot read and other sites cannot send.</summary>
    private async Task Enter(HttpContext http)
    {
        var form = await Form(http);
        var token = form["token"].ToString().Trim();
        if (!OwnPages.Sent(http.Request) || !access.Is(token))
        {
            await ShowDoor(http, "This is not the operator's token.");
            return;
        }

        http.Response.Cookies.Append(OperatorAccess.Cookie, token, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps });
        GoTo(http, "/clock");
    }

    private Task ShowDoor(HttpContext http, string? problem) => Show(http, SiteTab.None, "For the operator", Html.Of($"""
        <section class="message"><h1>For the operator</h1>
        <p>The clock and the faults belong to whoever runs this marketplace.</p>
        <form class="stack" method="post" action="/operator">
        <label class="field"><span>Operator's token</span><input name="token" type="password" autocomplete="current-password"{Html.When(problem is not null, Html.Trusted(" aria-invalid=\"true\" aria-describedby=\"token-problem\""))}></label>
        {Html.When(problem is not null, Html.Of($"""<p class="form-problem" id="token-problem" role="alert">{problem}</p>"""))}
        <div><button class="button button-main" type="submit">Open</button></div>
        </form></section>
        """), StatusCodes.Status401Unauthorized);

    private async Task ShowClock(HttpContext http, string? problem = null)
    {
        var upcoming = await store.Ask(Upcoming.Of);
        var said = http.Request.Query["said"] == "forward" ? "The clock was put forward, and everything that fell due has happened." : null;
        await Show(http, SiteTab.Clock, "Clock", ClockView.Render(desk.Now, desk.Ahead, upcoming, said, problem), problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private Task ShowFaults(HttpContext http, string? said, FaultSettings settings, IReadOnlyList<string>? problems = null)
        => Show(http, SiteTab.Faults, "Faults", FaultsView.Render(settings, said, problems ?? []), problems is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);

    private Task Show(HttpContext http, SiteTab tab, string title, Html main, int status)
    {
        SiteHeaders.ForPages(http.Response);
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(new SitePage(title, files) { Tab = tab }.Render(main));
    }

    private static void GoTo(HttpContext http, string address)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = address;
    }
}
