using Crowdwork.Templates.Running;

namespace Crowdwork.Templates.Tests;

public sealed class EscapingTests
{
    private static string Html(string template, object? x = null, TemplatesInMemory? includes = null, string path = "page.html") =>
        Template.Parse(template, path, new TemplateOptions { Loader = includes }).Render(new ScriptObject { ["x"] = x, ["yes"] = true, ["no"] = false, ["list"] = new ScriptArray([1, 2]) });

    private static IReadOnlyList<TemplateDiagnostic> Errors(string template) => Template.Parse(template, "page.html").Diagnostics;

    [Theory]
    [InlineData("<p>{{ x }}</p>", "<b>'\"&", "<p>&lt;b&gt;&#39;&quot;&amp;</p>")]
    [InlineData("<title>{{ x }}</title>", "</title>", "<title>&lt;/title&gt;</title>")]
    [InlineData("<textarea>{{ x }}</textarea>", "</textarea>", "<textarea>&lt;/textarea&gt;</textarea>")]
    [InlineData("<p title=\"{{ x }}\">", "\" onclick=\"f()", "<p title=\"&quot; onclick=&quot;f()\">")]
    [InlineData("<p title='{{ x }}'>", "' onclick='f()", "<p title='&#39; onclick=&#39;f()'>")]
    [InlineData("<a href=\"{{ x }}\">", "javascript:alert(1)", "<a href=\"#blocked\">")]
    [InlineData("<a href=\"{{ x }}\">", " Java\tScript:alert(1)", "<a href=\"#blocked\">")]
    [InlineData("<a href=\"{{ x }}\">", "https://example.org/?a=1&b=2", "<a href=\"https://example.org/?a=1&amp;b=2\">")]
    [InlineData("<a href=\"{{ x }}\">", "page.html#a:b", "<a href=\"page.html#a:b\">")]
    [InlineData("<a href=\"/find?q={{ x }}\">", "a b&c=\"d\"", "<a href=\"/find?q=a%20b%26c%3D%22d%22\">")]
    [InlineData("<a href=\"/u/{{ x }}\">", "a\"b", "<a href=\"/u/a&quot;b\">")]
    [InlineData("<a href=\"java{{ x }}\">", "script:alert(1)", "<a href=\"javascript%3Aalert(1)\">")]
    [InlineData("<a href=\"{{ '' }}{{ x }}\">", "javascript:alert(1)", "<a href=\"javascript%3Aalert(1)\">")]
    [InlineData("<script src=\"/js/{{ x }}.js\"></script>", "/evil.org/a", "<script src=\"/js/%2Fevil.org%2Fa.js\"></script>")]
    [InlineData("<b onclick=\"f({{ x }})\">", "');alert('", "<b onclick=\"f(&quot;\\u0027);alert(\\u0027&quot;)\">")]
    [InlineData("<b onclick=\"f('{{ x }}')\">", "');alert('", "<b onclick=\"f('\\u0027\\u0029\\u003Balert\\u0028\\u0027')\">")]
    [InlineData("<b onclick=\"f(&quot;{{ x }}&quot;)\">", "+1+", "<b onclick=\"f(&quot;\\u002B1\\u002B&quot;)\">")]
    [InlineData("<script>let a = {{ x }};</script>", "</script><script>", "<script>let a = \"\\u003C/script\\u003E\\u003Cscript\\u003E\";</script>")]
    [InlineData("<script>let a = \"{{ x }}\";</script>", "\";alert(1)//", "<script>let a = \"\\u0022\\u003Balert\\u00281\\u0029\\u002F\\u002F\";</script>")]
    [InlineData("<script>let a = `{{ x }}`;</script>", "${alert(1)}`", "<script>let a = `\\u0024\\u007Balert\\u00281\\u0029\\u007D\\u0060`;</script>")]
    [InlineData("<script type=\"application/json\">{\"a\": {{ x }}}</script>", "</script>", "<script type=\"application/json\">{\"a\": \"\\u003C/script\\u003E\"}</script>")]
    [InlineData("<script>let a = {{ x | object.to_json }};</script>", "a<b", "<script>let a = \"a\\u003Cb\";</script>")]
    public void Value_InItsPlace_CannotLeaveIt(string template, string value, string expected) => Assert.Equal(expected, Html(template, value));

