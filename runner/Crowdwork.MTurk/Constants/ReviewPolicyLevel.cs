using Amazon.Runtime;

namespace Amazon.MTurk;

/// <summary>What a review policy looks at.</summary>
public class ReviewPolicyLevel : ConstantClass, IConstant<ReviewPolicyLevel>
{
    /// <summary>Each assignment by itself, when it is submitted.</summary>
    public static readonly ReviewPolicyLevel Assignment = new("Assignment");

    /// <summary>All assignments of a HIT together, when it becomes reviewable.</summary>
    public static readonly ReviewPolicyLevel HIT = new("HIT");

    /// <summary>A word of the service that this version does not know. For the known ones use the constants.</summary>
    /// <param name="value">The word on the wire.</param>
    public ReviewPolicyLevel(string value) : base(value)
    {
    }

    /// <summary>The constant for a word; a new one when the word is not known.</summary>
    /// <param name="value">The word on the wire.</param>
    /// <returns>The constant.</returns>
    public static ReviewPolicyLevel FindValue(string value) => FindValue<ReviewPolicyLevel>(value);

    /// <summary>Reads a word as a constant, as <see cref="FindValue"/> does.</summary>
    /// <param name="value">The word on the wire.</param>
    public static implicit operator ReviewPolicyLevel(string value) => FindValue(value);
}
