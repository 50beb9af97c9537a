using Amazon.Runtime;

namespace Amazon.MTurk;

/// <summary>Where a HIT is in its life.</summary>
public class HITStatus : ConstantClass, IConstant<HITStatus>
{
    /// <summary>Workers can take it.</summary>
    public static readonly HITStatus Assignable = new("Assignable");

    /// <summary>Nobody can take it now, and somebody works on it.</summary>
    public static readonly HITStatus Unassignable = new("Unassignable");

    /// <summary>All answers are in, or it expired and nobody works on it.</summary>
    public static readonly HITStatus Reviewable = new("Reviewable");

    /// <summary>As reviewable, and put aside by <see cref="IAmazonMTurk.UpdateHITReviewStatusAsync"/>.</summary>
    public static readonly HITStatus Reviewing = new("Reviewing");

    /// <summary>Deleted. It can still be asked for by its id for a while; no list has it.</summary>
    public static readonly HITStatus Disposed = new("Disposed");

    /// <summary>A word of the service that this version does not know. For the known ones use the constants.</summary>
    /// <param name="value">The word on the wire.</param>
    public HITStatus(string value) : base(value)
    {
    }

    /// <summary>The constant for a word; a new one when the word is not known.</summary>
    /// <param name="value">The word on the wire.</param>
    /// <returns>The constant.</returns>
    public static HITStatus FindValue(string value) => FindValue<HITStatus>(value);

    /// <summary>Reads a word as a constant, as <see cref="FindValue"/> does.</summary>
    /// <param name="value">The word on the wire.</param>
    public static implicit operator HITStatus(string value) => FindValue(value);
}