    [Theory]
    [InlineData("<script>let a = {{ x }};</script>", "<script>let a =  -1 ;</script>")]
    [InlineData("<p>{{ x }}</p>", "<p>-1</p>")]
    public void Number_InAScript_DoesNotGrowTogetherWithWords(string template, string expected) => Assert.Equal(expected, Html(template, -1));

    [Fact]
    public void Object_InAScript_BecomesJson() =>
        Assert.Equal("<script>f({\"name\":\"O\\u0027Neil\",\"n\":[1,null]})</script>", Html("<script>f({{ x }})</script>", new { Name = "O'Neil", N = new object?[] { 1, null } }));

    [Theory]
    [InlineData("<p title={{ x }}>", "Write title=\"{{ ... }}\".")]
    [InlineData("<p {{ x }}>", "if x")]
    [InlineData("<p {{ x }}=\"1\">", "if x")]
    [InlineData("<p data-{{ x }}=\"1\">", "if x")]
    [InlineData("<{{ x }}>", "whole tags")]
    [InlineData("</{{ x }}>", "whole tags")]
    [InlineData("<p style=\"color: {{ x }}\">", "class")]
    [InlineData("<iframe srcdoc=\"{{ x }}\"></iframe>", "element of the page")]
    [InlineData("<img srcset=\"{{ x }}\">", "src")]
    [InlineData("<style>p { color: {{ x }} }</style>", "class")]
    [InlineData("<!-- {{ x }} -->", "comment of the template")]
    [InlineData("<script>// {{ x }}\n</script>", "comment")]
    [InlineData("<script>/* {{ x }} */</script>", "comment")]
    [InlineData("<script>let r = /{{ x }}/;</script>", "constant")]
    [InlineData("<script>let r = `${`{{ x }}`}`;</script>", "constant")]
    [InlineData("<script type=\"text/template\">{{ x }}</script>", "application/json")]
    [InlineData("<script type=\"{{ x }}\"></script>", "Write it out")]
    [InlineData("<script src=\"{{ x }}\"></script>", "decides what runs")]
    [InlineData("<base href=\"{{ x }}\">", "decides what runs")]
    [InlineData("<a href=\"javascript:f({{ x }})\">", "on...")]
    [InlineData("<a href=\"java&#115;cript:f({{ x }})\">", "on...")]
    [InlineData("<meta http-equiv=\"refresh\" content=\"{{ x }}\">", "Write it out")]
    [InlineData("<a @click=\"{{ x }}\">", "data-*")]
    [InlineData("<b onclick=\"f(&quot a{{ x }})\">", "the character itself")]
    [InlineData("<b onclick=\"f(&grave;{{ x }})\">", "the character itself")]
    [InlineData("<svg><animate values=\"{{ x }}\"></svg>", "Write it out")]
    [InlineData("<iframe>{{ x }}</iframe>", "running text")]
    [InlineData("<p title=\"{{ color: 'red' }}\">", "{%{")]
    public void Value_WhereItCannotBeMadeSafe_IsRefusedWithARemedy(string template, string remedy)
    {
        var error = Assert.Single(Errors("first line\n" + template + (template.Contains("<script") || template.Contains("<!--") || template.Contains("</") ? "" : "</p>")));
        Assert.Equal(2, error.Line);
        Assert.Contains(remedy, error.Remedy);
    }

