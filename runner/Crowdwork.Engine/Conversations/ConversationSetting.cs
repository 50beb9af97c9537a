using Crowdwork.Engine.Store;
using Crowdwork.Engine.Worlds;

namespace Crowdwork.Engine.Conversations;

/// <summary>What a conversation tells the room it takes place in. Calls come from the thread that plays it and must be quick.</summary>
internal interface IConversationRoom
{
    /// <summary>The script waits for workers, or no longer does: <see cref="Conversation.Meetings"/> has changed.</summary>
    void MeetingsChanged(Conversation conversation);

    /// <param name="sent">How many messages the worker had sent.</param>
    void PartEnded(Conversation conversation, Seat seat, string state, int sent);

    void Over(Conversation conversation, string ending);

    /// <summary>The script gives a worker a qualification, or takes it away (no value). What our own store has to know is stored with the turn.</summary>
    void Qualified(Conversation conversation, WorkerId worker, string name, int? value);

    void Failed(Conversation conversation, WorldFault fault);

    /// <summary>After a reload or a recovery: how each part stands now, ended or going on.</summary>
    void PartsAre(Conversation conversation, IReadOnlyList<Seat> seats);

    /// <summary>These workers have no seat here: the meeting was over before they came. Whoever sent them takes them back.</summary>
    void NotSeated(Conversation conversation, IReadOnlyList<WorkerId> workers);

    /// <summary>Not even its beginning could be stored. There is no such conversation.</summary>
    void NeverBegan(Conversation conversation);

    void StoreFailed(Conversation conversation, StoreFault fault);

    /// <summary>The script has saved so many things.</summary>
    void Saved(int count);

    /// <summary>Something that the operator's page shows may have changed.</summary>
    void Changed();
}

/// <summary>Everything around a conversation.</summary>
internal sealed record ConversationSetting(CrowdStore Store, TimeProvider Clock, Deadlines Deadlines, IConversationRoom Room, Func<bool> ClockRuns)
{
    /// <summary>Where pages are answered with the time as the journal keeps it: whole milliseconds, so that a replay sees the same.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(Clock.GetUtcNow().ToUnixTimeMilliseconds());
}
