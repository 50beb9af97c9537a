using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Rehearsals;

// The test before the first conversation, where the script declares one.
public sealed partial class Rehearsal
{
    private string OnboardingName => OnboardingNameOf(_task.Config);

    private string OnboardingNameOf(TaskConfig? config) => config?.Onboarding.Qualification ?? $"onboarded for {Name}";

    // Asked for everybody who waits, whenever somebody comes: the store is asked once for each of them.
    private bool NeedsOnboarding(Participant participant)
    {
        if (!_hasOnboarding || participant.IsOperator || participant.HasPassed) return false;
        participant.HasPassed = _setting.Store.Qualification(participant.Id, OnboardingName) is { Value: 1 };
        return !participant.HasPassed;
    }

    private void StartOnboardings()
    {
        if (!_hasOnboarding || _holdNewConversations) return;
        foreach (var participant in _participants.Values)
        {
            if (!participant.IsWaiting || !NeedsOnboarding(participant)) continue;
            if (participant.FailedOnboardings > (_task.Config?.Onboarding.Retries ?? 0))
            {
                participant.Ticket = null;
                participant.Outlet!.Send(ServerFrames.TurnedAway(
                    PartStates.NameOf(PartState.Failed), PartStates.TextOf(PartState.Failed), Clock.GetUtcNow()));
                continue;
            }

            var conversation = NewConversation();
            participant.Conversation = conversation;
            participant.Ticket = null;
            conversation.Begin(new Began(_run.Value, World!.Hash, 0, RowOf(0), _setting.Seed(), Onboarding: true));
            conversation.Post(new Arrival(0, [new Comer(participant.Id.Value, "worker", participant.Outlet, IsModel: false)]));
        }
    }

    private void NoteOnboarded(Conversation conversation, string ending)
    {
        var participant = _participants.Values.FirstOrDefault(candidate => candidate.Conversation == conversation);
        if (participant is null) return;
        if (ending == PartStates.NameOf(PartState.Failed)) participant.FailedOnboardings++;
        if (ending != PartStates.NameOf(PartState.Passed)) return;

        // The turn itself carries it, except where a saved script let them pass. Only once it is on disk does the worker go on, so that nobody is tested twice.
        var stored = _setting.Store.Write(new Projection.QualificationSet(participant.Id, OnboardingName, 1, Clock.GetUtcNow().ToUnixTimeMilliseconds()));
        _ = GoOn();

        async Task GoOn()
        {
            try
            {
                await stored;
            }
            catch (StoreException e)
            {
                AddFault(new Fault(0, Clock.GetUtcNow(), "store", e.Message, "", 0, 0, [], conversation.Id.Value, participant.Id.Value));
                return;
            }

            lock (_gate)
            {
                if (participant.Conversation != conversation) return;
                BackToTheWaitingRoom(participant);
                Pair();
            }

            Changed?.Invoke();
        }
    }
}
