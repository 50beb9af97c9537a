using System.Text.Json;
using Crowdwork.Engine.Review;
using Crowdwork.Engine.Runs;
using Crowdwork.Web.Operator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Crowdwork.Web.Runs;

/// <summary>What other commands ask of the process that serves a run: they cannot write to its store, and need not.</summary>
internal sealed class RunApi(OperatorGate gate, Func<string, RunLoop?> loopOf, Func<string, ReviewDesk?> deskOf, RunRooms rooms)
{
    public void Map(WebApplication app)
    {
        app.MapPost("/api/runs/{run}/stop", (HttpContext http, string run) => For(http, run, async room =>
        {
            await room.StopKindly();
            return Results.Json(new { stopped = true, here = room.Here });
        }));
        app.MapPost(OperatorFile.DecidePath, (Delegate)Decide);
        app.MapPost("/api/runs/{run}/go-on", (HttpContext http, string run) => For(http, run, room =>
        {
            if (!room.PilotIsOver) return Task.FromResult(Results.Json(new { wentOn = false }));
            room.LaunchTheRest();
            return Task.FromResult(Results.Json(new { wentOn = true }));
        }));
        app.MapGet("/api/runs/{run}", (HttpContext http, string run) => For(http, run, room => Task.FromResult(Results.Json(new
        {
            run, phase = loopOf(run)?.Progress.Phase.ToString(), trouble = loopOf(run)?.Progress.Trouble, here = room.Here, units = room.Units,
            faults = room.Faults.Select(fault => new { at = fault.At, kind = fault.Kind, message = fault.Message, file = fault.File, line = fault.Line, worker = fault.Worker, conversation = fault.Conversation }),
        }))));
    }

    private async Task<IResult> Decide(HttpContext http)
    {
        if (!Admits(http)) return Results.StatusCode(StatusCodes.Status403Forbidden);
        try
        {
            if (await http.Request.ReadFromJsonAsync<DecideRequest>(DecideRequest.Json, http.RequestAborted) is not { } request) return Results.BadRequest();
            return deskOf(request.Run) is { } desk ? Results.Json(await desk.Decide(request, http.RequestAborted), DecideRequest.Json) : Results.NotFound();
        }
        catch (JsonException)
        {
            return Results.BadRequest();
        }
    }

    private bool Admits(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        return OperatorGate.Admits(http) && gate.Knows(http.Request.Headers[OperatorGate.Header]);
    }

    private async Task<IResult> For(HttpContext http, string run, Func<CrowdRun, Task<IResult>> answer)
    {
        if (!Admits(http)) return Results.StatusCode(StatusCodes.Status403Forbidden);
        return rooms.Named(run) is { } room ? await answer(room.Run) : Results.NotFound();
    }
}
