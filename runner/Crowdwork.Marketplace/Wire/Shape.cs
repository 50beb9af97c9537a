using System.Text.RegularExpressions;

namespace Crowdwork.Marketplace.Wire;

/// <summary>What a value of a call may look like: MTurk's service model (2017-01-17), as far as requests need it.</summary>
internal abstract record Shape;

/// <param name="Pattern">As the framework's messages print it.</param>
internal sealed record TextShape(int? Least = null, int? Most = null, string? Pattern = null, IReadOnlyList<string>? Values = null) : Shape
{
    // Patterns of the service model are written for matching the whole text; $ alone would let a final line feed pass.
    private readonly Regex? _pattern = Pattern is null
        ? null
        : new Regex(Pattern.Replace("$", "\\z", StringComparison.Ordinal), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public bool Matches(string text) => _pattern is null || _pattern.IsMatch(text);
}

internal sealed record NumberShape(long Smallest, long Largest, int? Least = null, int? Most = null) : Shape;

internal sealed record BoolShape : Shape;

internal sealed record TimeShape : Shape;

internal sealed record ListShape(Shape Member) : Shape;

internal sealed record StructShape(params Member[] Members) : Shape;

internal sealed record Member(string Name, Shape Shape, bool Required = false);

/// <summary>The shapes that the operations share, under their names in the service model.</summary>
internal static class Shapes
{
    public static readonly TextShape String = new();
    public static readonly TextShape EntityId = new(1, 64, "^[A-Z0-9]+$");
    public static readonly TextShape CustomerId = new(1, 64, "^A[A-Z0-9]+$");
    public static readonly TextShape CurrencyAmount = new(Pattern: @"^[0-9]+(\.)?[0-9]{0,2}$");
    public static readonly TextShape IdempotencyToken = new(1, 64);
    public static readonly TextShape PaginationToken = new(1, 255);
    public static readonly TextShape CountryParameters = new(2, 2);
    public static readonly NumberShape Integer = new(int.MinValue, int.MaxValue);
    public static readonly NumberShape Long = new(long.MinValue, long.MaxValue);
    public static readonly NumberShape ResultSize = new(int.MinValue, int.MaxValue, 1, 100);
    public static readonly BoolShape Boolean = new();
    public static readonly TimeShape Timestamp = new();

    public static readonly TextShape EventType = OneOf(
        "AssignmentAccepted", "AssignmentAbandoned", "AssignmentReturned", "AssignmentSubmitted", "AssignmentRejected", "AssignmentApproved",
        "HITCreated", "HITExpired", "HITReviewable", "HITExtended", "HITDisposed", "Ping");

    public static readonly StructShape QualificationRequirement = new(
        Needs("QualificationTypeId", String),
        Needs("Comparator", OneOf("LessThan", "LessThanOrEqualTo", "GreaterThan", "GreaterThanOrEqualTo", "EqualTo", "NotEqualTo", "Exists", "DoesNotExist", "In", "NotIn")),
        May("IntegerValues", new ListShape(Integer)),
        May("LocaleValues", new ListShape(new StructShape(Needs("Country", CountryParameters), May("Subdivision", CountryParameters)))),
        May("RequiredToPreview", Boolean),
        May("ActionsGuarded", OneOf("Accept", "PreviewAndAccept", "DiscoverPreviewAndAccept")));

    public static readonly ListShape QualificationRequirements = new(QualificationRequirement);

    public static readonly ListShape HitLayoutParameters = new(new StructShape(Needs("Name", String), Needs("Value", String)));

    public static readonly StructShape ReviewPolicy = new(
        Needs("PolicyName", String),
        May("Parameters", new ListShape(new StructShape(
            May("Key", String),
            May("Values", new ListShape(String)),
            May("MapEntries", new ListShape(new StructShape(May("Key", String), May("Values", new ListShape(String)))))))));

    public static readonly StructShape NotificationSpecification = new(
        Needs("Destination", String),
        Needs("Transport", OneOf("Email", "SQS", "SNS")),
        Needs("Version", String),
        Needs("EventTypes", new ListShape(EventType)));

    public static TextShape OneOf(params string[] values) => new(Values: values);

    public static Member Needs(string name, Shape shape) => new(name, shape, Required: true);

    public static Member May(string name, Shape shape) => new(name, shape);
}
