using Amazon.Runtime;

namespace Amazon.MTurk;

/// <summary>MTurk's own review of a HIT, which has nothing to do with the review of its answers.</summary>
public class HITReviewStatus : ConstantClass, IConstant<HITReviewStatus>
{
    /// <summary>Nobody has looked at it.</summary>
    public static readonly HITReviewStatus NotReviewed = new("NotReviewed");

    /// <summary>It will be looked at.</summary>
    public static readonly HITReviewStatus MarkedForReview = new("MarkedForReview");

    /// <summary>It was found to be in order.</summary>
    public static readonly HITReviewStatus ReviewedAppropriate = new("ReviewedAppropriate");

    /// <summary>It was found to break the rules.</summary>
    public static readonly HITReviewStatus ReviewedInappropriate = new("ReviewedInappropriate");

    /// <summary>A word of the service that this version does not know. For the known ones use the constants.</summary>
    /// <param name="value">The word on the wire.</param>
    public HITReviewStatus(string value) : base(value)
    {
    }

    /// <summary>The constant for a word; a new one when the word is not known.</summary>
    /// <param name="value">The word on the wire.</param>
    /// <returns>The constant.</returns>
    public static HITReviewStatus FindValue(string value) => FindValue<HITReviewStatus>(value);

    /// <summary>Reads a word as a constant, as <see cref="FindValue"/> does.</summary>
    /// <param name="value">The word on the wire.</param>
    public static implicit operator HITReviewStatus(string value) => FindValue(value);
}
