using System.Text;
using Crowdwork.Marketplace.Questions;

namespace Crowdwork.Marketplace.Tests.Questions;

/// <summary>Documents that were right once and then had pieces cut out, doubled, swapped and written over: they are read or refused, never more.</summary>
public sealed class BrokenXmlTests
{
    private static readonly string[] s_whole =
    [
        Forms.External("https://example.org/?a=1&amp;b=2"),
        Forms.HtmlDocument("<html><body><form action=\"/mturk/externalSubmit\"></form></body></html>"),
        Forms.Form(
            "<Overview><Title>T</Title><List><ListItem>x</ListItem></List><FormattedContent><![CDATA[<table><tr><td>&nbsp;</td></tr></table>]]></FormattedContent></Overview>"
            + Forms.Ask("q", "<FreeTextAnswer><Constraints><IsNumeric minValue=\"1\" maxValue=\"9\"/><Length minLength=\"1\" maxLength=\"2\"/><AnswerFormatRegex regex=\"^[0-9]+$\" flags=\"i\"/></Constraints><DefaultText>1</DefaultText></FreeTextAnswer>")
            + Forms.Ask("r", Forms.Selections("<MinSelectionCount>1</MinSelectionCount><MaxSelectionCount>2</MaxSelectionCount><StyleSuggestion>list</StyleSuggestion>", "<OtherSelection/>", "a", "b", "c"))),
        Forms.Key(Forms.Keyed("q", 1, ("a b", 2), ("c", 3)), "<QualificationValueMapping><PercentageMapping><MaximumSummedScore>5</MaximumSummedScore></PercentageMapping></QualificationValueMapping>"),
        new QuestionFormAnswers([Answer.OfText("q", "text & more"), Answer.OfSelections("r", ["a", "b"], "c")]).ToXml(),
    ];

    private static readonly string[] s_pieces = ["<", ">", "</", "&", ";", "\"", "'", "]]>", "<![CDATA[", "<!--", "<!DOCTYPE x>", "<?x?>", "\0", "\uD83D", "\uFFFE", "xmlns:", "-1", "99999999999999999999", "(", "a{9999}", " "];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Read_BrokenDocuments_IsReadOrRefused(int seed)
    {
        var chance = new Random(seed);
        var (read, refused) = (0, 0);
        for (var round = 0; round < 1500; round++)
        {
            var xml = Break(s_whole[round % s_whole.Length], chance);
            var faults = new[] { QuestionXml.Read(xml).Fault, QuestionXml.ReadTest(xml).Fault, AnswerKeyXml.Read(xml).Fault, QuestionFormAnswers.Read(xml).Fault };
            foreach (var fault in faults)
            {
                if (fault is null) read++;
                else refused++;
                if (fault is not null) Assert.NotEqual("", fault.Message.Trim());
            }

            if (QuestionXml.ReadTest(xml).Value is { } form) Answered(form, chance);
        }

        Assert.True(read > 0 && refused > 0, $"{read} were read and {refused} refused.");
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void FormattedText_BrokenMarkup_NeverLetsAScriptThrough(int seed)
    {
        string[] pieces = ["<script>", "</script>", "<img src=x onerror=alert(1)>", "<a href=\"javascript:x\">", "</a>", "<p title=\"", "\">", "<b>", "</b>", "&lt;script&gt;", "<![CDATA[<script>]]>", "<svg/onload=x>", "<b xmlns=\"http://www.w3.org/2000/svg\">", "x", "<style>", "<p style='x:y'>", "</p>"];
        var chance = new Random(seed);
        for (var round = 0; round < 3000; round++)
        {
            var markup = string.Concat(Enumerable.Range(0, chance.Next(1, 9)).Select(_ => pieces[chance.Next(pieces.Length)]));
            Assert.DoesNotMatch("(?i)<(script|svg|style)|<[^>]*[\\s/]on[a-z]+\\s*=|<[^>]*javascript:|<[^>]*style=", new FormattedText(markup).Html);
        }
    }

    /// <summary>Whatever form comes through can be shown, posted and handed on as XML.</summary>
    private static void Answered(QuestionForm form, Random chance)
    {
        var fields = Enumerable.Range(0, 4).SelectMany(question => new[]
        {
            KeyValuePair.Create(FormPost.FieldName(question), chance.Next(3) switch { 0 => FormPost.ValueOf(chance.Next(4)), 1 => FormPost.OtherValue, _ => "12" }),
            KeyValuePair.Create(FormPost.OtherName(question), "\u0001<&>\uD83D"),
        }).ToList();
        var post = FormPost.Read(form, fields);
        Assert.NotEqual("", new FormMarkup(form, fields.ToLookup(field => field.Key, field => field.Value), post.Problems, enabled: true).Parts().ToString());
        Assert.NotNull(QuestionFormAnswers.Read(post.ToAnswers().ToXml()).Value);
    }

    private static string Break(string whole, Random chance)
    {
        var text = new StringBuilder(whole);
        for (var cut = chance.Next(0, 4); cut > 0 && text.Length > 1; cut--)
        {
            var at = chance.Next(text.Length);
            var length = Math.Min(chance.Next(1, 30), text.Length - at);
            switch (chance.Next(4))
            {
                case 0:
                    text.Remove(at, length);
                    break;
                case 1:
                    text.Insert(chance.Next(text.Length), text.ToString(at, length));
                    break;
                case 2:
                    text.Insert(at, s_pieces[chance.Next(s_pieces.Length)]);
                    break;
                default:
                    text[at] = (char)chance.Next(1, 0x2100);
                    break;
            }
        }

        return text.ToString();
    }
}
