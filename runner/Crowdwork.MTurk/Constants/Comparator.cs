using Amazon.Runtime;

namespace Amazon.MTurk;

/// <summary>How the value of a worker's qualification is compared with what a HIT asks for.</summary>
public class Comparator : ConstantClass, IConstant<Comparator>
{
    /// <summary>Smaller than the one integer given.</summary>
    public static readonly Comparator LessThan = new("LessThan");

    /// <summary>Smaller than the one integer given, or the same.</summary>
    public static readonly Comparator LessThanOrEqualTo = new("LessThanOrEqualTo");

    /// <summary>Greater than the one integer given.</summary>
    public static readonly Comparator GreaterThan = new("GreaterThan");

    /// <summary>Greater than the one integer given, or the same.</summary>
    public static readonly Comparator GreaterThanOrEqualTo = new("GreaterThanOrEqualTo");

    /// <summary>The integer or the place given. A country without a subdivision includes all its subdivisions.</summary>
    public static readonly Comparator EqualTo = new("EqualTo");

    /// <summary>Any other than the integer or the place given.</summary>
    public static readonly Comparator NotEqualTo = new("NotEqualTo");

    /// <summary>The worker has the qualification, with whatever value. No values are given.</summary>
    public static readonly Comparator Exists = new("Exists");

    /// <summary>The worker does not have the qualification. No values are given.</summary>
    public static readonly Comparator DoesNotExist = new("DoesNotExist");

    /// <summary>One of the integers or places given.</summary>
    public static readonly Comparator In = new("In");

    /// <summary>None of the integers or places given.</summary>
    public static readonly Comparator NotIn = new("NotIn");

    /// <summary>A word of the service that this version does not know. For the known ones use the constants.</summary>
    /// <param name="value">The word on the wire.</param>
    public Comparator(string value) : base(value)
    {
    }

    /// <summary>The constant for a word; a new one when the word is not known.</summary>
    /// <param name="value">The word on the wire.</param>
    /// <returns>The constant.</returns>
    public static Comparator FindValue(string value) => FindValue<Comparator>(value);

    /// <summary>Reads a word as a constant, as <see cref="FindValue"/> does.</summary>
    /// <param name="value">The word on the wire.</param>
    public static implicit operator Comparator(string value) => FindValue(value);
}
