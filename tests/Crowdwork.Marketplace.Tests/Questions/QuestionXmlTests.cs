using Crowdwork.Marketplace.Questions;

namespace Crowdwork.Marketplace.Tests.Questions;

public sealed class QuestionXmlTests
{
    [Theory]
    [InlineData("https://example.org/task")]
    [InlineData("https://example.org/task?row=1&amp;mode=a%20b#top")]
    [InlineData("http://localhost:8000/worker/task")]
    [InlineData("http://127.0.0.1:8000/")]
    [InlineData("http://[::1]:8000/")]
    [InlineData("http://runner.localhost:8000/")]
    public void ExternalQuestion_AddressThatABrowserMayShow_IsRead(string url)
    {
        var question = Assert.IsType<ExternalQuestion>(QuestionXml.Read(Forms.External(url)).Value);
        Assert.Equal(new Uri(url.Replace("&amp;", "&")), question.Url);
        Assert.Equal(600, question.FrameHeight);
    }

    [Theory]
    [InlineData("http://example.org/", "begins with http://")]
    [InlineData("javascript:alert(1)", "is not an address")]
    [InlineData("file:///etc/passwd", "is not an address")]
    [InlineData("ftp://example.org/", "is not an address")]
    [InlineData("/relative", "is not an address")]
    [InlineData("", "is not an address")]
    public void ExternalQuestion_AddressThatCannotBeShown_IsAnInvalidValue(string url, string why)
    {
        var fault = QuestionXml.Read(Forms.External(url)).Fault!;
        Assert.Equal("AWS.MechanicalTurk.InvalidParameterValue", fault.Code);
        Assert.Contains(why, fault.Message);
    }

    [Theory]
    [InlineData("x", "is not a whole number")]
    [InlineData("-1", "out of range")]
    [InlineData("99999999999", "is not a whole number")]
    public void FrameHeight_NotAHeight_IsRefused(string height, string why)
        => Assert.Contains(why, QuestionXml.Read(Forms.External("https://example.org/", height)).Fault!.Message);

    [Fact]
    public void HtmlQuestion_KeepsTheDocumentAsItIs()
    {
        const string html = "<!DOCTYPE html><html><body><script>if (1 < 2 && true) go();</script></body></html>";
        var question = Assert.IsType<HtmlQuestion>(QuestionXml.Read(Forms.HtmlDocument(html)).Value);
        Assert.Equal(html, question.Html);
        Assert.Equal(450, question.FrameHeight);
    }

    [Theory]
    [InlineData("<ExternalQuestion><ExternalURL>https://a/</ExternalURL><FrameHeight>1</FrameHeight></ExternalQuestion>", "Write xmlns=")]
    [InlineData("<Strange/>", "a question is an <ExternalQuestion>")]
    [InlineData("hello", "Data at the root level is invalid")]
    [InlineData("", "empty")]
    [InlineData("   ", "empty")]
    [InlineData("<a><b></a>", "does not match the end tag")]
    [InlineData("<a>\u0001</a>", "invalid character")]
    public void Read_NotAQuestion_IsAnXmlParseError(string xml, string why)
    {
        var fault = QuestionXml.Read(xml).Fault!;
        Assert.Equal("AWS.MechanicalTurk.XMLParseError", fault.Code);
        Assert.Contains(why, fault.Message);
    }

