using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Rooms;
using Crowdwork.Engine.Runs.Payments;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Runs;

// Workers: how they come in, and in which state they go.
public sealed partial class CrowdRun
{
    private const int MostLooks = 20;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Somebody's browser opens the address of a HIT and says whose it is. All of that is a claim: no marketplace tells whether it is true before the work is handed in.
    /// What can be known is checked here (the HIT is one of ours, nobody else is at work on it), and what cannot, before anything is paid.
    /// </summary>
    /// <returns>Null when they may open their page; why not otherwise.</returns>
    public async Task<EntryRefusal?> Enter(Attendance who, string hit)
    {
        if (!await IsOurs(hit)) return UnknownHit;
        lock (Gate)
        {
            foreach (var other in _attendances.Values.Where(other => other.Hit == hit && other.State == AttendanceState.Here && (other.Worker != who.Worker || other.Assignment != who.Assignment)).ToArray())
            {
                // One HIT is one assignment, so one of the two has given it back or never had it. Whoever is at work is believed.
                var earlier = new Attendance(other.Worker, other.Assignment);
                if (Participants.GetValueOrDefault(earlier) is { IsOnline: true }) return TakenByAnother;
                Forget(earlier, "returned");
            }

            var known = _attendances.GetValueOrDefault(who);
            if (known is null || known.State == AttendanceState.Gone) Reopen(who, hit);
        }

        WantsAttention?.Invoke();
        return null;
    }

    /// <summary>
    /// Whether a HIT is one of this run. A worker may be faster than the marketplace's answer that the HIT is posted: as long as some are about to be, it is waited for.
    /// </summary>
    private async Task<bool> IsOurs(string hit)
    {
        for (var tries = 0; ; tries++)
        {
            if (Store.Hit(hit) is { } row) return row.Run == Id;
            if (tries == MostLooks || Store.Hits(Id).All(one => one.State != HitState.Intended)) return false;
            await Task.Delay(BetweenLooks, _time);
        }
    }

    /// <summary>What a worker whose part is over is to do with their assignment, once it is written down; null while their part goes on.</summary>
    public HandIn? HandInOf(Attendance who)
    {
        // From the store and not from memory: nobody is told to hand in before it is on disk that they may.
        if (Store.Attendances(who.Worker).LastOrDefault(row => row.Run == Id && row.Assignment == who.Assignment) is not { } row) return null;
        if (row.State == AttendanceState.Here) return null;
        WantsAttention?.Invoke();
        var owed = row.Due == DueKind.Review || (row.Due == DueKind.Owed && row.DueCents >= Cents(Terms.Reward));
        if (row.State == AttendanceState.Over && owed) return new HandIn(true, "Hand your work in to be paid.", WarningOf(who.Worker));
        if (row.State == AttendanceState.Over && row.Due == DueKind.Owed)
            return new HandIn(false, "Please return this assignment; do not hand it in. You will be paid by another one, which only you can see.", WarningOf(who.Worker));
        return new HandIn(false, "Please return this assignment, so that somebody else can have it.", WarningOf(who.Worker));
    }

    /// <summary>Whether a worker has failed the test and may try it again with the same assignment.</summary>
    public bool MayTryAgain(Attendance who)
    {
        lock (Gate) return Participants.GetValueOrDefault(who) is { } participant && MayTryAgain(participant);
    }

    /// <summary>The marketplace says that an assignment is nobody's any more, or somebody else's.</summary>
    /// <param name="how"><c>returned</c> or <c>abandoned</c>.</param>
    public void NoteGone(Attendance who, string how)
    {
        lock (Gate) Forget(who, how);
        NoteChange();
    }

    /// <summary>Looks for what time has done: assignments that have run out, and people who have waited long enough.</summary>
    public void LookAtTheClock()
    {
        lock (Gate)
        {
            var now = Now;
            foreach (var row in _attendances.Values.Where(row => row.State == AttendanceState.Here).ToArray())
            {
                var who = new Attendance(row.Worker, row.Assignment);
                var came = DateTimeOffset.FromUnixTimeMilliseconds(row.CameAtUnixMs);
                if (came + Terms.Config.AssignmentDuration <= now) Forget(who, "abandoned");
                else if (Participants.GetValueOrDefault(who) is { IsWaiting: true } waiting && Meetings.Count == 0 && waiting.WaitingSince + Terms.Config.Waiting.Within <= now)
                    SendAway(waiting, EntryRefusal.Of(PartState.NobodyCame, Rules));
            }

            SendAwayIfFull();
            LiftTimeMarks();
        }

        NoteChange();
    }

    // A test may be tried again as often as config.json says; everything else begins with accepting another HIT.
    private protected override bool MayBeginAnew(Participant participant) => participant.IsOperator || MayTryAgain(participant);

