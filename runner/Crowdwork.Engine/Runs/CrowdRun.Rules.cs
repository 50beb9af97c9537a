using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Rooms;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Runs;

// What outlives a conversation: marks on workers, for this run's marketplace and for all that come after.
public sealed partial class CrowdRun
{
    /// <summary>The qualification of those who have taken part in a task.</summary>
    public static string TookPartIn(string task, LimitsConfig limits) => limits.UniqueQualification ?? $"took part in {task}";

    private int _marksLiftedOn;

    /// <summary>Everybody with a seat in a conversation has seen the task, however it ends for them.</summary>
    private void Mark(WorkerId worker)
    {
        if (!Terms.Config.Limits.Unique) return;
        Grant(worker, TookPartIn(Definition.Name, Terms.Config.Limits), 1, "policy");
    }

    private protected override void Qualified(WorkerId worker, string name, int? value)
    {
        // The store has it with the turn. What remains is to tell the marketplace.
        if (name == TurnProjections.BlockOf(Definition.Name)) Decide(worker, DecisionAct.SoftBlock, "script", "Blocked by the script.", null, null);
        else if (value is { } level) Decide(worker, DecisionAct.Grant, "script", null, name, level);
        else Decide(worker, DecisionAct.Revoke, "script", null, name, null);
    }

    private bool HadOthers(Conversation conversation) => Store.Seats(conversation.Id).Count(seat => !seat.Worker.Value.StartsWith("model:", StringComparison.Ordinal)) > 1;

    private int LeftWithin(WorkerId worker, TimeSpan time)
    {
        var since = (Now - time).ToUnixTimeMilliseconds();
        return Store.Attendances(worker).Where(row => row.Run != Id).Concat(_attendances.Values.Where(row => row.Worker == worker))
            .Count(row => row.Detail is "timedOut" or "disconnected" or "returned" or "abandoned" && row.Conversation is not null && row.LeftAtUnixMs >= since);
    }

    private void CountLeaver(WorkerId worker)
    {
        var rules = Terms.Config.Disconnects;
        if (rules.Max is not { } most || LeftWithin(worker, rules.Per) <= most) return;
        if (rules.Block) Decide(worker, DecisionAct.Block, "policy", $"You left more than {most} conversations before their end.", null, null);
        if (rules.Qualification is { } qualification) Grant(worker, qualification, 1, "policy");
    }

    /// <summary>Said before it is too late, and not only when it is.</summary>
    private string? WarningOf(WorkerId worker)
    {
        if (Terms.Config.Disconnects.Max is not { } most) return null;
        int left;
        lock (Gate) left = LeftWithin(worker, Terms.Config.Disconnects.Per);
        if (left == 0) return null;
        var times = left == 1 ? "one conversation" : $"{left} conversations";
        return left > most
            ? $"You have left {times} before their end, so you cannot take part for now."
            : left == most
                ? $"You have left {times} before their end. If it happens once more you cannot take part for now."
                : $"You have left {times} before their end. After {most} you cannot take part for now.";
    }

    /// <summary>Whoever has worked as long today as one may is marked until tomorrow, so that the marketplace and other runs know it too.</summary>
    private void MarkTime(WorkerId worker)
    {
        if (Terms.Config.Limits is not { TimePerDay: { } most, TimeQualification: { } name }) return;
        var rows = Store.Attendances(worker).Where(row => row.Run != Id && Store.Run(row.Run)?.Task == Definition.Name).Concat(_attendances.Values.Where(row => row.Worker == worker));
        if (Today(worker, rows, Now) >= most) Grant(worker, name, DayNumber(Now), "policy");
    }

    private void LiftTimeMarks()
    {
        if (Terms.Config.Limits.TimeQualification is not { } name || DayNumber(Now) == _marksLiftedOn) return;
        _marksLiftedOn = DayNumber(Now);
        foreach (var row in Store.Qualified(name).Where(row => row.Value < _marksLiftedOn))
        {
            Write(new Projection.QualificationRemoved(row.Worker, name));
            Decide(row.Worker, DecisionAct.Revoke, "policy", null, name, null);
        }
    }

    private static int DayNumber(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime).DayNumber;

    private void Grant(WorkerId worker, string name, int value, string by)
    {
        if (Store.Qualification(worker, name)?.Value == value) return;
        Write(
            new Projection.QualificationSet(worker, name, value, NowMs),
            new Projection.Decided(Id, null, worker, DecisionAct.Grant, by, null, name, value, NowMs));
    }

    private void Decide(WorkerId worker, string act, string by, string? words, string? name, long? value)
        => Write(new Projection.Decided(Id, null, worker, act, by, words, name, value, NowMs));
}
