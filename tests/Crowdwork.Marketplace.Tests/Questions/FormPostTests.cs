using Crowdwork.Marketplace.Questions;

namespace Crowdwork.Marketplace.Tests.Questions;

public sealed class FormPostTests
{
    private const string Required = "<IsRequired>true</IsRequired>";

    private static string Text(string constraints, string required = Required) => Forms.Ask("q", $"<FreeTextAnswer><Constraints>{constraints}</Constraints></FreeTextAnswer>", required);

    [Theory]
    [InlineData("", "hello", null)]
    [InlineData("", "", "An answer is needed.")]
    [InlineData("", "  \r\n ", "An answer is needed.")]
    [InlineData("<IsNumeric/>", "12", null)]
    [InlineData("<IsNumeric/>", "-3.5", null)]
    [InlineData("<IsNumeric/>", "1e9", "Write a number")]
    [InlineData("<IsNumeric/>", "twelve", "Write a number")]
    [InlineData("<IsNumeric minValue=\"1\" maxValue=\"10\"/>", "10", null)]
    [InlineData("<IsNumeric minValue=\"1\" maxValue=\"10\"/>", "11", "between 1 and 10")]
    [InlineData("<IsNumeric minValue=\"1\"/>", "0", "at least 1")]
    [InlineData("<IsNumeric maxValue=\"1\"/>", "2", "at most 1")]
    [InlineData("<Length minLength=\"2\" maxLength=\"4\"/>", "abcd", null)]
    [InlineData("<Length minLength=\"2\" maxLength=\"4\"/>", "abcde", "has 5 characters; it has to have between 2 and 4")]
    [InlineData("<Length maxLength=\"1\"/>", "👩‍👩‍👧", null)]
    [InlineData("<Length minLength=\"3\" maxLength=\"3\"/>", "x", "has 1 character; it has to have exactly 3")]
    [InlineData("<AnswerFormatRegex regex=\"^[A-Z]{3}$\"/>", "ABC", null)]
    [InlineData("<AnswerFormatRegex regex=\"^[A-Z]{3}$\"/>", "abc", "does not have the form")]
    [InlineData("<AnswerFormatRegex regex=\"^[A-Z]{3}$\" flags=\"i\"/>", "abc", null)]
    [InlineData("<AnswerFormatRegex regex=\"^[A-Z]{3}$\" errorText=\"Three capitals, please\"/>", "abc", "Three capitals, please")]
    [InlineData("<AnswerFormatRegex regex=\"b\"/>", "abc", null)]
    [InlineData("<AnswerFormatRegex regex=\"^\\d+$\"/>", "٣", "does not have the form")]
    [InlineData("<AnswerFormatRegex regex=\"^\\p{L}+$\"/>", "ü", null)]
    public void Text_HeldAgainstItsConstraints(string constraints, string answer, string? problem)
    {
        var post = FormPost.Read(Forms.Read(Text(constraints)), Forms.Fields($"q1={answer}"));
        if (problem is null) Assert.Empty(post.Problems);
        else Assert.Contains(problem, Assert.Single(post.Problems).What);
    }

    [Fact]
    public void Text_PatternThatWouldRunForEver_GivesUpAndLetsTheAnswerPass()
    {
        var form = Forms.Read(Text("<AnswerFormatRegex regex=\"^(a+)+$\"/>"));
        Assert.Empty(FormPost.Read(form, Forms.Fields($"q1={new string('a', 60)}!")).Problems);
    }

    [Fact]
    public void Text_OptionalAndEmpty_NeedsNothing()
        => Assert.Empty(FormPost.Read(Forms.Read(Text("<Length minLength=\"5\"/>", "")), []).Problems);

