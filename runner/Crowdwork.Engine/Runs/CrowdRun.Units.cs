using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Rooms;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Runs;

// The work itself: which units are had, and what follows for those who wait.
public sealed partial class CrowdRun
{
    private static readonly TimeSpan TakesToArrive = TimeSpan.FromMinutes(1);

    /// <summary>How far the units are.</summary>
    public UnitCounts Units
    {
        get
        {
            lock (Gate) return new UnitCounts(_units.Wanted, _units.Open, _units.Leased, _units.Done, _units.Spent, _units.Wave);
        }
    }

    /// <summary>Whether all that the run is for has been had, and nothing of it can come back.</summary>
    public bool IsComplete
    {
        get
        {
            lock (Gate) return _units.Wave == _units.Wanted && _units.IsComplete;
        }
    }

    /// <summary>Whether a pilot is over and waits for the requester to look.</summary>
    public bool PilotIsOver
    {
        get
        {
            lock (Gate) return _units.Wave < _units.Wanted && _units.IsComplete;
        }
    }

    /// <summary>Whether the requester has ended it.</summary>
    public bool IsStopped
    {
        get
        {
            lock (Gate) return _isStopped;
        }
    }

    /// <summary>How many workers are in conversations, tests or the waiting room.</summary>
    public int Here
    {
        get
        {
            lock (Gate) return Participants.Values.Count(participant => !participant.IsOperator && IsPresent(participant));
        }
    }

    /// <summary>Goes on after the pilot, with all that is wanted.</summary>
    public void LaunchTheRest()
    {
        lock (Gate)
        {
            _units.Wave = _units.Wanted;
            Pair();
        }

        WantsAttention?.Invoke();
        NoteChange();
    }

    /// <summary>Begins nothing new. Those at work go on to their end; those who wait are sent away.</summary>
    public async Task StopKindly()
    {
        await Store.Write(new Projection.LaunchStopped(Id, NowMs));
        lock (Gate)
        {
            _isStopped = true;
            SendAwayIfFull();
        }

        WantsAttention?.Invoke();
        NoteChange();
    }

    /// <summary>What there is and what is missing, as of this moment.</summary>
    /// <param name="posted">HITs that are on the crowd and neither paid nor closed, by the crowd's id.</param>
    /// <param name="handedIn">Assignments of which the crowd has an answer.</param>
    /// <param name="placesLeftUnderCap">How many more the cap allows.</param>
    public Situation SituationNow(IReadOnlyCollection<string> posted, IReadOnlySet<string> handedIn, int placesLeftUnderCap)
    {
        lock (Gate)
        {
            var taken = _attendances.Values.Where(row => row.State is AttendanceState.Here or AttendanceState.Over || handedIn.Contains(row.Assignment)).Select(row => row.Hit).ToHashSet();
            var places = _isStopped ? 0 : Meetings.Values.Where(meeting => meeting.Conversation.HasMet).Sum(PeopleIn);
            // A conversation that has begun and met nobody needs as many as any other; one whose workers are on their way to it needs nobody.
            var reached = Participants.Values.Select(participant => participant.Conversation).ToHashSet();
            var unmet = _isStopped ? 0 : Conversations.Values.Count(conversation => conversation is { IsOnboarding: false, HasMet: false, Ending: null } && !reached.Contains(conversation));
            return new Situation(
                (_isStopped ? 0 : _units.Open) + unmet, Terms.WorkersPerConversation, places,
                Participants.Values.Count(participant => !participant.IsOperator && participant is { IsWaiting: true } or { Conversation.IsOnboarding: true, Ending: null }) + Arriving(),
                Participants.Values.Count(participant => participant is { IsOperator: false, Conversation.IsOnboarding: false, Ending: null }),
                posted.Count(hit => !taken.Contains(hit)), placesLeftUnderCap);
        }
    }

    // Their page is loading, or trying to come back to a process that was just started. Without them a second HIT would be posted for the place that they are about to take.
    private int Arriving()
    {
        var now = Now;
        var hasJustOpened = now - _openedAt < TakesToArrive;
        var since = (now - TakesToArrive).ToUnixTimeMilliseconds();
        return _attendances.Values.Count(row => row.State == AttendanceState.Here && (hasJustOpened || row.CameAtUnixMs > since)
            && Participants.GetValueOrDefault(new Attendance(row.Worker, row.Assignment)) is null or { HasComeBefore: false });
    }

    private bool IsWanted => !_isStopped
        && (_units.Open > 0 || Meetings.Count > 0 || Starting is not null || (Terms.Config.CountComplete && _units.Leased > 0));

    private protected override int? NextUnit()
    {
        if (_isStopped || _units.Take() is not { } unit) return null;
        Write(new Projection.UnitSet(Id, unit, UnitState.Leased, NowMs));
        return unit;
    }

    private protected override void ConversationIsOver(Conversation conversation, string ending)
    {
        if (conversation.IsOnboarding) return;
        var state = _units.Settle(conversation.Unit, IsPaidFor(conversation.Id), ending == PartStates.NameOf(PartState.Finished));
        Write(new Projection.UnitSet(Id, conversation.Unit, state, NowMs));
        SendAwayIfFull();
        WantsAttention?.Invoke();
    }

    private void SendAwayIfFull()
    {
        if (IsLoading || IsWanted) return;
        var refusal = _isStopped ? Admission.Stopped with { Pay = Admission.Full(Terms.Config).Pay } : Admission.Full(Terms.Config);
        foreach (var participant in Participants.Values.Where(participant => participant is { IsWaiting: true, IsOperator: false }).ToArray()) SendAway(participant, refusal);
    }

    private int PeopleIn(Meeting meeting) => meeting.Places.Count(place => !place.IsForModel && Definition.Config?.Roles.GetValueOrDefault(place.Role)?.Operator != true);

    private bool IsPaidFor(ConversationId conversation)
        => _attendances.Values.Any(row => row.Conversation == conversation && row is { Due: DueKind.Owed, DueCents: > 0 });

    private static bool IsPresent(Participant participant) => participant is { IsWaiting: true } or { Conversation: not null, Ending: null };
}

/// <summary>How far the units of a run are.</summary>
/// <param name="Wanted">How many there are.</param>
/// <param name="Open">Nobody works on them yet; of this wave.</param>
/// <param name="Leased">Somebody does.</param>
/// <param name="Done">They came to their end.</param>
/// <param name="Spent">They broke off, and count.</param>
/// <param name="Wave">How many may be worked on so far.</param>
public sealed record UnitCounts(int Wanted, int Open, int Leased, int Done, int Spent, int Wave);
