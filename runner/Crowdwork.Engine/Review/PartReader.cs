using Crowdwork.Engine.Conversations;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Review;

/// <summary>Makes of a journal what a review rule looks at: one part per worker.</summary>
internal static class PartReader
{
    public static IReadOnlyList<(int Seat, string State, Part Part)> Read(IReadOnlyList<Turn> turns)
    {
        var seats = turns.Select(turn => turn.Input).OfType<Met>().SelectMany(met => met.Seats).Where(seat => !seat.IsModel).ToArray();
        return seats.Select(seat => ReadSeat(seat, turns)).ToArray();
    }

    private static (int, string, Part) ReadSeat(Seating seat, IReadOnlyList<Turn> turns)
    {
        var messages = new List<Message>();
        var saved = new List<(string, string)>();
        var state = "talking";
        Departure? left = null;
        var from = turns[0].At;
        var to = turns[^1].At;

        foreach (var turn in turns)
        {
            if (turn.Input is Met met && met.Seats.Contains(seat)) from = turn.At;
            foreach (var act in turn.Acts)
            {
                if (act.Kind == ActKind.Save && (act.Seat == 0 || act.Seat == seat.Seat)) saved.Add((act.Name ?? "", act.Json!));
                if (act.Seat != seat.Seat) continue;
                switch (act.Kind)
                {
                    case ActKind.Tell:
                        messages.Add(new Message(act.From ?? "task", act.Text ?? "", turn.At));
                        break;
                    case ActKind.Ask when act.Name != Prompts.Next:
                        messages.Add(new Message("task", act.Text ?? "", turn.At));
                        break;
                    case ActKind.Took when turn.Input is Said said:
                        messages.Add(new Message(seat.Role, said.Fields ?? said.Text, turn.At) { Signals = said.Signals });
                        break;
                    case ActKind.Ended:
                        state = act.Name!;
                        to = turn.At;
                        left = Enum.TryParse<Departure>(state, ignoreCase: true, out var departure) ? departure : null;
                        break;
                }
            }
        }

        var finished = state == PartStates.NameOf(PartState.Finished);
        return (seat.Seat, state, new Part(seat.Worker, seat.Role, finished, left, to - from, messages, saved));
    }
}
