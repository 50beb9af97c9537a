using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Rooms;

/// <summary>Somebody in the room: waiting, or in a conversation. Guarded by the gate of the room.</summary>
internal sealed class Participant(Attendance attendance, bool isOperator)
{
    public Attendance Attendance { get; } = attendance;

    public WorkerId Id => Attendance.Worker;

    /// <summary>Plays the roles that config.json keeps for the operator.</summary>
    public bool IsOperator { get; } = isOperator;

    /// <summary>The page in the waiting room; in a conversation the seat has it.</summary>
    public ISeatOutlet? Outlet { get; set; }

    /// <summary>The conversation that they are in, or whose end their page still shows.</summary>
    public Conversation? Conversation { get; set; }

    public string? Ending { get; set; }

    /// <summary>With which words they were sent away without a conversation; null while they were not.</summary>
    public EntryRefusal? Farewell { get; set; }

    /// <summary>Their place in the queue; kept for a moment when the line is lost, so that a reload does not send them to the end.</summary>
    public long? Ticket { get; set; }

    public DateTimeOffset WaitingSince { get; set; }

    /// <summary>When the line was lost in the waiting room.</summary>
    public DateTimeOffset? LostSince { get; set; }

    public bool IsOnline { get; set; }

    public bool HasComeBefore { get; set; }

    /// <summary>Whether they are known to have passed the onboarding. A conversation may take that away, so it is asked again after each.</summary>
    public bool HasPassed { get; set; }

    public bool IsWaiting => Conversation is null && Outlet is not null && Ticket is not null;
}
