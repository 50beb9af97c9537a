using Crowdwork.Engine.Conversations;

namespace Crowdwork.Engine.Pages;

/// <summary>Finds in a journal with what a page was last shown to a worker.</summary>
internal static class ShownPage
{
    /// <summary>Null when it never was. A page that was shown without anything gets the conversation's data row.</summary>
    public static PageModel? Find(IEnumerable<Turn> turns, string worker, string page)
    {
        Began? began = null;
        Seating? seat = null;
        PageModel? found = null;
        foreach (var turn in turns)
        {
            if (turn.Input is Began first) began = first;
            if (turn.Input is Met met && met.Seats.FirstOrDefault(taken => taken.Worker == worker) is { } mine) seat = mine;
            foreach (var act in turn.Acts)
            {
                if (act.Kind != ActKind.Show || seat is null || act.Seat != seat.Seat || act.Name != page) continue;
                found = Of(seat, act.Json ?? began!.Row, turn.At, began!.Seed);
            }
        }

        return found;
    }

    /// <summary>The same where the page is about to be shown.</summary>
    public static PageModel Of(Seating seat, string? data, DateTimeOffset at, int seed) => new()
    {
        Data = data, Role = seat.Role, WorkerId = seat.Worker, Now = at,
        // Workers of one conversation need not see the same shuffle.
        Seed = seed ^ (seat.Seat * 7919),
    };
}
