using Crowdwork.Marketplace.Questions;

namespace Crowdwork.Marketplace.Tests.Questions;

public sealed class FormMarkupTests
{
    private static string Draw(string parts, bool enabled = true, params string[] posted)
    {
        var form = Forms.Read(parts);
        var fields = Forms.Fields(posted);
        return new FormMarkup(form, posted.Length == 0 ? null : fields.ToLookup(field => field.Key, field => field.Value), posted.Length == 0 ? [] : FormPost.Read(form, fields).Problems, enabled).Parts().ToString();
    }

    [Fact]
    public void Parts_TextsFromTheRequester_AreEncodedEverywhere()
    {
        const string bad = "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;";
        var html = Draw(
            $"<Overview><Title>{bad}</Title><Text>{bad}</Text><List><ListItem>{bad}</ListItem></List></Overview>"
            + Forms.Ask(bad, $"<FreeTextAnswer><DefaultText>{bad}</DefaultText></FreeTextAnswer>", $"<DisplayName>{bad}</DisplayName>")
            + Forms.Ask("s", Forms.Selections("", "", bad)) + Forms.Ask("d", Forms.Selections("<StyleSuggestion>dropdown</StyleSuggestion>", "", bad))
            + Forms.Ask("i", "<FreeTextAnswer/>", content: $"<Binary><MimeType><Type>image</Type></MimeType><DataURL>https://example.org/?a=&quot;&amp;b</DataURL><AltText>{bad}</AltText></Binary>"));
        Assert.DoesNotContain("<script", html);
        Assert.DoesNotContain("\">&lt;", html.Replace("dir=\"auto\">&lt;", "").Replace("dir=\"auto\">&quot;", ""));
        Assert.Contains("alt=\"&quot;&gt;&lt;script&gt;", html);
    }

    [Theory]
    [InlineData("", "type=\"radio\"")]
    [InlineData("<StyleSuggestion>radiobutton</StyleSuggestion>", "type=\"radio\"")]
    [InlineData("<StyleSuggestion>checkbox</StyleSuggestion>", "type=\"radio\"")]
    [InlineData("<StyleSuggestion>dropdown</StyleSuggestion>", "<option value=\"\">Choose…</option>")]
    [InlineData("<StyleSuggestion>combobox</StyleSuggestion>", "<option value=\"\">Choose…</option>")]
    [InlineData("<StyleSuggestion>list</StyleSuggestion>", " size=\"3\" ")]
    [InlineData("<MaxSelectionCount>2</MaxSelectionCount><StyleSuggestion>radiobutton</StyleSuggestion>", "type=\"checkbox\"")]
    [InlineData("<MaxSelectionCount>2</MaxSelectionCount><StyleSuggestion>list</StyleSuggestion>", " multiple")]
    [InlineData("<MaxSelectionCount>2</MaxSelectionCount><StyleSuggestion>multichooser</StyleSuggestion>", "type=\"checkbox\"")]
    public void Selection_IsDrawnByWhatItAllowsAndThenByItsStyle(string settings, string drawn)
        => Assert.Contains(drawn, Draw(Forms.Ask("q", Forms.Selections(settings, "", "a", "b"))));

    [Fact]
    public void Parts_AfterARefusedPost_ShowWhatWasWrittenAndWhatIsWrong()
    {
        var html = Draw(Forms.Ask("q", "<FreeTextAnswer/>") + Forms.Ask("r", Forms.Selections("", "", "a", "b"), "<IsRequired>true</IsRequired>") + Forms.Ask("s", Forms.Selections("", "", "a", "b")), true, "q1=my <text>", "q3=s1");
        Assert.Contains("value=\"my &lt;text&gt;\"", html);
        Assert.Contains("""id="q3-s1" name="q3" value="s1" checked""", html);
        Assert.Contains("""<p class="form-problem" id="q2-problem" dir="auto">Choose one.</p>""", html);
        Assert.Contains("""aria-invalid="true" aria-describedby="q2-problem" """, html);
    }

    [Fact]
    public void Parts_InAPreview_CanBeReadAndNotWritten()
    {
        var html = Draw(Forms.Ask("q", "<FreeTextAnswer/>") + Forms.Ask("r", Forms.Selections("", "<OtherSelection/>", "a")), enabled: false);
        Assert.Equal(4, html.Split(" disabled").Length - 1);
    }

    [Fact]
    public void Text_OfSeveralLines_KeepsItsFirstLineBreak()
        => Assert.Contains("rows=\"4\">\n\nsecond line</textarea>", Draw(Forms.Ask("q", "<FreeTextAnswer><DefaultText>\nsecond line</DefaultText><NumberOfLinesSuggestion>4</NumberOfLinesSuggestion></FreeTextAnswer>")).Replace("&#xA;", "\n"));
}
