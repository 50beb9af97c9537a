using Amazon.Runtime;

namespace Amazon.MTurk;

/// <summary>
/// What has become of a worker's assignment. Only submitted ones have a status; one that is still being worked on cannot be seen.
/// </summary>
public class AssignmentStatus : ConstantClass, IConstant<AssignmentStatus>
{
    /// <summary>Handed in, waiting for a decision.</summary>
    public static readonly AssignmentStatus Submitted = new("Submitted");

    /// <summary>Approved, by the requester or by time; the worker is paid.</summary>
    public static readonly AssignmentStatus Approved = new("Approved");

    /// <summary>Rejected; the worker is not paid.</summary>
    public static readonly AssignmentStatus Rejected = new("Rejected");

    /// <summary>A word of the service that this version does not know. For the known ones use the constants.</summary>
    /// <param name="value">The word on the wire.</param>
    public AssignmentStatus(string value) : base(value)
    {
    }

    /// <summary>The constant for a word; a new one when the word is not known.</summary>
    /// <param name="value">The word on the wire.</param>
    /// <returns>The constant.</returns>
    public static AssignmentStatus FindValue(string value) => FindValue<AssignmentStatus>(value);

    /// <summary>Reads a word as a constant, as <see cref="FindValue"/> does.</summary>
    /// <param name="value">The word on the wire.</param>
    public static implicit operator AssignmentStatus(string value) => FindValue(value);
}