    private protected override void Arrived(Participant participant)
    {
        // Turned away for a reason that may have passed: they are looked at again.
        if (_attendances.GetValueOrDefault(participant.Attendance) is { State: AttendanceState.Here or AttendanceState.Refused }) participant.Farewell = null;
        if (_attendances.GetValueOrDefault(participant.Attendance) is { State: AttendanceState.Refused } row) Keep(row with { State = AttendanceState.Here });
    }

    private protected override EntryRefusal? RefusalOf(Participant participant)
    {
        if (participant.IsOperator) return null;
        if (_attendances.GetValueOrDefault(participant.Attendance) is not { } row) return UnknownHit;
        // Whoever was told what they get does not begin anew with the same assignment.
        if (row.State != AttendanceState.Here) return participant.Farewell ?? EntryRefusal.Of(PartState.Returned, Rules);
        return Admission.Of(NewcomerOf(participant), Terms.Config);
    }

    private protected override void Seated(Participant participant, Conversation conversation)
    {
        if (_attendances.GetValueOrDefault(participant.Attendance) is { } row) Keep(row with { Conversation = conversation.Id });
        if (!conversation.IsOnboarding && !participant.IsOperator) Mark(participant.Id);
    }

    private protected override void PartIsOver(Participant participant, Conversation conversation, string state, int sent)
    {
        if (_attendances.GetValueOrDefault(participant.Attendance) is not { State: AttendanceState.Here } row) return;
        var part = PartStates.Parse(state);
        if (part == PartState.Passed || (part == PartState.Failed && MayBeTested(participant.Id))) return;
        var settled = Settlement.Of(part, sent, Terms.Config);
        Keep(row with { State = AttendanceState.Over, Detail = state, Due = settled.Due, DueCents = Cents(settled.Amount) });
        if (part is PartState.TimedOut or PartState.Disconnected or PartState.Returned && !conversation.IsOnboarding && HadOthers(conversation)) CountLeaver(participant.Id);
        MarkTime(participant.Id);
        WantsAttention?.Invoke();
    }

    private protected override void SentAway(Participant participant, EntryRefusal refusal)
    {
        participant.Farewell = refusal;
        if (_attendances.GetValueOrDefault(participant.Attendance) is not { State: AttendanceState.Here } row) return;
        var waited = refusal.Name is "nobodyCame" or "full" or "stopped" && row.CameAtUnixMs < NowMs;
        var owed = waited && Terms.Config.Waiting.Pay > 0;
        Keep(row with
        {
            State = waited || refusal.Name == PartStates.NameOf(PartState.Returned) ? AttendanceState.Over : AttendanceState.Refused, Detail = refusal.Name,
            Due = owed ? DueKind.Owed : DueKind.Nothing, DueCents = owed ? Cents(new Money(Terms.Config.Waiting.Pay)) : 0,
        });
        WantsAttention?.Invoke();
    }

    private Newcomer NewcomerOf(Participant participant)
    {
        var worker = participant.Id;
        var elsewhere = Store.Attendances(worker).Where(row => row.Run != Id).ToArray();
        var here = _attendances.Values.Where(row => row.Worker == worker && row.Assignment != participant.Attendance.Assignment).ToArray();
        var own = _attendances[participant.Attendance];
        var now = Now;
        return new Newcomer
        {
            IsBlocked = Store.Qualification(worker, TurnProjections.BlockOf(Definition.Name)) is not null
                || Store.Qualification(worker, WorkerActs.Blocked) is not null
                || (Terms.Config.BlockQualification is { } block && Store.Qualification(worker, block) is not null),
            InThisRun = here.Append(own).Count(HadAConversation),
            HasMarkOfUnique = Terms.Config.Limits.Unique && here.Append(own).All(row => !HadAConversation(row)) && !WasAboutTo(own) && Store.Qualification(worker, TookPartIn(Definition.Name, Terms.Config.Limits)) is not null,
            HasMarkOfTime = Terms.Config.Limits.TimeQualification is { } day && Store.Qualification(worker, day)?.Value >= DayNumber(now),
            InAllRuns = here.Append(own).Count(HadAConversation) + elsewhere.Count(row => Store.Run(row.Run)?.Task == Definition.Name && HadAConversation(row)),
            HereAlready = here.Count(row => row.State == AttendanceState.Here && IsStillHere(new Attendance(row.Worker, row.Assignment))),
            Today = Today(worker, [.. elsewhere.Where(row => Store.Run(row.Run)?.Task == Definition.Name), .. here], now),
            Left = LeftWithin(worker, Terms.Config.Disconnects.Per),
            Qualifications = Store.Qualifications(worker).ToDictionary(row => row.Name, row => row.Value),
            Connected = Participants.Values.Count(other => other.IsOnline && !other.IsOperator && other != participant && other.Ending is null && other.Farewell is null),
            IsWanted = IsWanted,
            IsStopped = _isStopped,
            HasFailed = HasOnboarding && !MayBeTested(worker),
        };
    }

