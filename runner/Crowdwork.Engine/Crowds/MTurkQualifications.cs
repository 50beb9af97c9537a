using Amazon.MTurk;
using Amazon.MTurk.Model;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Crowds;

/// <summary>The qualifications that every marketplace of MTurk's kind has, and conditions on them in its words.</summary>
internal static class MTurkQualifications
{
    private const string Masters = "2F1QJWKUDD8XADTFD2Q0G6UTO95ALH";
    private const string SandboxMasters = "2ARFPLSP75KLA8M8DH1HTEQVJT3SY6";

    /// <summary>The id behind a name that config.json has for it; null for a qualification of the requester's own.</summary>
    public static string? IdOfKnown(string name, CrowdAddress crowd) => name switch
    {
        "approvalRate" => "000000000000000000L0",
        "approvedCount" => "00000000000000000040",
        "country" => "00000000000000000071",
        "adult" => "00000000000000000060",
        "masters" => crowd.Name == CrowdAddress.Sandbox ? SandboxMasters : Masters,
        _ => null,
    };

    public static QualificationRequirement Requirement(WorkerRequirement requirement) => new()
    {
        QualificationTypeId = requirement.Qualification,
        Comparator = ComparatorOf(requirement.Is),
        IntegerValues = requirement.Values.Count == 0 ? null : [.. requirement.Values],
        LocaleValues = requirement.Countries.Count == 0 ? null : [.. requirement.Countries.Select(country => new Locale { Country = country })],
        ActionsGuarded = requirement.Guards switch
        {
            Guards.Accept => HITAccessActions.Accept,
            Guards.Preview => HITAccessActions.PreviewAndAccept,
            Guards.Discover => HITAccessActions.DiscoverPreviewAndAccept,
            _ => throw new InvalidOperationException($"Bug in Crowdwork: no action for {requirement.Guards}."),
        },
    };

    private static Comparator ComparatorOf(Comparison comparison) => comparison switch
    {
        Comparison.Exists => Comparator.Exists,
        Comparison.DoesNotExist => Comparator.DoesNotExist,
        Comparison.EqualTo => Comparator.EqualTo,
        Comparison.NotEqualTo => Comparator.NotEqualTo,
        Comparison.AtLeast => Comparator.GreaterThanOrEqualTo,
        Comparison.AtMost => Comparator.LessThanOrEqualTo,
        Comparison.In => Comparator.In,
        Comparison.NotIn => Comparator.NotIn,
        _ => throw new InvalidOperationException($"Bug in Crowdwork: no comparator for {comparison}."),
    };
}
