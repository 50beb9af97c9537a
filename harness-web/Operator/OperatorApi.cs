using System.Text.Json;
using System.Text.Json.Nodes;
using Crowdwork.Engine.Store;
using Crowdwork.Scripting;
using Crowdwork.Web.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Crowdwork.Web.Operator;

/// <summary>What the harness page asks for in detail: journal, saved data, the review rule's proposals.</summary>
internal sealed class OperatorApi(RehearsalRooms rooms, OperatorGate gate)
{
    public void Map(WebApplication app)
    {
        app.MapGet("/harness/api/{task}/journal/{conversation:long}", (HttpContext http, string task, long conversation)
            => Answer(http, task, room => room.Rehearsal.Journal(conversation).Select(JournalRow)));
        app.MapGet("/harness/api/{task}/saved", (HttpContext http, string task)
            => Answer(http, task, room => room.Rehearsal.Saved().Select(row => SavedItem(room, row))));
        app.MapGet("/harness/api/{task}/review", (HttpContext http, string task)
            => Answer(http, task, room => room.Rehearsal.Review().Select(proposal => new
            {
                conversation = proposal.Conversation,
                worker = proposal.Worker,
                role = proposal.Role,
                state = proposal.State,
                verdict = proposal.Decision.Verdict switch
                {
                    Verdict.Approve => "approve",
                    Verdict.Reject => "reject",
                    _ => "askAHuman",
                },
                because = proposal.Decision.Because,
                bonus = proposal.Decision.Bonus,
            })));
    }

    private async Task<IResult> Answer<T>(HttpContext http, string task, Func<RehearsalRoom, IEnumerable<T>> rows)
    {
        if (!OperatorGate.Admits(http) || !gate.Knows(http.Request.Headers[OperatorGate.Header])) return Results.StatusCode(StatusCodes.Status403Forbidden);
        http.Response.Headers.CacheControl = "no-store";
        return await rooms.Find(task) is { } room ? Results.Json(rows(room).ToArray(), StateFrame.Json) : Results.NotFound();
    }

    private static object JournalRow(TurnRow row)
    {
        var body = JsonNode.Parse(row.Body.Span)!;
        return new { n = row.Number, edition = row.Edition, at = row.AtUnixMs, input = body["in"]!.DeepClone(), calls = body["did"]!.DeepClone() };
    }

    private static object SavedItem(RehearsalRoom room, SavedRow row) => new
    {
        conversation = row.Conversation.Value,
        worker = row.Seat == 0 ? null : room.Rehearsal.WorkerAt(row.Conversation, row.Seat),
        type = row.Type,
        data = JsonSerializer.Deserialize<JsonElement>(row.Json.Span),
        number = row.Number,
    };
}