    public static TheoryData<string, string> Hostile => new()
    {
        { "external entity", """<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>""" + Forms.External("https://a/&e;") },
        { "expanding entities", """<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>""" + Forms.External("https://a/&b;") },
        { "external DTD", """<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">""" + Forms.External("https://a/") },
        { "undeclared entity", Forms.External("https://a/&nbsp;") },
        { "depth", string.Concat(Enumerable.Repeat("<a>", 5000)) + string.Concat(Enumerable.Repeat("</a>", 5000)) },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Read_HostileXml_IsRefusedWithoutLookingFurther(string kind, string xml)
    {
        Assert.NotEmpty(kind);
        Assert.Equal(QuestionFaultKind.Xml, QuestionXml.Read(xml).Fault!.Kind);
    }

    [Fact]
    public void Read_MoreBytesThanAllowed_CountsBytesAndNotCharacters()
    {
        var room = 65_535 - System.Text.Encoding.UTF8.GetByteCount(Forms.HtmlDocument(""));
        Assert.NotNull(QuestionXml.Read(Forms.HtmlDocument(new string('x', room))).Value);
        Assert.Contains("65,535 are allowed", QuestionXml.Read(Forms.HtmlDocument(new string('x', room + 1))).Fault!.Message);
        Assert.Contains("65,535 are allowed", QuestionXml.Read(Forms.HtmlDocument(new string('ü', (room / 2) + 1))).Fault!.Message);
    }

    [Fact]
    public void Form_EveryDocumentedElement_IsRead()
    {
        var form = Forms.Read("""
            <Overview>
              <Title>Birds</Title><Text>Look at each.</Text>
              <List><ListItem>one</ListItem><ListItem>two</ListItem></List>
              <Binary><MimeType><Type>image</Type><SubType>gif</SubType></MimeType><DataURL>https://example.org/a.gif</DataURL><AltText>A bird</AltText></Binary>
              <EmbeddedBinary><EmbeddedMimeType><Type>video</Type><SubType>mp4</SubType></EmbeddedMimeType><DataURL>https://example.org/v.mp4</DataURL><AltText>Flight</AltText><Width>320</Width><Height>200</Height>
                <ApplicationParameter><Name>loop</Name><Value>1</Value></ApplicationParameter></EmbeddedBinary>
              <FormattedContent><![CDATA[<p>With <b>care</b>&nbsp;please</p>]]></FormattedContent>
            </Overview>
            <Question>
              <QuestionIdentifier>name</QuestionIdentifier><DisplayName>1a</DisplayName><IsRequired>true</IsRequired>
              <QuestionContent><Text>Which bird?</Text></QuestionContent>
              <AnswerSpecification><FreeTextAnswer>
                <Constraints><Length minLength="2" maxLength="50"/><IsNumeric minValue="1" maxValue="100"/><AnswerFormatRegex regex="^\d+$" errorText="Digits" flags="i"/></Constraints>
                <DefaultText>12</DefaultText><NumberOfLinesSuggestion>3</NumberOfLinesSuggestion>
              </FreeTextAnswer></AnswerSpecification>
            </Question>
            <Overview><Text>And now</Text></Overview>
            <Question>
              <QuestionIdentifier>kind</QuestionIdentifier>
              <QuestionContent><Text>Which kind?</Text></QuestionContent>
              <AnswerSpecification><SelectionAnswer>
                <MinSelectionCount>1</MinSelectionCount><MaxSelectionCount>2</MaxSelectionCount><StyleSuggestion>checkbox</StyleSuggestion>
                <Selections>
                  <Selection><SelectionIdentifier>a</SelectionIdentifier><Text>A</Text></Selection>
                  <Selection><SelectionIdentifier>b</SelectionIdentifier><FormattedContent><![CDATA[<i>B</i>]]></FormattedContent></Selection>
                  <Selection><SelectionIdentifier>c</SelectionIdentifier><Binary><MimeType><Type>image</Type></MimeType><DataURL>https://example.org/c.png</DataURL><AltText>C</AltText></Binary></Selection>
                  <OtherSelection><Constraints><Length maxLength="9"/></Constraints></OtherSelection>
                </Selections>
              </SelectionAnswer></AnswerSpecification>
            </Question>
            """);

        Assert.Equal(["Overview", "AskedQuestion", "Overview", "AskedQuestion"], form.Parts.Select(part => part.GetType().Name));
        Assert.Equal(6, ((Overview)form.Parts[0]).Content.Length);
        var name = form.Questions.First();
        Assert.True(name.IsRequired);
        Assert.Equal("1a", name.DisplayName);
        var text = Assert.IsType<FreeTextAnswer>(name.Answer);
        Assert.Equal(("12", 3, new LengthConstraint(2, 50), new NumericConstraint(1, 100)), (text.DefaultText, text.Lines, text.Constraints.Length, text.Constraints.Numeric));
        Assert.Equal("Digits", text.Constraints.Formats.Single().ErrorText);
        var selection = Assert.IsType<SelectionAnswer>(form.Questions.Last().Answer);
        Assert.Equal((1, 2, SelectionStyle.CheckBox, 3), (selection.MinCount, selection.MaxCount, selection.Style, selection.Selections.Length));
        Assert.Equal(9, selection.Other!.Constraints.Length!.Max);
    }

    [Fact]
    public void Form_OfTheOlderSchema_IsReadToo()
        => Assert.NotNull(QuestionXml.Read(Forms.Form(Forms.Ask("q", "<FreeTextAnswer/>")).Replace("2017-11-06", "2005-10-01")).Value);

    public static TheoryData<string, string> Wrong => new()
    {
        { "", "needs a <Question>" },
        { Forms.Ask("", "<FreeTextAnswer/>"), "<QuestionIdentifier>: is empty" },
        { Forms.Ask("q", "<FreeTextAnswer/>") + Forms.Ask("q", "<FreeTextAnswer/>"), "2 questions with the QuestionIdentifier \"q\"" },
        { Forms.Ask("q", "<FileUploadAnswer><MaxFileSizeInBytes>1</MaxFileSizeInBytes></FileUploadAnswer>"), "MTurk took uploads away" },
        { Forms.Ask("q", "<FreeTextAnswer/>", content: "<Application><Flash/></Application>"), "no browser runs Java applets or Flash" },
        { Forms.Ask("q", "<FreeTextAnswer/>", content: ""), "shows nothing" },
        { Forms.Ask("q", ""), "needs one of <FreeTextAnswer>" },
        { Forms.Ask("q", "<FreeTextAnswer/><FreeTextAnswer/>"), "not 2 of them" },
        { Forms.Ask("q", "<FreeTextAnswer/>", "<IsRequired>yes</IsRequired>"), "neither true nor false" },
        { Forms.Ask("q", "<FreeTextAnswer/>", "<IsRequired>1</IsRequired><DisplayName>x</DisplayName>"), "has to stand before it" },
        { Forms.Ask("q", "<FreeTextAnswer/>", "<Colour>red</Colour>"), "<Colour>: is not known in <Question>" },
        { Forms.Ask("q", "<FreeTextAnswer/>", "<x:a xmlns:x=\"urn:x\"/>"), "belongs to the namespace \"urn:x\"" },
        { Forms.Ask("q", "<FreeTextAnswer/>", "stray"), "no text of its own" },
        { Forms.Ask("q", "<FreeTextAnswer><NumberOfLinesSuggestion>0</NumberOfLinesSuggestion></FreeTextAnswer>"), "1 to 1000 are allowed" },
        { Forms.Ask("q", "<FreeTextAnswer><Constraints><AnswerFormatRegex regex=\"(\"/></Constraints></FreeTextAnswer>"), "is not a regular expression" },
        { Forms.Ask("q", "<FreeTextAnswer><Constraints><AnswerFormatRegex regex=\"a\" flags=\"q\"/></Constraints></FreeTextAnswer>"), "are not flags" },
        { Forms.Ask("q", "<FreeTextAnswer><Constraints><AnswerFormatRegex/></Constraints></FreeTextAnswer>"), "needs the attribute regex" },
        { Forms.Ask("q", "<FreeTextAnswer><Constraints><Length minLength=\"9\" maxLength=\"3\"/></Constraints></FreeTextAnswer>"), "no text would do" },
        { Forms.Ask("q", "<FreeTextAnswer><Constraints><IsNumeric minValue=\"9\" maxValue=\"3\"/></Constraints></FreeTextAnswer>"), "no number would do" },
        { Forms.Ask("q", "<FreeTextAnswer><Constraints><IsNumeric min=\"9\"/></Constraints></FreeTextAnswer>"), "unknown attribute min" },
        { Forms.Ask("q", $"<FreeTextAnswer><Constraints>{string.Concat(Enumerable.Repeat("<AnswerFormatRegex regex=\"a\"/>", 51))}</Constraints></FreeTextAnswer>"), "at most 50 are allowed in a form" },
        { Forms.Ask("q", Forms.Selections("", "")), "needs a <Selection>" },
        { Forms.Ask("q", Forms.Selections("", "", "a", "a")), "2 selections with the SelectionIdentifier \"a\"" },
        { Forms.Ask("q", Forms.Selections("<MinSelectionCount>3</MinSelectionCount>", "", "a", "b")), "0 to 2 are allowed" },
        { Forms.Ask("q", Forms.Selections("<MinSelectionCount>2</MinSelectionCount><MaxSelectionCount>1</MaxSelectionCount>", "", "a", "b")), "no choice would do" },
        { Forms.Ask("q", Forms.Selections("<StyleSuggestion>wheel</StyleSuggestion>", "", "a")), "is not a style" },
        { Forms.Ask("q", "<FreeTextAnswer/>", content: "<Binary><MimeType><Type>image</Type></MimeType><DataURL>javascript:1</DataURL><AltText/></Binary>"), "is not an address" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Form_WithAMistake_IsRefusedAndSaysWhereAndWhat(string parts, string why)
    {
        var fault = QuestionXml.Read(Forms.Form(parts)).Fault;
        Assert.NotNull(fault);
        Assert.Contains(why, fault.Message);
        Assert.Contains("line 1, <", fault.Message);
    }

    [Fact]
    public void Form_WithSeveralMistakes_NamesThemAllInOneMessage()
    {
        var fault = QuestionXml.Read(Forms.Form(Forms.Ask("", "") + Forms.Ask("q", "<FreeTextAnswer/>", "<IsRequired>maybe</IsRequired>") + "<Thing/>")).Fault!;
        Assert.Equal(4, fault.Problems.Count);
    }

    [Fact]
    public void Form_WithThousandsOfMistakes_AnswersWithAFew()
        => Assert.Equal(26, QuestionXml.Read(Forms.Form(string.Concat(Enumerable.Repeat("<T/>", 5000)))).Fault!.Problems.Count);

    [Fact]
    public void Test_ThatIsNoForm_IsRefused()
        => Assert.Contains("a qualification test is a <QuestionForm>", QuestionXml.ReadTest(Forms.External("https://example.org/")).Fault!.Message);
}
