using Amazon.Runtime;

namespace Amazon.MTurk;

/// <summary>Which of the HITs that have all their answers are meant.</summary>
public class ReviewableHITStatus : ConstantClass, IConstant<ReviewableHITStatus>
{
    /// <summary>Those that nobody has put aside.</summary>
    public static readonly ReviewableHITStatus Reviewable = new("Reviewable");

    /// <summary>Those that were put aside by <see cref="IAmazonMTurk.UpdateHITReviewStatusAsync"/>.</summary>
    public static readonly ReviewableHITStatus Reviewing = new("Reviewing");

    /// <summary>A word of the service that this version does not know. For the known ones use the constants.</summary>
    /// <param name="value">The word on the wire.</param>
    public ReviewableHITStatus(string value) : base(value)
    {
    }

    /// <summary>The constant for a word; a new one when the word is not known.</summary>
    /// <param name="value">The word on the wire.</param>
    /// <returns>The constant.</returns>
    public static ReviewableHITStatus FindValue(string value) => FindValue<ReviewableHITStatus>(value);

    /// <summary>Reads a word as a constant, as <see cref="FindValue"/> does.</summary>
    /// <param name="value">The word on the wire.</param>
    public static implicit operator ReviewableHITStatus(string value) => FindValue(value);
}
