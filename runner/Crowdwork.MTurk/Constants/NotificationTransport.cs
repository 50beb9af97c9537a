using Amazon.Runtime;

namespace Amazon.MTurk;

/// <summary>How notifications travel.</summary>
public class NotificationTransport : ConstantClass, IConstant<NotificationTransport>
{
    /// <summary>By mail. Today's documentation of the service describes the other two only.</summary>
    public static readonly NotificationTransport Email = new("Email");

    /// <summary>To a queue of Amazon SQS.</summary>
    public static readonly NotificationTransport SQS = new("SQS");

    /// <summary>To a topic of Amazon SNS.</summary>
    public static readonly NotificationTransport SNS = new("SNS");

    /// <summary>A word of the service that this version does not know. For the known ones use the constants.</summary>
    /// <param name="value">The word on the wire.</param>
    public NotificationTransport(string value) : base(value)
    {
    }

    /// <summary>The constant for a word; a new one when the word is not known.</summary>
    /// <param name="value">The word on the wire.</param>
    /// <returns>The constant.</returns>
    public static NotificationTransport FindValue(string value) => FindValue<NotificationTransport>(value);

    /// <summary>Reads a word as a constant, as <see cref="FindValue"/> does.</summary>
    /// <param name="value">The word on the wire.</param>
    public static implicit operator NotificationTransport(string value) => FindValue(value);
}
