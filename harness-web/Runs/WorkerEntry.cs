using System.Text.Json;
using Crowdwork.Engine.Rooms;
using Crowdwork.Engine.Store;
using Crowdwork.Web.Client;
using Crowdwork.Web.Pages;
using Crowdwork.Web.Server;
using Crowdwork.Web.Sessions;
using Crowdwork.Web.Workers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Crowdwork.Web.Runs;

/// <summary>
/// Where the workers of a marketplace come in: the address of a HIT, opened in a frame of the marketplace's page.
/// </summary>
/// <remarks>
/// <code>
///   marketplace --> GET /worker/enter?run=...&amp;hitId=...&amp;assignmentId=...&amp;workerId=...&amp;turkSubmitTo=...
///                     not accepted yet       --> the preview
///                     accepted               --> the worker's page, with a signed session for (run, worker, assignment)
///   page, at the end --> POST /worker/handin --> hand in or return, once that is on disk
///                    --> POST (marketplace)/mturk/externalSubmit
/// </code>
/// What the address says of worker and assignment is a claim. The session signs who claimed what, so that nobody becomes somebody else on the way; whether the claim
/// was true shows when the marketplace says who handed what in, before anything is paid.
/// </remarks>
internal sealed class WorkerEntry(RunRooms rooms, SessionTokens tokens, ClientFiles client, TimeProvider time)
{
    /// <summary>What marketplaces say in place of an id before the work is accepted.</summary>
    private const string NotAccepted = "ASSIGNMENT_ID_NOT_AVAILABLE";

    private const int LongestId = 64;

    private static readonly TimeSpan SessionOutlives = TimeSpan.FromDays(1);

    public void Map(WebApplication app)
    {
        app.MapGet("/worker/enter", Enter);
        app.MapPost("/worker/handin", (Delegate)HandIn);
        // By which a launch finds out that the public address leads to this very process.
        app.MapGet("/worker/alive", (HttpContext http) => http.Response.WriteAsync(AliveFor(http.Request.Query["nonce"].ToString())));
    }

    /// <summary>What this process answers, and no other does.</summary>
    public string AliveFor(string nonce) => tokens.Sign(new Session("alive", new WorkerId(Cut(nonce.Length == 0 ? "-" : nonce)), false, DateTimeOffset.UnixEpoch));

    private async Task Enter(HttpContext http)
    {
        var query = http.Request.Query;
        if (await rooms.Await(query["run"].ToString()) is not { } room)
        {
            PageHeaders.ForWorkers(http.Response, string.Join(' ', rooms.All.Select(one => one.Market.Policy).Distinct()));
            if (rooms.IsExpected(query["run"].ToString()))
            {
                await Say(http, StatusCodes.Status503ServiceUnavailable, "One moment", "This task is interrupted and will go on.", "Keep your assignment, and load this page again in some minutes.");
                return;
            }

            await Say(http, StatusCodes.Status404NotFound, "This task is not here any more", "It has ended, or was taken down.", "Please return it, and look for another one.");
            return;
        }

        PageHeaders.ForWorkers(http.Response, room.Market.Policy);
        var assignment = query["assignmentId"].ToString();
        if (assignment is "" or NotAccepted)
        {
            await http.Response.WriteAsync(await WorkerPages.PreviewOf(room, client.Root, http.RequestAborted));
            return;
        }

        // Some marketplaces were seen to send a worker's id twice, joined by a comma.
        var worker = query["workerId"].ToString().Split(',')[0];
        var hit = query["hitId"].ToString();
        if (!IsId(assignment) || !IsId(worker) || !IsId(hit))
        {
            await Say(http, StatusCodes.Status400BadRequest, "This link does not work", "It does not say whose assignment it is.", "Open the task again from where you accepted it.");
            return;
        }

        var who = new Attendance(new WorkerId(worker), assignment);
        if (await room.Run.Enter(who, hit) is { } refusal)
        {
            await Say(http, StatusCodes.Status403Forbidden, "You cannot take part with this", refusal.Text, "");
            return;
        }

        await http.Response.WriteAsync(WorkerPage.Render(PageFor(room, who, query["turkSubmitTo"].ToString())));
    }

    private WorkerPageModel PageFor(RunRoom room, Attendance who, string submitTo)
    {
        var task = room.Room.Folder;
        var session = new Session(room.Room.Name, who.Worker, IsOperator: false, time.GetUtcNow() + room.Run.Terms.Config.AssignmentDuration + SessionOutlives, who.Assignment);
        var handIn = room.Market.SubmitTo(submitTo) is { } action ? new HandInModel(action, who.Assignment, room.Room.Name) : null;
        var model = new WorkerPageModel(
            task.Title, room.Room.Name, tokens.Sign(session), RoleTexts.Instructions(task, null), WorkerPages.Reward(task), task.Config?.BlockMobile == true, Harness: false, client.Root)
        {
            HandIn = handIn,
        };
        return WorkerPages.WithRoles(model, task);
    }

    private async Task<IResult> HandIn(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!SameOrigin.Holds(http.Request)) return Results.StatusCode(StatusCodes.Status403Forbidden);
        string? token;
        try
        {
            using var body = await JsonDocument.ParseAsync(http.Request.Body, default, http.RequestAborted);
            token = body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("token", out var value) ? value.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        if (tokens.Read(token) is not { } session) return Results.StatusCode(StatusCodes.Status403Forbidden);
        if (await rooms.Await(session.Room) is not { } room)
            return Results.StatusCode(rooms.IsExpected(session.Room) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status403Forbidden);
        var end = room.Run.HandInOf(session.Who);
        return Results.Json(new { over = end is not null, again = end is null && room.Run.MayTryAgain(session.Who), submits = end?.Submits == true, text = end?.Text ?? "", warning = end?.Warning ?? "" });
    }

    private async Task Say(HttpContext http, int status, string title, string text, string remedy)
    {
        http.Response.StatusCode = status;
        await http.Response.WriteAsync(MessagePage.Render(title, text, remedy, clientRoot: client.Root));
    }

    private static bool IsId(string text) => text.Length is > 0 and <= LongestId && text.All(char.IsAsciiLetterOrDigit);

    private static string Cut(string text) => text.Length <= LongestId ? text : text[..LongestId];
}