    // In a conversation even while their line is lost: they are expected back. In the waiting room nobody is who is not there.
    private bool IsStillHere(Attendance who)
        => Participants.GetValueOrDefault(who) is { } other && (other.IsOnline || other is { Conversation: not null, Ending: null }) && other.Farewell is null && other.Ending is null;

    private bool HadAConversation(AttendanceRow row) => row.Conversation is { } id && IsTalk(id) && HasSeat(row, id);

    // Killed between the note that they were about to be seated and the seat itself, or not seated after all: they are still to have their conversation, and the mark is of that.
    private bool WasAboutTo(AttendanceRow row) => row.Conversation is { } id && IsTalk(id) && !HasSeat(row, id);

    private bool HasSeat(AttendanceRow row, ConversationId id)
        => Participants.GetValueOrDefault(new Attendance(row.Worker, row.Assignment))?.Conversation?.Id == id || Store.Seats(id).Any(seat => seat.Worker == row.Worker);

    private bool IsTalk(ConversationId id) => Conversations.GetValueOrDefault(id) is { } open ? !open.IsOnboarding : Store.Conversation(id)?.Kind == ConversationKind.Talk;

    private static TimeSpan Today(WorkerId worker, IEnumerable<AttendanceRow> rows, DateTimeOffset now)
    {
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var worked = TimeSpan.Zero;
        foreach (var row in rows.Where(row => row.Worker == worker && row.State is AttendanceState.Here or AttendanceState.Over))
        {
            var from = DateTimeOffset.FromUnixTimeMilliseconds(row.CameAtUnixMs);
            var to = row.LeftAtUnixMs is { } left ? DateTimeOffset.FromUnixTimeMilliseconds(left) : now;
            if (to > midnight) worked += to - (from > midnight ? from : midnight);
        }

        return worked;
    }

    private void Reopen(Attendance who, string hit)
    {
        Keep(new AttendanceRow(Id, who.Assignment, who.Worker, hit, AttendanceState.Here, null, _attendances.GetValueOrDefault(who)?.Conversation, null, null, NowMs, null));
        if (Participants.GetValueOrDefault(who) is not { } participant) return;
        participant.Farewell = null;
        if (participant is { Conversation: not null, Ending: not null }) BackToTheWaitingRoom(participant);
    }

    private void Forget(Attendance who, string how)
    {
        if (_attendances.GetValueOrDefault(who) is not { } row || row.State == AttendanceState.Gone) return;
        var participant = Participants.GetValueOrDefault(who);
        var wasTalking = participant is { Conversation: { IsOnboarding: false }, Ending: null };
        if (participant is { Conversation: { } conversation, Ending: null }) conversation.Post(new Mail.GiveBack(who.Worker, null));
        // What they are owed stays owed, and how their part ended stays known: they may have been told to return it.
        Keep(row.State == AttendanceState.Here ? row with { State = AttendanceState.Gone, Detail = how, Due = DueKind.Nothing, DueCents = 0 } : row with { State = AttendanceState.Gone });
        if (participant is { IsWaiting: true }) SendAway(participant, EntryRefusal.Of(PartState.Returned, Rules));
        if (wasTalking && HadOthers(participant!.Conversation!)) CountLeaver(who.Worker);
        WantsAttention?.Invoke();
    }

    private void Keep(AttendanceRow row)
    {
        var at = NowMs;
        _attendances[new Attendance(row.Worker, row.Assignment)] = row.State == AttendanceState.Here
            ? row with { Detail = null, Due = null, DueCents = null, LeftAtUnixMs = null }
            : row with { LeftAtUnixMs = row.LeftAtUnixMs ?? at };
        Write(new Projection.AttendanceSet(Id, row.Assignment, row.Worker, row.Hit, row.State, row.Detail, row.Conversation, row.Due, row.DueCents, at));
    }

    private static long Cents(Money money) => (long)(money.Dollars * 100);

    private static EntryRefusal UnknownHit { get; } = new("unknownHit", "This is not an assignment of this task. Please open it again from where you accepted it.", "came with a HIT that is not of this run");

    private static EntryRefusal TakenByAnother { get; } = new(
        "taken", "Somebody else is working on this assignment. If you have accepted it, please return it and accept another one.", "came for a HIT that somebody else was working on");
}

/// <summary>What a worker is to do with their assignment.</summary>
/// <param name="Submits">Whether they are to hand it in; otherwise they are to return it.</param>
/// <param name="Text">The same in words.</param>
/// <param name="Warning">What they should know before they accept another one; null for nothing.</param>
public sealed record HandIn(bool Submits, string Text, string? Warning);
