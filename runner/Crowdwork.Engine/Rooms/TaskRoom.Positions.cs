using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Rooms;

/// <summary>How far a page is.</summary>
/// <param name="Conversation">0 in the waiting room.</param>
/// <param name="Edition">Of the conversation.</param>
/// <param name="Event">The last event that it has seen.</param>
internal readonly record struct PagePosition(long Conversation, int Edition, int Event);

// For a clock that jumps: what is on its way to somebody must be there before the time goes on.
public abstract partial class TaskRoom
{
    /// <summary>
    /// How far each page whose part goes on will be when it has heard all that has happened so far. Completes when all of that has been played and is on disk.
    /// Null while a script waits for something outside, of which nobody knows when it comes.
    /// </summary>
    internal async Task<IReadOnlyDictionary<Attendance, PagePosition>?> Positions()
    {
        List<(Attendance Who, Conversation? Conversation)> here;
        lock (Gate)
        {
            here = [.. Participants.Values.Where(one => one is { IsOnline: true, Ending: null, Farewell: null }).Select(one => (one.Attendance, one.Conversation))];
        }

        var views = await Task.WhenAll(here.Select(one => one.Conversation).OfType<Conversation>().Distinct().Select(conversation => conversation.Look()));
        await Store.FlushAsync();
        if (views.Any(view => view.WaitsForOutside)) return null;
        var seats = new Dictionary<(ConversationId, WorkerId), PagePosition>();
        foreach (var view in views)
            foreach (var seat in view.Seats) seats[(view.Id, seat.Worker)] = new PagePosition(view.Id.Value, view.Edition, seat.LastEvent);

        // Whoever is about to be seated has no seat yet, and no page agrees with that.
        return here.ToDictionary(one => one.Who, one => one.Conversation is { } conversation ? seats.GetValueOrDefault((conversation.Id, one.Who.Worker)) : default);
    }
}
