using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Rooms;

// The test before the first conversation, where the script declares one.
public abstract partial class TaskRoom
{
    // By worker and not by attendance: there are only so many tries, however often somebody comes.
    private readonly Dictionary<WorkerId, int> _failedTests = [];

    private string OnboardingName => OnboardingNameOf(Definition.Config);

    private string OnboardingNameOf(TaskConfig? config) => config?.Onboarding.Qualification ?? $"onboarded for {Definition.Name}";

    // Asked for everybody who waits, whenever somebody comes: the store is asked once for each of them.
    private bool NeedsOnboarding(Participant participant)
    {
        if (!HasOnboarding || participant.IsOperator || participant.HasPassed) return false;
        participant.HasPassed = _setting.Store.Qualification(participant.Id, OnboardingName) is { Value: 1 };
        return !participant.HasPassed;
    }

    private void StartOnboardings()
    {
        if (!HasOnboarding || HoldsNewConversations) return;
        foreach (var participant in Participants.Values)
        {
            if (!participant.IsWaiting || !NeedsOnboarding(participant) || IsBeingTested(participant.Id)) continue;
            if (!MayBeTested(participant.Id))
            {
                SendAway(participant, EntryRefusal.Of(PartState.Failed, Rules));
                continue;
            }

            var conversation = NewConversation();
            // Before anybody has a seat in it: whoever takes note of that asks what kind of conversation it is.
            conversation.Begin(new Began(Run.Value, World!.Hash, 0, RowOf(0), _setting.Seed(), Onboarding: true));
            SeatIn(participant, conversation);
            Seated(participant, conversation);
            conversation.Post(new Arrival(0, [new Comer(participant.Id.Value, "worker", participant.Outlet, IsModel: false)]));
        }
    }

    private protected bool MayBeTested(WorkerId worker) => _failedTests.GetValueOrDefault(worker) <= (Definition.Config?.Onboarding.Retries ?? 0);

    private protected void ForgetFailedTests() => _failedTests.Clear();

    private void CountFailedTest(WorkerId worker) => _failedTests[worker] = _failedTests.GetValueOrDefault(worker) + 1;

    // With another assignment, in another tab: one test at a time, and what it says counts for both.
    private bool IsBeingTested(WorkerId worker)
        => Participants.Values.Any(other => other.Id == worker && other is { Conversation.IsOnboarding: true, Ending: null });

    private void NoteOnboarded(Conversation conversation, string ending)
    {
        var participant = Participants.Values.FirstOrDefault(candidate => candidate.Conversation == conversation);
        if (participant is null) return;
        if (ending != PartStates.NameOf(PartState.Passed)) return;

        // The turn itself carries it, except where a saved script let them pass. Only once it is on disk does the worker go on, so that nobody is tested twice.
        var stored = _setting.Store.Write(new Projection.QualificationSet(participant.Id, OnboardingName, 1, Now.ToUnixTimeMilliseconds()));
        _ = GoOn();

        async Task GoOn()
        {
            try
            {
                await stored;
            }
            catch (StoreException e)
            {
                AddFault(new Fault(0, Now, "store", e.Message, "", 0, 0, [], conversation.Id.Value, participant.Id.Value));
                return;
            }

            lock (Gate)
            {
                if (participant.Conversation != conversation) return;
                BackToTheWaitingRoom(participant);
                Pair();
            }

            Changed?.Invoke();
        }
    }
}
