using System.Collections.Immutable;

namespace Crowdwork.Marketplace.Qualifications;

/// <summary>One thing that a HIT asks of its workers: a qualification, and how its value has to compare.</summary>
internal sealed record Requirement(
    string QualificationTypeId, Comparator Comparator, ImmutableArray<int> IntegerValues, ImmutableArray<WorkerLocale> Locales, GuardedActions Guarded);

internal enum Comparator
{
    LessThan,
    LessThanOrEqualTo,
    GreaterThan,
    GreaterThanOrEqualTo,
    EqualTo,
    NotEqualTo,
    Exists,
    DoesNotExist,
    In,
    NotIn,
}

/// <summary>What a worker without the qualification is kept from. Each also keeps from what stands before it.</summary>
internal enum GuardedActions
{
    Accept,
    PreviewAndAccept,
    DiscoverPreviewAndAccept,
}

/// <summary>Country and, perhaps, a part of it: US, or US-PA.</summary>
internal sealed record WorkerLocale(string Country, string? Subdivision = null)
{
    /// <summary>A country contains its parts, a part only itself.</summary>
    public bool Contains(WorkerLocale place) => Country == place.Country && (Subdivision is null || Subdivision == place.Subdivision);

    public override string ToString() => Subdivision is null ? Country : $"{Country}-{Subdivision}";
}

/// <summary>What a worker holds: a number, or a place.</summary>
internal readonly record struct HeldValue(int? Number, WorkerLocale? Locale)
{
    public static HeldValue Of(int number) => new(number, null);

    public static HeldValue Of(WorkerLocale locale) => new(null, locale);
}

/// <summary>The qualifications that every marketplace has.</summary>
internal static class SystemQualifications
{
    public const string NumberHitsApproved = "00000000000000000040";
    public const string Adult = "00000000000000000060";
    public const string Locale = "00000000000000000071";
    public const string PercentAssignmentsApproved = "000000000000000000L0";
    public const string Masters = "2F1QJWKUDD8XADTFD2Q0G6UTO95ALH";
    public const string SandboxMasters = "2ARFPLSP75KLA8M8DH1HTEQVJT3SY6";

    /// <summary>A name for people; null for what a requester has made.</summary>
    public static string? NameOf(string id) => id switch
    {
        NumberHitsApproved => "Number of HITs approved",
        Adult => "Adult content",
        Locale => "Location",
        PercentAssignmentsApproved => "HIT approval rate (%)",
        Masters or SandboxMasters => "Masters",
        _ => null,
    };
}
