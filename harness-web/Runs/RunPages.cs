using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;
using Crowdwork.Web.Client;
using Crowdwork.Web.Operator;
using Crowdwork.Web.Pages;
using Crowdwork.Web.Server;
using Crowdwork.Web.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Crowdwork.Web.Runs;

/// <summary>Serves <c>/runs</c>, <c>/runs/&lt;id></c> and <c>/runs/&lt;id>/review</c> to an operator who has shown the key.</summary>
internal sealed class RunPages(RunDesks desks, LiveRuns live, OperatorGate gate, SessionTokens tokens, ClientFiles client, TimeProvider time)
{
    private static readonly TimeSpan SeatLasts = TimeSpan.FromDays(7);

    public void Map(WebApplication app)
    {
        app.MapGet("/", List);
        app.MapGet("/runs", List);
        app.MapGet("/runs/{run}", Run);
        app.MapGet("/runs/{run}/review", Review);
        app.MapFallback(Nothing);
    }

    /// <summary>Under which other name of this machine the operator's own seat is shown. Another name is another origin: what an author's page does there cannot touch ours.</summary>
    public static string SeatOrigin(HttpContext http)
    {
        var host = http.Request.Host.Host;
        var other = host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? "127.0.0.1" : "localhost";
        return $"http://{other}:{http.Connection.LocalPort}";
    }

    private async Task List(HttpContext http)
    {
        PageHeaders.ForOperators(http.Response);
        var runs = RunSummary.All(desks.Store).Where(run => run.Launch is not null).Reverse().Select(run => RunLine.Of(run, isServed: live.Find(run.Run.Id) is not null));
        await http.Response.WriteAsync(RunListPage.Render([.. runs], client.Root));
    }

    private async Task Run(HttpContext http, string run)
    {
        if (desks.Named(run) is not { } id)
        {
            await Nothing(http);
            return;
        }

        var seat = live.Find(id) is { Run.HasOperatorRole: true } ? $"{SeatOrigin(http)}/worker?t={tokens.Sign(new Session(id.Value, new WorkerId(CrowdRun.OperatorId), IsOperator: true, time.GetUtcNow() + SeatLasts))}" : null;
        PageHeaders.ForOperators(http.Response, seat is null ? "" : SeatOrigin(http));
        await http.Response.WriteAsync(RunPage.Render(new RunPageModel(id.Value, desks.Store.Run(id)!.Task, gate.Token, seat, client.Root)));
    }

    private async Task Review(HttpContext http, string run)
    {
        if (desks.Named(run) is not { } id)
        {
            await Nothing(http);
            return;
        }

        PageHeaders.ForOperators(http.Response);
        await http.Response.WriteAsync(ReviewPage.Render(new ReviewPageModel(id.Value, desks.Store.Run(id)!.Task, gate.Token, Environment.UserName, client.Root)));
    }

    private async Task Nothing(HttpContext http)
    {
        PageHeaders.ForOperators(http.Response);
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        await http.Response.WriteAsync(MessagePage.Render("There is nothing here", $"No page has the address {http.Request.Path}.", "Choose a run from the list.", home: "/", clientRoot: client.Root));
    }
}
