using System.Text.Encodings.Web;
using System.Text.Json;
using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Rehearsals;
using Crowdwork.Engine.Rooms;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Web.Server;

namespace Crowdwork.Web.Operator;

/// <summary>A rehearsal as the harness page gets it.</summary>
internal static class StateFrame
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Default };

    public static byte[] Of(RehearsalRoom room, RehearsalView view)
    {
        var participants = view.Workers.ToDictionary(worker => worker.Id);
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            t = "state",
            task = new { name = view.Task.Name, title = view.Task.Title, @static = view.Task.IsStatic },
            build = BuildOf(view, room.Bots.Problems),
            faults = view.Faults.Select(FaultOf),
            clock = new
            {
                now = Ms(view.Now), running = view.Running, paused = view.Paused, ahead = (long)view.Ahead.TotalMilliseconds,
                next = view.NextDue is { } next ? Ms(next) : (long?)null,
            },
            workers = room.Workers(view).Select(worker => WorkerOf(room, worker, participants.GetValueOrDefault(worker.Value))),
            bots = room.Bots.Names,
            conversations = view.Conversations.Select(ConversationOf),
            changes = view.Changes is { } changes
                ? new { at = Ms(changes.At), kept = changes.Kept, setAside = changes.SetAside, notes = changes.Notes }
                : null,
            saved = view.Saved,
        }, Json);
    }

    private static object BuildOf(RehearsalView view, IReadOnlyList<Problem> ofBots) => new
    {
        state = view.Build.State,
        tookMs = Math.Round(view.Build.Took.TotalMilliseconds, 1),
        cached = view.Build.FromCache,
        generation = view.Build.Generation,
        at = Ms(view.Build.At),
        problems = view.Build.Problems.Concat(ofBots).Select(problem => new
        {
            file = problem.File,
            line = problem.Line,
            column = problem.Column,
            message = problem.Message,
            remedy = problem.Remedy,
            severity = problem.Severity == Severity.Error ? "error" : "warning",
            excerpt = Excerpt(view.Task, problem.File, problem.Line),
        }),
    };

    private static object FaultOf(Fault fault) => new
    {
        id = fault.Id, at = Ms(fault.At), kind = fault.Kind, message = fault.Message, file = fault.File, line = fault.Line, column = fault.Column,
        frames = fault.Frames, conversation = fault.Conversation, worker = fault.Worker,
    };

    private static object WorkerOf(RehearsalRoom room, WorkerId id, ParticipantView? worker) => new
    {
        id = id.Value,
        url = $"/worker?t={room.TokenOf(id)}",
        @operator = id.Value == Rehearsal.OperatorId,
        role = worker?.Role,
        conversation = worker?.Conversation,
        connection = worker?.Connection ?? "never",
        state = worker?.State ?? "new",
        ending = worker?.Ending,
        due = worker?.Due,
        bot = room.Bots.Of(id),
    };

    private static object ConversationOf(ConversationView conversation) => new
    {
        id = conversation.Id.Value,
        unit = conversation.Unit,
        onboarding = conversation.IsOnboarding,
        state = conversation.Ending is not null ? "ended" : conversation.IsWaiting ? "waiting" : "talking",
        ending = conversation.Ending,
        turns = conversation.Turns,
        edition = conversation.Edition,
        startedAt = Ms(conversation.StartedAt),
        roles = conversation.Seats.Select(seat => new { role = seat.Role, worker = seat.Worker.Value, model = seat.IsModel }),
    };

    private static long Ms(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    /// <summary>The line that a problem is about, from the file as it is now.</summary>
    private static string? Excerpt(TaskFolder task, string file, int line)
    {
        if (line == 0 || !file.StartsWith(task.ShownAs + "/", StringComparison.Ordinal)) return null;
        if (task.Resolve(file[(task.ShownAs.Length + 1)..]) is not { } path || !File.Exists(path)) return null;
        return File.ReadLines(path).Skip(line - 1).FirstOrDefault();
    }
}
