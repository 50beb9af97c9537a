using Crowdwork.Marketplace.Qualifications;

namespace Crowdwork.Marketplace.Tests.Qualifications;

public sealed class RequirementRulesTests
{
    private static StatedRequirement State(string? comparator, int integers = 0, int locales = 0, string? id = "3Q", bool? preview = null, string? guarded = null)
        => new(id, comparator, [.. Enumerable.Range(1, integers)], [.. Enumerable.Range(0, locales).Select(_ => new WorkerLocale("US", "PA"))], preview, guarded);

    private static IReadOnlyList<string> Problems(params StatedRequirement[] stated) => RequirementRules.Read(stated).Problems;

    [Theory]
    [InlineData("Exists", 0), InlineData("DoesNotExist", 0), InlineData("EqualTo", 1), InlineData("GreaterThan", 1), InlineData("In", 1), InlineData("In", 15), InlineData("NotIn", 15)]
    public void Read_Integers_WithinTheLimits(string comparator, int integers) => Assert.Empty(Problems(State(comparator, integers)));

    [Theory]
    [InlineData("EqualTo", 1), InlineData("NotEqualTo", 1), InlineData("In", 30), InlineData("NotIn", 2), InlineData("Exists", 0)]
    public void Read_Locales_WithinTheLimits(string comparator, int locales) => Assert.Empty(Problems(State(comparator, 0, locales, SystemQualifications.Locale)));

    [Theory]
    [InlineData("Exists", 1, 0, "takes neither")]
    [InlineData("DoesNotExist", 0, 1, "takes neither")]
    [InlineData("EqualTo", 0, 0, "needs one value in IntegerValues")]
    [InlineData("EqualTo", 2, 0, "compares with one")]
    [InlineData("In", 0, 0, "needs IntegerValues")]
    [InlineData("In", 16, 0, "at most 15")]
    [InlineData("EqualTo", 1, 1, "one kind of value only")]
    [InlineData("EqualTo", 0, 1, "go with Worker_Locale")]
    [InlineData("equalto", 1, 0, "is not known")]
    [InlineData("5", 1, 0, "is not known")]
    [InlineData("", 1, 0, "is not known")]
    [InlineData(null, 1, 0, "is not known")]
    public void Read_ValuesThatDoNotFit_AreRefused(string? comparator, int integers, int locales, string why) => Assert.Contains(why, Assert.Single(Problems(State(comparator, integers, locales))));

    [Theory]
    [InlineData("GreaterThan", 1, "places cannot be compared")]
    [InlineData("EqualTo", 2, "compares with one")]
    [InlineData("EqualTo", 0, "needs LocaleValues")]
    [InlineData("In", 31, "at most 30")]
    public void Read_LocalesThatDoNotFit_AreRefused(string comparator, int locales, string why)
        => Assert.Contains(why, Assert.Single(Problems(State(comparator, 0, locales, SystemQualifications.Locale))));

    [Theory]
    [InlineData("us", null), InlineData("USA", null), InlineData("", null), InlineData("US", "pa"), InlineData("US", "P1")]
    public void Read_PlaceThatIsNone_IsRefused(string country, string? part)
        => Assert.Contains("is not a place", Assert.Single(Problems(new StatedRequirement(SystemQualifications.Locale, "EqualTo", null, [new WorkerLocale(country, part)], null, null))));

    [Theory]
    [InlineData(null), InlineData(""), InlineData("lower"), InlineData("WITH SPACE"), InlineData("<b>")]
    public void Read_NoId_IsRefused(string? id) => Assert.Contains("is not an id", Assert.Single(Problems(State("Exists", id: id))));

    [Theory]
    [InlineData(null, null, "Accept")]
    [InlineData(false, null, "Accept")]
    [InlineData(true, null, "PreviewAndAccept")]
    [InlineData(null, "DiscoverPreviewAndAccept", "DiscoverPreviewAndAccept")]
    public void Read_Guards_RequiredToPreviewIsTheOlderWord(bool? preview, string? guarded, string read)
        => Assert.Equal(read, RequirementRules.Read([State("Exists", preview: preview, guarded: guarded)]).Requirements.Single().Guarded.ToString());

    [Fact]
    public void Read_BothWordsForTheGuard_IsRefused() => Assert.Contains("Give ActionsGuarded only", Assert.Single(Problems(State("Exists", preview: true, guarded: "Accept"))));

    [Fact]
    public void Read_GuardThatIsNone_IsRefused() => Assert.Contains("is not known", Assert.Single(Problems(State("Exists", guarded: "Peek"))));

    [Fact]
    public void Read_MoreThanTen_IsRefused()
    {
        Assert.Empty(Problems([.. Enumerable.Repeat(State("Exists"), 10)]));
        Assert.Contains("at most 10", Assert.Single(Problems([.. Enumerable.Repeat(State("Exists"), 11)])));
    }

    [Fact]
    public void Read_SeveralMistakes_NamesThemAllWithTheirPlaces()
    {
        var problems = Problems(State("Exists"), State("In"), State("Exists", id: "x", guarded: "y"));
        Assert.Equal(3, problems.Count);
        Assert.Contains("QualificationRequirements[1]", problems[0]);
        Assert.Contains("QualificationRequirements[2]", problems[1]);
        Assert.Empty(RequirementRules.Read([State("In")]).Requirements);
    }
}
