using System.Text.Json;
using Crowdwork.Engine.Store;
using Crowdwork.Web.Server;
using Crowdwork.Web.Workers;

namespace Crowdwork.Web.Operator;

/// <summary>Does what the operator's page asks for. Answers null when it was done, else why it was not.</summary>
internal sealed class OperatorCommand(LineBreaker breaker)
{
    private const int LongestBreak = 3600;

    public async Task<string?> Do(RehearsalRoom room, JsonElement command)
    {
        var rehearsal = room.Rehearsal;
        switch (Text(command, "what"))
        {
            case "restart":
                await rehearsal.Restart();
                return null;
            case "addWorker":
                room.Add();
                return null;
            case "removeWorker":
                return WithWorker(command, worker => room.Remove(worker));
            case "addBot":
                return await room.Bots.Put(Worker(command), Text(command, "bot"));
            case "removeBot" when Worker(command) is { } played:
                await room.Bots.Take(played);
                return null;
            case "drop":
                var seconds = Math.Clamp(Number(command, "seconds") ?? 5, 1, LongestBreak);
                return WithWorker(command, worker => breaker.Break(rehearsal.Name, worker, TimeSpan.FromSeconds(seconds)));
            case "return":
                return Worker(command) is { } giver && rehearsal.GiveBack(giver) ? null : "This worker is in no conversation.";
            case "timeout":
                return Worker(command) is { } late && rehearsal.TimeOut(late) ? null : "This worker is in no conversation.";
            case "clock":
                return SetClock(room, command);
            case "skipToNext":
                return rehearsal.SkipToNext() ? null : "Nothing is due.";
            case "stopConversation":
                return Number(command, "conversation") is { } id && rehearsal.Stop((long)id) ? null : "There is no such conversation.";
            case var other:
                return $"There is no command '{other}'.";
        }
    }

    private static string? SetClock(RehearsalRoom room, JsonElement command)
    {
        switch (Text(command, "action"))
        {
            case "pause":
                room.Rehearsal.Clock.Pause();
                return null;
            case "run":
                room.Rehearsal.Clock.Run();
                return null;
            case "skip" when Number(command, "seconds") is { } seconds and >= 0 and <= 400 * 86_400:
                room.Rehearsal.Clock.Skip(TimeSpan.FromSeconds(seconds));
                return null;
            default:
                return "The clock can be paused, run, or skip up to 400 days.";
        }
    }

    private static string? WithWorker(JsonElement command, Action<WorkerId> action)
    {
        if (Worker(command) is not { } worker) return "The command names no worker.";
        action(worker);
        return null;
    }

    private static WorkerId? Worker(JsonElement command) => Text(command, "worker") is { Length: > 0 and <= 64 } id ? new WorkerId(id) : null;

    private static string? Text(JsonElement json, string name)
        => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static double? Number(JsonElement json, string name)
        => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
