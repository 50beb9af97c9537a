using Amazon.Runtime;

namespace Amazon.MTurk;

/// <summary>What a notification tells about.</summary>
public class EventType : ConstantClass, IConstant<EventType>
{
    /// <summary>A worker took an assignment.</summary>
    public static readonly EventType AssignmentAccepted = new("AssignmentAccepted");

    /// <summary>The time for an assignment ran out.</summary>
    public static readonly EventType AssignmentAbandoned = new("AssignmentAbandoned");

    /// <summary>A worker gave an assignment back.</summary>
    public static readonly EventType AssignmentReturned = new("AssignmentReturned");

    /// <summary>A worker handed an assignment in.</summary>
    public static readonly EventType AssignmentSubmitted = new("AssignmentSubmitted");

    /// <summary>The requester rejected an assignment.</summary>
    public static readonly EventType AssignmentRejected = new("AssignmentRejected");

    /// <summary>An assignment was approved, by the requester or by time.</summary>
    public static readonly EventType AssignmentApproved = new("AssignmentApproved");

    /// <summary>A HIT was published.</summary>
    public static readonly EventType HITCreated = new("HITCreated");

    /// <summary>A HIT is no longer offered.</summary>
    public static readonly EventType HITExpired = new("HITExpired");

    /// <summary>A HIT has nothing more to wait for.</summary>
    public static readonly EventType HITReviewable = new("HITReviewable");

    /// <summary>A HIT got more assignments or more time.</summary>
    public static readonly EventType HITExtended = new("HITExtended");

    /// <summary>A HIT was deleted.</summary>
    public static readonly EventType HITDisposed = new("HITDisposed");

    /// <summary>Nothing happened. Only for <see cref="IAmazonMTurk.SendTestEventNotificationAsync"/>.</summary>
    public static readonly EventType Ping = new("Ping");

    /// <summary>A word of the service that this version does not know. For the known ones use the constants.</summary>
    /// <param name="value">The word on the wire.</param>
    public EventType(string value) : base(value)
    {
    }

    /// <summary>The constant for a word; a new one when the word is not known.</summary>
    /// <param name="value">The word on the wire.</param>
    /// <returns>The constant.</returns>
    public static EventType FindValue(string value) => FindValue<EventType>(value);

    /// <summary>Reads a word as a constant, as <see cref="FindValue"/> does.</summary>
    /// <param name="value">The word on the wire.</param>
    public static implicit operator EventType(string value) => FindValue(value);
}
