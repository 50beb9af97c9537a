using System.Text.Json;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Review;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Runs.Payments;
using Crowdwork.Engine.Store;
using Crowdwork.Web.Operator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Crowdwork.Web.Runs;

/// <summary>
/// What the operator's pages and other commands ask of the process that holds a store. Who asks has shown the token already (<see cref="OperatorDoor"/>).
/// </summary>
internal sealed class RunApi(RunDesks desks, LiveRuns live, TimeProvider time)
{
    /// <summary>Where it tells which runs this process serves.</summary>
    public const string ServedPath = "/api/runs";

    /// <summary>The state that stands for all that somebody has to decide.</summary>
    private const string ToDo = "todo";

    private const int UsualTake = 200;

    // What is not done is told with "ok": false and in words, and not by a status: browsers write each answer of 400 and above to their console as an error.
    private const string NotServed = "No process serves this run just now. To go on with it: runner resume";

    public void Map(WebApplication app)
    {
        app.MapGet(ServedPath, () => Results.Json(live.Ids));
        app.MapGet("/api/runs/{run}", (HttpContext http, string run) => For(http, run, id => Task.FromResult<IResult>(Results.Bytes(RunFrame.Of(desks.Store, id, live.Find(id), time.GetUtcNow())!, "application/json"))));
        app.MapPost("/api/runs/{run}/stop", (HttpContext http, string run) => ForLive(http, run, async one =>
        {
            await one.Run.StopKindly();
            return Results.Json(new { ok = true, stopped = true, here = one.Run.Here });
        }));
        app.MapPost("/api/runs/{run}/go-on", (HttpContext http, string run) => ForLive(http, run, one =>
        {
            var isOver = one.Run.PilotIsOver;
            if (isOver) one.Run.LaunchTheRest();
            return Task.FromResult(Results.Json(new { ok = isOver, wentOn = isOver, problem = isOver ? null : "There is no pilot that is over." }));
        }));
        app.MapPost("/api/runs/{run}/look", (HttpContext http, string run) => ForLive(http, run, one =>
        {
            one.Loop?.Attend();
            return Task.FromResult(Results.Json(new { ok = true }));
        }));
        app.MapPost("/api/runs/{run}/cap", (HttpContext http, string run) => For(http, run, id => RaiseCap(http, id)));
        app.MapGet("/api/runs/{run}/review", (HttpContext http, string run) => For(http, run, id => Queue(http, id)));
        app.MapGet("/api/runs/{run}/parts/{assignment}/{worker}", (HttpContext http, string run, string assignment, string worker) => For(http, run, id => Part(id, assignment, worker)));
        app.MapGet("/api/runs/{run}/log", (HttpContext http, string run) => For(http, run, id => Task.FromResult(Results.Json(
            desks.Store.Decisions(id).Where(row => !DecisionLog.IsNoteOfOurs(row)).Reverse().Select(ReviewFrames.Of), StateFrame.Json))));
        app.MapPost(OperatorFile.DecidePath, (Delegate)Decide);
        app.MapPost(OperatorFile.QualificationsPath, (Delegate)Note);
    }

    private async Task<IResult> For(HttpContext http, string run, Func<RunId, Task<IResult>> answer)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return desks.Named(run) is { } id ? await answer(id) : Results.NotFound();
    }

    private Task<IResult> ForLive(HttpContext http, string run, Func<LiveRun, Task<IResult>> answer) => For(http, run, id => live.Find(id) is { } one
        ? answer(one)
        : Task.FromResult(Results.Json(new { ok = false, problem = $"{NotServed} {id}" })));

    private async Task<IResult> RaiseCap(HttpContext http, RunId run)
    {
        if (await Body<CapRequest>(http) is not { } wish) return Results.StatusCode(StatusCodes.Status400BadRequest);
        if (CapRaise.Refusal(desks.Store, desks.Settings, desks.Store.Launch(run)!, wish.Dollars) is { } problem) return Results.Json(new { ok = false, problem });
        await desks.Store.Write(new Projection.CapSet(run, decimal.ToInt64(wish.Dollars * 100)));
        live.Find(run)?.Loop?.Attend();
        return Results.Json(new { ok = true });
    }

    private async Task<IResult> Queue(HttpContext http, RunId run)
    {
        var query = http.Request.Query;
        ReviewState? state = null;
        var isToDo = query["state"] == ToDo;
        if (!isToDo && query["state"].ToString() is { Length: > 0 } named)
        {
            if (!Enum.TryParse<ReviewState>(named, ignoreCase: true, out var parsed)) return Results.StatusCode(StatusCodes.Status400BadRequest);
            state = parsed;
        }

        if (Number("skip", 0) is not { } skip || Number("take", UsualTake) is not (> 0 and <= ReviewPiece.Largest and var take)) return Results.StatusCode(StatusCodes.Status400BadRequest);
        var filter = new ReviewFilter(state, Text("proposal"), Text("worker"), Text("text"), Text("writing"), isToDo);
        var tools = await desks.Tools(run);
        var books = RunBooks.Read(desks.Store, run);
        return Results.Json(ReviewFrames.Of(ReviewDesk.QueueOf(desks.Store, books, tools.Proposals, filter, new ReviewPiece(skip, take)), books, tools.Trouble), StateFrame.Json);

        int? Number(string name, int orElse) => query[name].ToString() is not { Length: > 0 } text ? orElse
            : int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
        string? Text(string name) => query[name].ToString() is { Length: > 0 } text ? text : null;
    }

    private async Task<IResult> Part(RunId run, string assignment, string worker)
    {
        var row = desks.Store.Attendances(run).FirstOrDefault(one => one.Assignment == assignment && one.Worker.Value == worker);
        // Some hand in and were never here: there is nothing to show but what the marketplace has.
        if (row?.Conversation is not { } conversation || PartTranscript.Of(desks.Store, conversation, row.Worker) is not { } part) return Results.NoContent();
        var tools = await desks.Tools(run);
        return Results.Json(ReviewFrames.Of(part, tools.AnswerPage is null ? null : AnswerPages.AddressOf(run, assignment, worker)), StateFrame.Json);
    }

    private async Task<IResult> Decide(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        return await Body<DecideRequest>(http) is { } request
            ? Results.Json(await desks.Decide(request, CancellationToken.None), DecideRequest.Json)
            : Results.StatusCode(StatusCodes.Status400BadRequest);
    }

    private async Task<IResult> Note(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (await Body<QualificationNews>(http) is not { IsSound: true } news) return Results.StatusCode(StatusCodes.Status400BadRequest);
        try
        {
            return Results.Json(new QualificationsNoted(await news.Note(desks.Store, time), null), DecideRequest.Json);
        }
        catch (StoreException trouble)
        {
            return Results.Json(new QualificationsNoted(0, trouble.Message), DecideRequest.Json);
        }
    }

    private static async Task<T?> Body<T>(HttpContext http)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(http.Request.Body, DecideRequest.Json, http.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record CapRequest(decimal Dollars);
}
