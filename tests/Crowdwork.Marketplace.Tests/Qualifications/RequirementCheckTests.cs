using System.Collections.Immutable;
using Crowdwork.Marketplace.Qualifications;

namespace Crowdwork.Marketplace.Tests.Qualifications;

public sealed class RequirementCheckTests
{
    private static Requirement Number(string comparator, params int[] values)
        => new("Q", Enum.Parse<Comparator>(comparator), [.. values], [], GuardedActions.Accept);

    private static Requirement Place(string comparator, string places)
        => new(SystemQualifications.Locale, Enum.Parse<Comparator>(comparator), [], [.. places.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Locale)], GuardedActions.Accept);

    private static WorkerLocale Locale(string text) => text.Split('-') is [var country, var part] ? new WorkerLocale(country, part) : new WorkerLocale(text);

    [Theory]
    [InlineData("LessThan", 4, true), InlineData("LessThan", 5, false)]
    [InlineData("LessThanOrEqualTo", 5, true), InlineData("LessThanOrEqualTo", 6, false)]
    [InlineData("GreaterThan", 6, true), InlineData("GreaterThan", 5, false)]
    [InlineData("GreaterThanOrEqualTo", 5, true), InlineData("GreaterThanOrEqualTo", 4, false)]
    [InlineData("EqualTo", 5, true), InlineData("EqualTo", 6, false)]
    [InlineData("NotEqualTo", 6, true), InlineData("NotEqualTo", 5, false)]
    [InlineData("In", 5, true), InlineData("In", 6, false)]
    [InlineData("NotIn", 6, true), InlineData("NotIn", 5, false)]
    public void Holds_Number_ComparesWithFive(string comparator, int held, bool holds)
        => Assert.Equal(holds, RequirementCheck.Holds(Number(comparator, 5), HeldValue.Of(held)));

    [Theory]
    [InlineData("In", 7, true), InlineData("In", 8, false), InlineData("NotIn", 7, false), InlineData("NotIn", 8, true)]
    public void Holds_SeveralNumbers_LooksAtAll(string comparator, int held, bool holds)
        => Assert.Equal(holds, RequirementCheck.Holds(Number(comparator, 5, 6, 7), HeldValue.Of(held)));

    [Theory]
    [InlineData("EqualTo", "US", "US", true), InlineData("EqualTo", "US", "US-PA", true), InlineData("EqualTo", "US-PA", "US-PA", true)]
    [InlineData("EqualTo", "US-PA", "US", false), InlineData("EqualTo", "US-PA", "US-NY", false), InlineData("EqualTo", "US", "DE", false)]
    [InlineData("NotEqualTo", "US", "DE", true), InlineData("NotEqualTo", "US", "US-PA", false), InlineData("NotEqualTo", "US-PA", "US-NY", true)]
    [InlineData("In", "DE US-PA", "DE-BY", true), InlineData("In", "DE US-PA", "US-PA", true), InlineData("In", "DE US-PA", "US-NY", false)]
    [InlineData("NotIn", "DE US-PA", "US-NY", true), InlineData("NotIn", "DE US-PA", "DE", false), InlineData("NotIn", "DE US-PA", "US-PA", false)]
    [InlineData("GreaterThan", "US", "US", false)]
    public void Holds_Place_ACountryContainsItsParts(string comparator, string asked, string held, bool holds)
        => Assert.Equal(holds, RequirementCheck.Holds(Place(comparator, asked), HeldValue.Of(Locale(held))));

    [Theory]
    [InlineData("Exists", true, true), InlineData("Exists", false, false), InlineData("DoesNotExist", true, false), InlineData("DoesNotExist", false, true)]
    public void Holds_Existence_LooksAtNoValue(string comparator, bool held, bool holds)
        => Assert.Equal(holds, RequirementCheck.Holds(Number(comparator), held ? HeldValue.Of(0) : null));

    [Theory]
    [InlineData("LessThan"), InlineData("LessThanOrEqualTo"), InlineData("GreaterThan"), InlineData("GreaterThanOrEqualTo"), InlineData("EqualTo"), InlineData("NotEqualTo"), InlineData("In"), InlineData("NotIn")]
    public void Holds_QualificationIsMissing_FailsEveryComparison(string comparator)
    {
        Assert.False(RequirementCheck.Holds(Number(comparator, 5), null));
        Assert.False(RequirementCheck.Holds(Place(comparator, "US"), null));
    }

    [Theory]
    [InlineData("EqualTo"), InlineData("NotEqualTo"), InlineData("In"), InlineData("NotIn")]
    public void Holds_KindsDoNotMatch_Fails(string comparator)
    {
        Assert.False(RequirementCheck.Holds(Number(comparator, 5), HeldValue.Of(new WorkerLocale("US"))));
        Assert.False(RequirementCheck.Holds(Place(comparator, "US"), HeldValue.Of(5)));
    }

    [Theory]
    [InlineData("", true, true, true)]
    [InlineData("Accept", true, true, false)]
    [InlineData("PreviewAndAccept", true, false, false)]
    [InlineData("DiscoverPreviewAndAccept", false, false, false)]
    [InlineData("Accept PreviewAndAccept", true, false, false)]
    [InlineData("Accept DiscoverPreviewAndAccept", false, false, false)]
    public void Of_UnmetRequirements_KeepFromWhatTheyGuard(string guards, bool discover, bool preview, bool accept)
    {
        var requirements = guards.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(guard => Number("Exists") with { Guarded = Enum.Parse<GuardedActions>(guard) }).Append(Number("DoesNotExist") with { Guarded = GuardedActions.DiscoverPreviewAndAccept });
        var admission = RequirementCheck.Of(requirements, _ => null);
        Assert.Equal((discover, preview, accept), (admission.MayDiscover, admission.MayPreview, admission.MayAccept));
    }

    [Fact]
    public void Of_NamesExactlyWhatIsMissing()
    {
        var requirements = new[] { Number("Exists") with { QualificationTypeId = "HELD" }, Number("Exists") with { QualificationTypeId = "MISSING" } };
        Assert.Equal("MISSING", Assert.Single(RequirementCheck.Of(requirements, id => id == "HELD" ? HeldValue.Of(1) : null).Unmet).QualificationTypeId);
    }
}
