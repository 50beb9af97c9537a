using Amazon.Runtime;

namespace Amazon.MTurk;

/// <summary>Whether workers can ask for a qualification. A type that is being deleted reports <c>Disposing</c>.</summary>
public class QualificationTypeStatus : ConstantClass, IConstant<QualificationTypeStatus>
{
    /// <summary>Workers can ask for it, and HITs can require it.</summary>
    public static readonly QualificationTypeStatus Active = new("Active");

    /// <summary>Nobody can ask for it, and no new HIT can require it.</summary>
    public static readonly QualificationTypeStatus Inactive = new("Inactive");

    /// <summary>A word of the service that this version does not know. For the known ones use the constants.</summary>
    /// <param name="value">The word on the wire.</param>
    public QualificationTypeStatus(string value) : base(value)
    {
    }

    /// <summary>The constant for a word; a new one when the word is not known.</summary>
    /// <param name="value">The word on the wire.</param>
    /// <returns>The constant.</returns>
    public static QualificationTypeStatus FindValue(string value) => FindValue<QualificationTypeStatus>(value);

    /// <summary>Reads a word as a constant, as <see cref="FindValue"/> does.</summary>
    /// <param name="value">The word on the wire.</param>
    public static implicit operator QualificationTypeStatus(string value) => FindValue(value);
}
