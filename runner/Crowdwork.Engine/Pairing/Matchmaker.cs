using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Rooms;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Pairing;

/// <summary>Somebody in the waiting room.</summary>
/// <param name="Who">Who, and with which assignment.</param>
/// <param name="Ticket">Lower came earlier.</param>
/// <param name="IsOperator">Whether they play the roles that config.json keeps for the operator, and only those.</param>
internal sealed record Waiting(Attendance Who, long Ticket, bool IsOperator);

/// <summary>A meeting that can take place: who takes which place, in the order of the places; null where a model does.</summary>
internal sealed record Match(Meeting Meeting, IReadOnlyList<Waiting?> Takers);

/// <summary>
/// Decides who talks to whom. It knows nothing of sockets, clocks or storage: it is handed the open meetings and the workers who wait, and answers with the meetings
/// to begin now.
/// </summary>
/// <remarks>
/// Whoever has waited longest goes first. A meeting that cannot be filled does not hold up the ones behind it, and takes nobody away from them: its places are
/// only taken when all of them can be.
/// </remarks>
internal static class Matchmaker
{
    /// <param name="mayTake">Whether somebody may take a place in this meeting at all.</param>
    public static IReadOnlyList<Match> Find(IEnumerable<Meeting> meetings, IEnumerable<Waiting> waiting, Func<string, bool> isForOperator, Func<Meeting, Waiting, bool> mayTake)
    {
        var matches = new List<Match>();
        var free = new LinkedList<Waiting>(waiting.OrderBy(worker => worker.Ticket));
        foreach (var meeting in meetings)
        {
            var takers = Fill(meeting, free, isForOperator, mayTake);
            if (takers is null) continue;
            foreach (var taker in takers)
                if (taker is not null) free.Remove(taker);
            matches.Add(new Match(meeting, takers));
        }

        return matches;
    }

    private static Waiting?[]? Fill(Meeting meeting, LinkedList<Waiting> free, Func<string, bool> isForOperator, Func<Meeting, Waiting, bool> mayTake)
    {
        var takers = new Waiting?[meeting.Places.Count];
        // By worker and not by assignment: nobody is paired with themselves.
        var taken = new HashSet<WorkerId>();
        for (var i = 0; i < takers.Length; i++)
        {
            var place = meeting.Places[i];
            if (place.IsForModel) continue;

            var wantsOperator = isForOperator(place.Role);
            takers[i] = free.FirstOrDefault(worker => worker.IsOperator == wantsOperator && !taken.Contains(worker.Who.Worker) && mayTake(meeting, worker));
            if (takers[i] is null) return null;
            taken.Add(takers[i]!.Who.Worker);
        }

        return takers;
    }
}
