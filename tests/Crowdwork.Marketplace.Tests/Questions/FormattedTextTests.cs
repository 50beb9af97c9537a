using Crowdwork.Marketplace.Questions;

namespace Crowdwork.Marketplace.Tests.Questions;

public sealed class FormattedTextTests
{
    [Theory]
    [InlineData("plain & simple", null)]
    [InlineData("a &amp; b &lt; c", "a &amp; b &lt; c")]
    [InlineData("<p>one<br/>two</p>", "<p>one<br>two</p>")]
    [InlineData("<table border=\"1\"><tr><td align=\"center\">x</td></tr></table>", "<table border=\"1\"><tr><td align=\"center\">x</td></tr></table>")]
    [InlineData("<img src=\"https://example.org/a.png\"/>", "<img src=\"https://example.org/a.png\" alt=\"\">")]
    [InlineData("<a href=\"https://example.org/\" target=\"_top\">x</a>", "<a href=\"https://example.org/\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">x</a>")]
    [InlineData("a&nbsp;b&eacute;", "a&#xA0;b&#xE9;")]
    [InlineData("<!-- gone --><b>x</b>", "<b>x</b>")]
    [InlineData("<h1>Big</h1>", "<h2>Big</h2>")]
    public void Html_OfTheDocumentedSubset_ComesOutAgain(string xhtml, string? html)
    {
        var text = new FormattedText(xhtml);
        if (html is null) Assert.NotEmpty(text.Problems);
        else Assert.Equal((html, 0), (text.Html, text.Problems.Count));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<p onclick=\"alert(1)\">x</p>")]
    [InlineData("<p style=\"position:fixed\">x</p>")]
    [InlineData("<p class=\"button\" id=\"theme\">x</p>")]
    [InlineData("<a href=\"javascript:alert(1)\">x</a>")]
    [InlineData("<a href=\" JaVaScRiPt:alert(1)\">x</a>")]
    [InlineData("<a href=\"java&#10;script:alert(1)\">x</a>")]
    [InlineData("<a href=\"data:text/html,x\">x</a>")]
    [InlineData("<img src=\"x\" onerror=\"alert(1)\"/>")]
    [InlineData("<iframe src=\"https://example.org/\"/>")]
    [InlineData("<form action=\"https://example.org/\"><input name=\"q1\"/></form>")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>")]
    [InlineData("<b xmlns=\"urn:strange\">x</b>")]
    [InlineData("<object data=\"x\"/>")]
    [InlineData("<SCRIPT>alert(1)</SCRIPT>")]
    [InlineData("<p>unclosed")]
    [InlineData("</x><script>alert(1)</script><x>")]
    [InlineData("<!DOCTYPE x [<!ENTITY e \"v\">]><p>&e;</p>")]
    [InlineData("<p>&unknown;</p>")]
    public void Html_Hostile_IsAProblemAndNeverComesOut(string xhtml)
    {
        var text = new FormattedText(xhtml);
        Assert.NotEmpty(text.Problems);
        Assert.DoesNotMatch("(?i)<(script|svg|iframe|form|input|object)|<[^>]* (on[a-z]+|style|class|id)=|<[^>]*(javascript|data):", text.Html);
    }

    [Fact]
    public void Html_AttributeWithQuotes_StaysInsideOfItsQuotes()
        => Assert.Equal("<p title=\"&quot;&gt;&lt;script&gt;\">x</p>", new FormattedText("<p title='\"&gt;&lt;script&gt;'>x</p>").Html);

    [Fact]
    public void Html_TextThatLooksLikeMarkup_StaysText()
        => Assert.Equal("&lt;script&gt;alert(1)&lt;/script&gt;", new FormattedText("<![CDATA[<script>alert(1)</script>]]>").Html);

    [Fact]
    public void Html_NestedWithoutEnd_IsAProblem()
        => Assert.Contains(new FormattedText(string.Concat(Enumerable.Repeat("<b>", 500)) + string.Concat(Enumerable.Repeat("</b>", 500))).Problems, problem => problem.Contains("deep"));

    [Fact]
    public void FormattedContent_Refused_IsAnXhtmlParseError()
    {
        var fault = QuestionXml.Read(Forms.Form(Forms.Ask("q", "<FreeTextAnswer/>", content: "<FormattedContent><![CDATA[<script/>]]></FormattedContent>"))).Fault!;
        Assert.Equal("AWS.MechanicalTurk.XHTMLParseError", fault.Code);
        Assert.Contains("<script> is not supported", fault.Message);
    }
}
