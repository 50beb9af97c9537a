using Amazon.Runtime;

namespace Amazon.MTurk;

/// <summary>Whether a worker still has a qualification.</summary>
public class QualificationStatus : ConstantClass, IConstant<QualificationStatus>
{
    /// <summary>The worker has it.</summary>
    public static readonly QualificationStatus Granted = new("Granted");

    /// <summary>The worker had it; it was taken away.</summary>
    public static readonly QualificationStatus Revoked = new("Revoked");

    /// <summary>A word of the service that this version does not know. For the known ones use the constants.</summary>
    /// <param name="value">The word on the wire.</param>
    public QualificationStatus(string value) : base(value)
    {
    }

    /// <summary>The constant for a word; a new one when the word is not known.</summary>
    /// <param name="value">The word on the wire.</param>
    /// <returns>The constant.</returns>
    public static QualificationStatus FindValue(string value) => FindValue<QualificationStatus>(value);

    /// <summary>Reads a word as a constant, as <see cref="FindValue"/> does.</summary>
    /// <param name="value">The word on the wire.</param>
    public static implicit operator QualificationStatus(string value) => FindValue(value);
}