    [Theory]
    [InlineData("{{ if x }}<p title=\"{{ else }}<p>{{ end }}", "end in different places")]
    [InlineData("{{ if x }}<script>{{ end }}", "end in different places")]
    [InlineData("{{ case x; when 1 }}<b title='{{ else }}b{{ end }}", "end in different places")]
    [InlineData("{{ for i in list }}<p title=\"{{ end }}", "body of the loop")]
    [InlineData("{{ for i in list }}<p title=\"{{ if i == 1; break; end }}\">{{ end }}", "body of the loop")]
    [InlineData("{{ func f }}<p title=\"{{ end }}", "function `f`")]
    [InlineData("{{ capture c }}<script>{{ end }}", "`capture`")]
    [InlineData("<p title=\"{{ ret }}\">", "`ret`")]
    [InlineData("<textarea>", "page ends")]
    [InlineData("<p {{ if x }}da{{ end }}ta=\"1\">", "inside of the name")]
    [InlineData("<p {{ if x }}data{{ end }}=\"1\">", "inside of the name")]
    [InlineData("<a href=\"{{ if x }}/a{{ else }}/b?c={{ end }}{{ x }}\">", "different parts")]
    public void Page_WhoseBranchesEndInDifferentPlaces_IsRefused(string template, string message) =>
        Assert.Contains(Errors(template), e => e.Message.Contains(message));

    [Theory]
    [InlineData("<option {{ if yes }}selected{{ end }}>", "<option selected>")]
    [InlineData("<option{{ if yes }} selected{{ end }} value=\"{{ x }}\">", "<option selected value=\"&amp;\">")]
    [InlineData("<p class=\"a {{ if no }}b{{ else }}c{{ end }}\">", "<p class=\"a c\">")]
    [InlineData("<p {{ if yes }}class=\"a\"{{ end }}>{{ x }}", "<p class=\"a\">&amp;")]
    [InlineData("{{ for i in list }}<i title='{{ i }}'>{{ if i == 2; break; end }}{{ i }}</i>{{ end }}", "<i title='1'>1</i><i title='2'>")]
    [InlineData("<script>let a = [{{ for i in list }}{{ i }},{{ end }}];</script>", "<script>let a = [ 1 , 2 ,];</script>")]
    [InlineData("a < b {{ x }} <3 {{ x }}", "a < b &amp; <3 &amp;")]
    [InlineData("<<b title=\"{{ x }}\">", "<<b title=\"&amp;\">")]
    public void Page_WhoseBranchesMeet_IsFine(string template, string expected) => Assert.Equal(expected, Html(template, "&"));

    [Theory]
    [InlineData("{{ capture c }}<b>{{ x }}</b>{{ end }}{{ c }}", "<b>&lt;</b>")]
    [InlineData("{{ func f(a) }}<b>{{ a }}</b>{{ end }}{{ f x }}", "<b>&lt;</b>")]
    [InlineData("{{ func f(a) }}<b>{{ a }}</b>{{ end }}{{ c = f x; c }}", "<b>&lt;</b>")]
    [InlineData("{{ func f(a); ret a; end; f x }}", "&lt;")]
    [InlineData("{{ include 'part' x }}", "<i>&lt;</i>")]
    [InlineData("{{ include_join ['part', 'part'] x }}", "<i></i>&lt;<i></i>")]
    [InlineData("{{ x | html.escape }}", "&lt;")]
    [InlineData("{{ x | html.newline_to_br }}", "&lt;")]
    [InlineData("{{ x | html.raw }}", "<")]
    [InlineData("{{ x | html.raw | string.append x }}", "&lt;&lt;")]
    [InlineData("{{ wrap w }}<b>{{ x }}</b>{{ end }}", "")]
    [InlineData("{{ func w }}<i>{{ $$ }}</i>{{ end }}{{ wrap w }}<b>{{ x }}</b>{{ end }}", "<i><b>&lt;</b></i>")]
    [InlineData("<p title=\"{{ x | html.escape }}\">", "<p title=\"&lt;\">")]
    [InlineData("{{ capture c }}<b>{{ x }}</b>{{ end }}<p title='{{ c }}'>", "<p title='&lt;b&gt;&lt;&lt;/b&gt;'>")]
    [InlineData("{{ func f }}<b>{{ x }}</b>{{ end }}<p title=\"{{ f }}\">", "<p title=\"&lt;b&gt;&lt;&lt;/b&gt;\">")]
    [InlineData("{{ func f }}alert(1){{ end }}<script>{{ y = f }}a = {{ f }}</script>", "<script>a = \"alert(1)\"</script>")]
    [InlineData("{{ func f }}alert(1){{ end }}<script>{{ if f }}{{ end }}</script>", "<script></script>")]
    [InlineData("{{ f = do }}<b title='{{ x }}'>{{ $0 }}</b>{{ end }}{{ f x }}", "<b title='&lt;'>&lt;</b>")]
    [InlineData("{{ (do }}<b>{{ x }}</b>{{ end) }}", "<b>&lt;</b>")]
    [InlineData("{{ f = (do }}<b>{{ x }}</b>{{ end) }}<p title='{{ f }}'>", "<p title='&lt;b&gt;&lt;&lt;/b&gt;'>")]
    [InlineData("<p title='{{ (do }}<b>{{ x }}</b>{{ end) }}'>", "<p title='&lt;b&gt;&lt;&lt;/b&gt;'>")]
    public void Html_MadeByTheTemplate_IsNotEscapedTwiceAndNotTrustedElsewhere(string template, string expected)
    {
        var includes = new TemplatesInMemory { ["part"] = "<i>{{ $1 }}</i>" };
        if (template.Contains("wrap w") && !template.Contains("func w")) Assert.Throws<ScriptRuntimeException>(() => Html(template, "<", includes));
        else Assert.Equal(expected, Html(template, "<", includes));
    }

