using Amazon.Runtime;

namespace Amazon.MTurk;

/// <summary>How far an action of a review policy has come.</summary>
public class ReviewActionStatus : ConstantClass, IConstant<ReviewActionStatus>
{
    /// <summary>It is about to be done.</summary>
    public static readonly ReviewActionStatus Intended = new("Intended");

    /// <summary>It was done.</summary>
    public static readonly ReviewActionStatus Succeeded = new("Succeeded");

    /// <summary>It was tried and could not be done.</summary>
    public static readonly ReviewActionStatus Failed = new("Failed");

    /// <summary>It was given up.</summary>
    public static readonly ReviewActionStatus Cancelled = new("Cancelled");

    /// <summary>A word of the service that this version does not know. For the known ones use the constants.</summary>
    /// <param name="value">The word on the wire.</param>
    public ReviewActionStatus(string value) : base(value)
    {
    }

    /// <summary>The constant for a word; a new one when the word is not known.</summary>
    /// <param name="value">The word on the wire.</param>
    /// <returns>The constant.</returns>
    public static ReviewActionStatus FindValue(string value) => FindValue<ReviewActionStatus>(value);

    /// <summary>Reads a word as a constant, as <see cref="FindValue"/> does.</summary>
    /// <param name="value">The word on the wire.</param>
    public static implicit operator ReviewActionStatus(string value) => FindValue(value);
}
