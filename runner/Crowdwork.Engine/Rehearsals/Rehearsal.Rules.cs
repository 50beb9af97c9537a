using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Rooms;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Rehearsals;

// Who may take part: the same rules as on a crowd, so that an author sees them at work. What a worker did counts until the rehearsal is restarted; qualifications stay,
// as they do on a marketplace.
public sealed partial class Rehearsal
{
    private readonly Dictionary<WorkerId, int> _talks = [];
    private readonly Dictionary<WorkerId, List<DateTimeOffset>> _left = [];

    private protected override EntryRefusal? RefusalOf(Participant participant)
        => participant.IsOperator || Definition.Config is not { } config ? base.RefusalOf(participant) : Admission.Of(NewcomerOf(participant), config);

    private protected override void Seated(Participant participant, Conversation conversation)
    {
        if (!conversation.IsOnboarding) _talks[participant.Id] = _talks.GetValueOrDefault(participant.Id) + 1;
    }

    private protected override void PartIsOver(Participant participant, Conversation conversation, string state, int sent)
    {
        if (conversation.IsOnboarding || PartStates.Parse(state) is not (PartState.TimedOut or PartState.Disconnected or PartState.Returned)) return;
        // Whoever was alone left nobody behind.
        if (Participants.Values.Count(other => other.Conversation == conversation) < 2) return;
        if (!_left.TryGetValue(participant.Id, out var times)) _left[participant.Id] = times = [];
        times.Add(Now);
    }

    private void RememberRules()
    {
        _talks.Clear();
        _left.Clear();
        var talks = Store.Conversations(Run).Where(row => row.Kind == ConversationKind.Talk).Select(row => row.Id).ToHashSet();
        foreach (var seat in Store.Seats(Run).Where(seat => talks.Contains(seat.Conversation)))
        {
            _talks[seat.Worker] = _talks.GetValueOrDefault(seat.Worker) + 1;
            if (seat is not { State: "timedOut" or "disconnected" or "returned", LeftAtUnixMs: { } at }) continue;
            if (!_left.TryGetValue(seat.Worker, out var times)) _left[seat.Worker] = times = [];
            times.Add(DateTimeOffset.FromUnixTimeMilliseconds(at));
        }
    }

    private Newcomer NewcomerOf(Participant participant)
    {
        var (worker, config) = (participant.Id, Definition.Config!);
        var since = Now - config.Disconnects.Per;
        return new Newcomer
        {
            IsBlocked = base.RefusalOf(participant) is not null || (config.BlockQualification is { } block && Store.Qualification(worker, block) is not null),
            InThisRun = _talks.GetValueOrDefault(worker),
            InAllRuns = _talks.GetValueOrDefault(worker),
            Today = config.Limits.TimePerDay is null ? TimeSpan.Zero : Today(worker),
            Left = _left.GetValueOrDefault(worker)?.Count(at => at >= since) ?? 0,
            Qualifications = config.Qualifications.Count == 0 ? new Dictionary<string, int>() : Store.Qualifications(worker).ToDictionary(row => row.Name, row => row.Value),
            Connected = config.Limits.Connections is null ? 0 : Participants.Values.Count(other => other.IsOnline && !other.IsOperator && other != participant && other.Ending is null),
            HasFailed = HasOnboarding && !MayBeTested(worker),
        };
    }

    private TimeSpan Today(WorkerId worker)
    {
        var now = Now;
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).ToUnixTimeMilliseconds();
        var worked = Store.Seats(Run).Where(seat => seat.Worker == worker)
            .Sum(seat => Math.Max(0, (seat.LeftAtUnixMs ?? now.ToUnixTimeMilliseconds()) - Math.Max(midnight, seat.TakenAtUnixMs)));
        return TimeSpan.FromMilliseconds(worked);
    }
}