    [Theory]
    [InlineData("{{ f = do }}<p title={{ $0 }}>{{ end }}", "quotes")]
    [InlineData("{{ list | array.each do }}<p title='{{ end }}", "The body of the function ends")]
    [InlineData("{{ f(a) = a | array.each (do }}<p title={{ $0 }}>{{ end) }}", "quotes")]
    [InlineData("{{ if yes }}{{ x = [1 + (do }}<style>{{ $0 }}</style>{{ end)] }}{{ end }}", "`style`")]
    public void Function_WithoutAName_IsHeldToTheSameRules(string template, string message) =>
        Assert.Contains(Errors(template), e => $"{e.Message} {e.Remedy}".Contains(message, StringComparison.Ordinal));

    [Fact]
    public void Raw_WhereverItIsWritten_IsReported()
    {
        var template = Template.Parse("{{ x | html.raw }}\n{{ func f; ret @html.raw; end }}\n{{ html.escape x }}", "page.html");
        Assert.Equal([1, 2], template.RawOutputs.Select(r => r.Line));
    }

    [Theory]
    [InlineData("{{ h = html; x | h.raw }}")]
    [InlineData("{{ x | html['raw'] }}")]
    [InlineData("{{ x | (html).raw }}")]
    public void Raw_ByAWayThatCouldNotBeReported_DoesNotExist(string template) => Assert.Throws<ScriptRuntimeException>(() => Html(template, "<"));

    [Fact]
    public void File_ThatIsNotAPage_IsNotEscaped() => Assert.Equal("<", Html("{{ x }}", "<", path: "mail.txt"));

    [Fact]
    public void Page_WithAnIndentedBlock_KeepsTheTextOfItsValue() => Assert.Equal("<textarea>\n  a\nb</textarea>", Html("<textarea>\n  {{ x }}</textarea>", "a\nb"));

    [Fact]
    public void IncludedFile_WithAMistake_IsReportedWithTheWayToIt()
    {
        var failure = Assert.Throws<TemplateException>(() => Html("a\n{{ include 'part' }}", null, new TemplatesInMemory { ["part"] = "<p title={{ x }}>" }));
        Assert.Equal(("part", 1), (failure.Diagnostics[0].File, failure.Diagnostics[0].Line));
        Assert.StartsWith("page.html(2,", Assert.Single(failure.Diagnostics[0].IncludedFrom));
    }
}
