using Crowdwork.Scripting;

namespace Crowdwork.Engine.Conversations;

/// <summary>How a worker's part of a conversation ended. Every worker ends in exactly one of these.</summary>
public enum PartState
{
    /// <summary>The script came to its end.</summary>
    Finished,

    /// <summary>Another worker left, and the script ended because of it.</summary>
    PartnerLeft,

    /// <summary>A meeting found nobody.</summary>
    NobodyCame,

    /// <summary>They did not answer in time.</summary>
    TimedOut,

    /// <summary>Their line was lost for longer than the grace period.</summary>
    Disconnected,

    /// <summary>They gave the work back.</summary>
    Returned,

    /// <summary>The requester ended the conversation.</summary>
    Stopped,

    /// <summary>The script failed.</summary>
    Fault,

    /// <summary>The onboarding was passed.</summary>
    Passed,

    /// <summary>The onboarding was not passed.</summary>
    Failed,
}

/// <summary>The one table of endings: the name in the journal and in the protocol, and the truth that the worker is told.</summary>
public static class PartStates
{
    public static string NameOf(PartState state) => state switch
    {
        PartState.Finished => "finished",
        PartState.PartnerLeft => "partnerLeft",
        PartState.NobodyCame => "nobodyCame",
        PartState.TimedOut => "timedOut",
        PartState.Disconnected => "disconnected",
        PartState.Returned => "returned",
        PartState.Stopped => "stopped",
        PartState.Fault => "fault",
        PartState.Passed => "passed",
        _ => "failed",
    };

    /// <summary>The ending that the journal calls so.</summary>
    /// <exception cref="ArgumentException">It calls none so.</exception>
    public static PartState Parse(string name)
    {
        foreach (var state in Enum.GetValues<PartState>())
            if (NameOf(state) == name) return state;
        throw new ArgumentException($"No part ends as '{name}'.", nameof(name));
    }

    public static string TextOf(PartState state) => state switch
    {
        PartState.Finished => "You have finished. Thank you for taking part.",
        PartState.PartnerLeft => "Another participant has left, so the conversation cannot go on. It was not your doing.",
        PartState.NobodyCame => "We could not find a partner for you in time. It was not your doing.",
        PartState.TimedOut => "Your answer did not come in time, so your part has ended.",
        PartState.Disconnected => "Your connection was lost for too long, so your part has ended.",
        PartState.Returned => "You have given this work back.",
        PartState.Stopped => "The requester has ended this conversation. It was not your doing.",
        PartState.Fault => "Something went wrong on our side, so the conversation cannot go on. It was not your doing.",
        PartState.Passed => "You have passed. One moment, please.",
        _ => "Thank you. This time the answers were not what this task needs.",
    };

    public static PartState Of(Departure departure) => departure switch
    {
        Departure.Disconnected => PartState.Disconnected,
        Departure.Returned => PartState.Returned,
        _ => PartState.TimedOut,
    };
}