    [Theory]
    [InlineData("", "q1=s0", null, "a")]
    [InlineData("", "", "Choose one.", "")]
    [InlineData("", "q1=s0&q1=s1", "Choose one.", "a b")]
    [InlineData("<MaxSelectionCount>3</MaxSelectionCount>", "q1=s2&q1=s0", null, "a c")]
    [InlineData("<MaxSelectionCount>3</MaxSelectionCount>", "q1=s0&q1=s0", null, "a")]
    [InlineData("<MinSelectionCount>2</MinSelectionCount><MaxSelectionCount>3</MaxSelectionCount>", "q1=s0", "Choose at least 2.", "a")]
    [InlineData("<MinSelectionCount>2</MinSelectionCount><MaxSelectionCount>2</MaxSelectionCount>", "q1=s0&q1=s1&q1=s2", "Choose exactly 2.", "a b c")]
    [InlineData("<MaxSelectionCount>2</MaxSelectionCount>", "q1=s0&q1=s1&q1=s2", "Choose at most 2; 3 are chosen.", "a b c")]
    [InlineData("<MinSelectionCount>0</MinSelectionCount>", "", null, "")]
    [InlineData("", "q1=s9", "not on the form", "")]
    [InlineData("", "q1=a", "not on the form", "")]
    [InlineData("", "q1=other&q1-other=x", "not on the form", "")]
    public void Selection_HeldAgainstItsCounts(string counts, string fields, string? problem, string chosen)
    {
        var form = Forms.Read(Forms.Ask("q", Forms.Selections(counts, "", "a", "b", "c"), Required));
        var post = FormPost.Read(form, Forms.Fields(fields.Split('&', StringSplitOptions.RemoveEmptyEntries)));
        if (problem is null) Assert.Empty(post.Problems);
        else Assert.Contains(problem, Assert.Single(post.Problems).What);
        Assert.Equal(chosen, string.Join(' ', post.Answers.Single().Selections));
    }

    [Theory]
    [InlineData("q1=other&q1-other=green", null, "green")]
    [InlineData("q1=other&q1-other=", "Write what you mean by other.", "")]
    [InlineData("q1=other&q1-other=far too long", "at most 8", "far too long")]
    [InlineData("q1=s0&q1-other=left over", null, null)]
    public void Selection_Other_NeedsAText(string fields, string? problem, string? other)
    {
        var form = Forms.Read(Forms.Ask("q", Forms.Selections("", "<OtherSelection><Constraints><Length maxLength=\"8\"/></Constraints></OtherSelection>", "a"), Required));
        var post = FormPost.Read(form, Forms.Fields(fields.Split('&')));
        Assert.Equal(problem is null, post.Problems.Count == 0);
        if (problem is not null) Assert.Contains(problem, post.Problems[0].What);
        Assert.Equal(other, post.Answers.Single().OtherText);
    }

    [Fact]
    public void Problems_OfSeveralQuestions_AreAllThere()
    {
        var form = Forms.Read(Text("") + Forms.Ask("r", Forms.Selections("", "", "a", "b"), Required) + Forms.Ask("s", "<FreeTextAnswer/>"));
        Assert.Equal([("q1", 0), ("q2", 1)], FormPost.Read(form, []).Problems.Select(problem => (problem.Field, problem.Question)));
    }

    [Fact]
    public void Answers_KeepTheOrderOfTheFormAndUseTheRequestersNames()
    {
        var form = Forms.Read(Text("") + Forms.Ask("pick me", Forms.Selections("<MaxSelectionCount>2</MaxSelectionCount>", "<OtherSelection/>", "x", "y")));
        var xml = FormPost.Read(form, Forms.Fields("q2=other", "q2=s1", "q2-other=z & z", "q1=a\r\nb")).ToAnswers().ToXml();
        Assert.EndsWith(
            "<Answer><QuestionIdentifier>q</QuestionIdentifier><FreeText>a\nb</FreeText></Answer><Answer><QuestionIdentifier>pick me</QuestionIdentifier><SelectionIdentifier>y</SelectionIdentifier><OtherSelectionText>z &amp; z</OtherSelectionText></Answer></QuestionFormAnswers>",
            xml);
    }
}
