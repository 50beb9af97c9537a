using System.Xml.Linq;
using Crowdwork.Marketplace.Questions;

namespace Crowdwork.Marketplace.Tests.Questions;

public sealed class QuestionFormAnswersTests
{
    private const string Head = $"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n<QuestionFormAnswers xmlns=\"{Forms.AnswersSchema}\">";

    [Fact]
    public void FromPost_WritesWhatMTurkWrites()
        => Assert.Equal(
            Head + "<Answer><QuestionIdentifier>x</QuestionIdentifier><FreeText>v</FreeText></Answer><Answer><QuestionIdentifier>empty</QuestionIdentifier><FreeText/></Answer></QuestionFormAnswers>",
            QuestionFormAnswers.FromPost(Forms.Fields("assignmentId=3A", "hitId=3H", "workerId=A1", "turkSubmitTo=http://x", "x=v", "empty=")).ToXml());

    [Fact]
    public void FromPost_KeepsTheOrderAndJoinsValuesOfOneName()
    {
        var answers = QuestionFormAnswers.FromPost(Forms.Fields("b=1", "a=2", "b=3", "c=4")).Answers;
        Assert.Equal(["b=1|3", "a=2", "c=4"], answers.Select(answer => $"{answer.QuestionIdentifier}={answer.FreeText}"));
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("<b>&amp;\"'</b>]]>", "<b>&amp;\"'</b>]]>")]
    [InlineData("Grüße 你好 👩‍👩‍👧 \u202Eabc", "Grüße 你好 👩‍👩‍👧 \u202Eabc")]
    [InlineData("a\u0000b\u0001c\u0008d\u000Be\u001Ff\uFFFEg\uFFFFh", "abcdefgh")]
    [InlineData("tab\tline\nreturn\r\nend", "tab\tline\nreturn\r\nend")]
    [InlineData(" leading and trailing ", " leading and trailing ")]
    public void ToXml_AnyText_ComesBackFromAnyParser(string text, string read)
    {
        var xml = QuestionFormAnswers.FromPost([KeyValuePair.Create("field", text)]).ToXml();
        var answer = XDocument.Parse(xml, LoadOptions.PreserveWhitespace).Root!.Elements().Single();
        Assert.Equal(read, answer.Elements().Last().Value);
        Assert.Equal(read, QuestionFormAnswers.Read(xml).Value!.Answers.Single().FreeText);
    }

    [Theory]
    [InlineData("lone \uD83D half")]
    [InlineData("\uDC69\uD83D wrong way round")]
    [InlineData("ends in a half \uD83D")]
    public void ToXml_HalvesOfSurrogatePairs_AreLeftOut(string text)
    {
        var xml = QuestionFormAnswers.FromPost([KeyValuePair.Create("field", text)]).ToXml();
        Assert.DoesNotContain(XDocument.Parse(xml).Root!.Value, char.IsSurrogate);
    }

    [Fact]
    public void FromPost_NamesThatXmlCannotHold_LoseTheirBadCharactersAndMeet()
        => Assert.Equal(["a=1|2"], QuestionFormAnswers.FromPost(Forms.Fields("a=1", "a\u0001=2", "\u0001=3", "=4")).Answers.Select(answer => $"{answer.QuestionIdentifier}={answer.FreeText}"));

    [Fact]
    public void FromPost_NamesThatLookLikeMarkup_StayNames()
        => Assert.Equal("</QuestionIdentifier>", QuestionFormAnswers.Read(QuestionFormAnswers.FromPost(Forms.Fields("</QuestionIdentifier>=1")).ToXml()).Value!.Answers.Single().QuestionIdentifier);

    [Fact]
    public void Read_SelectionsAndOther_AreKept()
    {
        var answers = new QuestionFormAnswers([Answer.OfSelections("q", ["a", "b"], "c"), Answer.OfSelections("r", [])]);
        var read = QuestionFormAnswers.Read(answers.ToXml()).Value!;
        Assert.Equal(["a", "b"], read.Answers[0].Selections);
        Assert.Equal("c", read.Answers[0].OtherText);
        Assert.Empty(read.Answers[1].Selections);
        Assert.Null(read.Answers[1].FreeText);
    }

    [Theory]
    [InlineData("<x/>")]
    [InlineData("<QuestionFormAnswers/>")]
    [InlineData("<!DOCTYPE a><QuestionFormAnswers/>")]
    public void Read_SomethingElse_IsRefused(string xml) => Assert.Equal("AWS.MechanicalTurk.XMLParseError", QuestionFormAnswers.Read(xml).Fault!.Code);
}
