using System.Text;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Conversations;

/// <summary>What the tables of the store hold of a turn. The same function serves the live commit and <see cref="CrowdStore.Rebuild"/>.</summary>
public static class TurnProjections
{
    public static IEnumerable<Projection> Of(TurnRow row)
        => Of(row.Conversation, row.Edition, TurnJson.Read(row.Number, row.AtUnixMs, row.Body)) ?? [];

    /// <summary>Null when there is nothing to project, as for most turns.</summary>
    public static List<Projection>? Of(ConversationId conversation, int edition, Turn turn)
    {
        List<Projection>? found = null;
        var at = turn.At.ToUnixTimeMilliseconds();
        switch (turn.Input)
        {
            case Began began when edition == 1:
                var kind = began.Onboarding ? ConversationKind.Onboarding : ConversationKind.Talk;
                (found ??= []).Add(new Projection.ConversationOpened(conversation, new RunId(began.Run), kind, began.Unit, began.World, at));
                break;
            case Began began:
                (found ??= []).Add(new Projection.EditionBegun(conversation, edition, began.World));
                break;
            case Met met:
                foreach (var seat in met.Seats)
                    (found ??= []).Add(new Projection.SeatTaken(conversation, seat.Seat, new WorkerId(seat.Worker), seat.Role, at));
                break;
        }

        var saved = 0;
        for (var i = 0; i < turn.Acts.Count; i++)
        {
            var act = turn.Acts[i];
            switch (act.Kind)
            {
                case ActKind.Save:
                    (found ??= []).Add(new Projection.DataSaved(
                        conversation, edition, turn.Number, saved++, act.Seat, act.Name ?? "", Encoding.UTF8.GetBytes(act.Json!)));
                    break;
                case ActKind.Ended:
                    (found ??= []).Add(new Projection.SeatLeft(conversation, act.Seat, act.Name!, at));
                    break;
                case ActKind.End:
                    (found ??= []).Add(new Projection.ConversationEnded(conversation, act.Name!, act.Text, at));
                    break;
            }
        }

        return found;
    }

    /// <summary>The grants of a turn. They are facts about workers, not about the conversation, and are never made anew.</summary>
    internal static void AddGrants(ref List<Projection>? found, Turn turn, PlayRules rules, bool isOnboarding, Func<int, WorkerId> workerOf)
    {
        var at = turn.At.ToUnixTimeMilliseconds();
        for (var i = 0; i < turn.Acts.Count; i++)
        {
            var act = turn.Acts[i];
            switch (act.Kind)
            {
                case ActKind.Grant:
                    (found ??= []).Add(new Projection.QualificationSet(workerOf(act.Seat), act.Name!, act.Value, at));
                    break;
                case ActKind.Revoke:
                    (found ??= []).Add(new Projection.QualificationRemoved(workerOf(act.Seat), act.Name!));
                    break;
                case ActKind.Block:
                    (found ??= []).Add(new Projection.QualificationSet(workerOf(act.Seat), BlockOf(rules.Task), 1, at));
                    break;
                // With the turn itself: whoever is told that they have passed is never tested again, whenever the process is killed.
                case ActKind.Ended when isOnboarding && act.Name == PartStates.NameOf(PartState.Passed):
                    (found ??= []).Add(new Projection.QualificationSet(workerOf(act.Seat), rules.OnboardingQualification, 1, at));
                    break;
            }
        }
    }

    /// <summary>The name under which a block from a task is kept.</summary>
    public static string BlockOf(string task) => $"blocked from {task}";
}
