using Crowdwork.Marketplace.Questions;

namespace Crowdwork.Marketplace.Tests.Questions;

public sealed class AnswerKeyTests
{
    private const string Percentage = "<QualificationValueMapping><PercentageMapping><MaximumSummedScore>15</MaximumSummedScore></PercentageMapping></QualificationValueMapping>";

    private static readonly string s_two = Forms.Keyed("one", -1, ("a", 5), ("b", 2)) + Forms.Keyed("many", 0, ("a b", 10), ("c", 1));

    private static AnswerKey Read(string xml)
    {
        var reading = AnswerKeyXml.Read(xml);
        Assert.Null(reading.Fault?.Message);
        return reading.Value!;
    }

    private static QuestionFormAnswers Chosen(string one, string many) => new([Answer.OfSelections("one", Split(one)), Answer.OfSelections("many", Split(many))]);

    private static string[] Split(string ids) => ids.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Scale(string factor) => $"<QualificationValueMapping><ScaleMapping><SummedScoreMultiplier>{factor}</SummedScoreMultiplier></ScaleMapping></QualificationValueMapping>";

    private static string Ranges(params (int From, int To, int Value)[] ranges)
        => $"<QualificationValueMapping><RangeMapping>{string.Concat(ranges.Select(range => $"<SummedScoreRange><InclusiveLowerBound>{range.From}</InclusiveLowerBound><InclusiveUpperBound>{range.To}</InclusiveUpperBound><QualificationValue>{range.Value}</QualificationValue></SummedScoreRange>"))}<OutOfRangeQualificationValue>-7</OutOfRangeQualificationValue></RangeMapping></QualificationValueMapping>";

    [Theory]
    [InlineData("a", "a b", 15)]
    [InlineData("a", "b a", 15)]
    [InlineData("b", "a b", 12)]
    [InlineData("c", "a b", 9)]
    [InlineData("", "a b", 9)]
    [InlineData("a", "a", 5)]
    [InlineData("a", "a b c", 5)]
    [InlineData("a", "c", 6)]
    [InlineData("", "", -1)]
    public void Grade_WithoutMapping_IsTheSumOfTheSetsThatAreEqual(string one, string many, int value) => Assert.Equal(value, Read(Forms.Key(s_two)).Grade(Chosen(one, many)));

    [Theory]
    [InlineData("a", "a b", 100)]
    [InlineData("b", "a b", 80)]
    [InlineData("a", "", 33)]
    [InlineData("b", "", 13)]
    [InlineData("", "", -7)]
    public void Grade_Percentage_IsRoundedHalfUp(string one, string many, int value) => Assert.Equal(value, Read(Forms.Key(s_two, Percentage)).Grade(Chosen(one, many)));

    [Theory]
    [InlineData("2", 30)]
    [InlineData("0.5", 8)]
    [InlineData("-1", -15)]
    [InlineData("1e6", 15_000_000)]
    [InlineData("79228162514264337593543950335", int.MaxValue)]
    public void Grade_Scale_Multiplies(string factor, int value) => Assert.Equal(value, Read(Forms.Key(s_two, Scale(factor))).Grade(Chosen("a", "a b")));

    [Theory]
    [InlineData("a", "a b", 3)]
    [InlineData("b", "a b", 2)]
    [InlineData("c", "a b", 1)]
    [InlineData("a", "", -7)]
    public void Grade_Range_HoldsItsBounds(string one, string many, int value)
        => Assert.Equal(value, Read(Forms.Key(s_two, Ranges((8, 9, 1), (10, 12, 2), (13, 15, 3)))).Grade(Chosen(one, many)));

    [Fact]
    public void Grade_SumBeyondAnInteger_StaysAtTheEnd()
        => Assert.Equal(int.MaxValue, Read(Forms.Key(Forms.Keyed("one", 0, ("a", int.MaxValue)) + Forms.Keyed("many", 0, ("a", int.MaxValue)))).Grade(Chosen("a", "a")));

    public static TheoryData<string, string> Wrong => new()
    {
        { Forms.Key(""), "needs a <Question>" },
        { Forms.Key(Forms.Keyed("q", 0)), "needs a <AnswerOption>" },
        { Forms.Key("<Question><QuestionIdentifier>q</QuestionIdentifier><AnswerOption><AnswerScore>1</AnswerScore></AnswerOption></Question>"), "needs a <SelectionIdentifier>" },
        { Forms.Key("<Question><QuestionIdentifier>q</QuestionIdentifier><AnswerOption><SelectionIdentifier>a</SelectionIdentifier><AnswerScore>ten</AnswerScore></AnswerOption></Question>"), "is not a whole number" },
        { Forms.Key(s_two + s_two), "2 questions with the QuestionIdentifier" },
        { Forms.Key(s_two, Percentage.Replace("15", "0")), "out of range" },
        { Forms.Key(s_two, Scale("NaN")), "is not a number" },
        { Forms.Key(s_two, Ranges((9, 1, 1))), "no score would fall into it" },
        { Forms.Key(s_two, "<QualificationValueMapping/>"), "needs one of <PercentageMapping>" },
        { Forms.Key(s_two).Replace("AnswerKey.xsd", "Other.xsd"), "Write xmlns=" },
        { Forms.External("https://example.org/"), "an answer key is an <AnswerKey>" },
        { "<!DOCTYPE a [<!ENTITY b 'c'>]>" + Forms.Key(s_two), "DTD" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Read_WithAMistake_SaysWhat(string xml, string why) => Assert.Contains(why, AnswerKeyXml.Read(xml).Fault!.Message);

    [Theory]
    [InlineData("gone", "a", "which the Test does not ask")]
    [InlineData("text", "a", "which is not a selection")]
    [InlineData("one", "z", "the selection \"z\" of \"one\", which the Test does not offer")]
    public void Read_KeyThatDoesNotFitItsTest_IsAnInvalidValue(string question, string selection, string why)
    {
        var test = Forms.Read(Forms.Ask("one", Forms.Selections("", "", "a", "b")) + Forms.Ask("text", "<FreeTextAnswer/>"));
        var fault = AnswerKeyXml.Read(Forms.Key(Forms.Keyed(question, 0, (selection, 1))), test).Fault!;
        Assert.Equal("AWS.MechanicalTurk.InvalidParameterValue", fault.Code);
        Assert.Contains(why, fault.Message);
    }
}
