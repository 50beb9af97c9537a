using Amazon.Runtime;

namespace Amazon.MTurk;

/// <summary>Whether a message to a worker may get through later.</summary>
public class NotifyWorkersFailureCode : ConstantClass, IConstant<NotifyWorkersFailureCode>
{
    /// <summary>It could not be sent now; another try may succeed.</summary>
    public static readonly NotifyWorkersFailureCode SoftFailure = new("SoftFailure");

    /// <summary>It will not be sent to this worker, for example since they never worked for this requester.</summary>
    public static readonly NotifyWorkersFailureCode HardFailure = new("HardFailure");

    /// <summary>A word of the service that this version does not know. For the known ones use the constants.</summary>
    /// <param name="value">The word on the wire.</param>
    public NotifyWorkersFailureCode(string value) : base(value)
    {
    }

    /// <summary>The constant for a word; a new one when the word is not known.</summary>
    /// <param name="value">The word on the wire.</param>
    /// <returns>The constant.</returns>
    public static NotifyWorkersFailureCode FindValue(string value) => FindValue<NotifyWorkersFailureCode>(value);

    /// <summary>Reads a word as a constant, as <see cref="FindValue"/> does.</summary>
    /// <param name="value">The word on the wire.</param>
    public static implicit operator NotifyWorkersFailureCode(string value) => FindValue(value);
}
