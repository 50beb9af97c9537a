using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Crowdwork.Templates.Running;

namespace Crowdwork.Templates.Tests;

/// <summary>
/// Every hostile value in every place: the page must have the same elements and attributes as with a harmless one, and
/// where the value can be read back it must be what it was.
/// </summary>
public sealed class HostileValueTests
{
    private static readonly string[] Values =
    [
        "<script>alert(1)</script>", "</script><script>alert(1)</script>", "</textarea><script>alert(1)</script>", "</title><img src=x onerror=alert(1)>",
        "\" onmouseover=\"alert(1)", "' onmouseover='alert(1)", "\"><img src=x onerror=alert(1)>", "'><svg onload=alert(1)>", "`onload=alert(1)",
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "\u0001javascript:alert(1)", "vbscript:x", "data:text/html,<script>alert(1)</script>",
        "//evil.example/x.js", "\\", "\\\"", "\\'", "';alert(1)//", "\";alert(1)//", "${alert(1)}", "`${alert(1)}`", "*/alert(1)/*", "//\nalert(1)",
        "<!--", "-->", "<!--<script>", "]]>", "\u2028alert(1)", "\u2029alert(1)", "&lt;script&gt;", "&quot;onclick=alert(1)", "&#39;", "&#x22;", "{{ 1 }}", "}}", "\0", "\ud800", "😀\"", "\r\n\r\n",
        "+alert(1)+", "1);alert(1", "constructor", "__proto__",
    ];

    private static readonly string[] Places =
    [
        "<p>{{ x }}</p>", "<title>{{ x }}</title>", "<textarea>{{ x }}</textarea>", "<p title=\"{{ x }}\" id='{{ x }}'>a</p>", "<input value=\"a{{ x }}b\">",
        "<a href=\"{{ x }}\">a</a>", "<a href='{{ x }}'>a</a>", "<img src=\"{{ x }}\">", "<form action=\"{{ x }}\"></form>", "<a href=\"/a/{{ x }}/b\">a</a>", "<a href=\"/a?b={{ x }}#{{ x }}\">a</a>",
        "<a href=\"j{{ x }}\">a</a>", "<a href=\"{{ '' }}{{ x }}\">a</a>", "<script src=\"/a/{{ x }}.js\"></script>",
        "<b onclick=\"f({{ x }})\">a</b>", "<b onclick='f(\"{{ x }}\")'>a</b>", "<b onclick=\"f('{{ x }}')\">a</b>", "<b onclick=\"f(&quot;{{ x }}&quot;)\">a</b>",
        "<script>let a = {{ x }};</script>", "<script>let a = \"{{ x }}\";</script>", "<script>let a = '{{ x }}';</script>", "<script>let a = `{{ x }}`;</script>", "<script>let a = {b: {{ [x] }}, c: {{ {d: x} }}};</script>",
        "<script type=\"application/json\">{\"a\": {{ x }}, \"b\": \"{{ x }}\"}</script>", "<svg><title>{{ x }}</title><text>{{ x }}</text></svg>", "<noscript><img title=\"{{ x }}\"></noscript>",
        "{{ capture c }}<b title='{{ x }}'>{{ x }}</b>{{ end }}{{ c }}", "{{ for i in [x, x] }}<li>{{ i }}</li>{{ end }}", "<p>{{ x | html.escape }}</p>", "<p title=\"{{ x | html.escape }}\">a</p>",
        "<p>{{ x | html.newline_to_br }}</p>", "<p>{{ [x] }}{{ {a: x} }}</p>", "<p>{{ $\"a{x}\" }}</p>", "<p>{{ x | object.to_json }}</p>", "<p data-x='{{ {a: x} | object.to_json }}'>a</p>",
    ];

    public static TheoryData<string> AllPlaces => [.. Places];

    private static string Render(string place, string value) => Template.Parse(place, "page.html").Render(new ScriptObject { ["x"] = value });

    private static IDocument Parse(string html) => new HtmlParser(new HtmlParserOptions { IsScripting = true }).ParseDocument(html);

    // Elements and the names of their attributes; line breaks that newline_to_br makes are no matter.
    private static string Skeleton(string html)
    {
        var builder = new StringBuilder();
        foreach (var element in Parse(html).All)
        {
            if (element.LocalName == "br") continue;
            builder.Append(element.LocalName).Append('(').AppendJoin(',', element.Attributes.Select(a => a.Name)).Append(") ");
        }
        return builder.ToString();
    }

    [Theory]
    [MemberData(nameof(AllPlaces))]
    public void Value_ThatIsHostile_ChangesNothingAroundIt(string place)
    {
        var harmless = Skeleton(Render(place, "harmless"));
        foreach (var value in Values) Assert.True(harmless == Skeleton(Render(place, value)), $"{place} is broken by {value}: {Render(place, value)}");
    }

    [Theory]
    [MemberData(nameof(AllPlaces))]
    public void Address_FromAHostileValue_RunsNothing(string place)
    {
        foreach (var value in Values)
        {
            foreach (var element in Parse(Render(place, value)).All)
            {
                foreach (var name in new[] { "href", "src", "action" })
                {
                    var address = new string((element.GetAttribute(name) ?? "").Where(c => c > ' ').ToArray());
                    Assert.DoesNotMatch("(?i)^(javascript|vbscript|data):", address);
                    if (element.LocalName == "script") Assert.DoesNotMatch("^//|^https?:", address);
                }
            }
        }
    }

    // The harmless form of a script is known; with any value it must be the same words, with one string in between.
    [Theory]
    [InlineData("<script>let a = {{ x }};</script>", "let a = ", ";")]
    [InlineData("<script>let a = \"{{ x }}\";</script>", "let a = ", ";")]
    public void Script_WithAHostileValue_HoldsItAsOneString(string place, string before, string after)
    {
        foreach (var value in Values.Where(v => !v.Contains('\ud800')))
        {
            var code = Parse(Render(place, value)).QuerySelector("script")!.TextContent;
            Assert.StartsWith(before, code);
            Assert.EndsWith(after, code);
            Assert.Equal(value, JsonSerializer.Deserialize<string>(code[before.Length..^after.Length]));
        }
    }

    [Theory]
    [InlineData("<p>{{ x }}</p>")]
    [InlineData("<textarea>{{ x }}</textarea>")]
    public void Text_WithAHostileValue_ReadsAsTheValue(string place)
    {
        foreach (var value in Values.Where(v => v.IndexOfAny(['\0', '\r', '\ud800']) < 0))
        {
            Assert.Equal(value, Parse(Render(place, value)).Body!.TextContent);
        }
    }

    [Fact]
    public void Handler_WithAHostileValue_GetsItAsOneArgument()
    {
        foreach (var value in Values.Where(v => v.IndexOfAny(['\0', '\r', '\ud800']) < 0))
        {
            var code = Parse(Render("<b onclick=\"f({{ x }})\">a</b>", value)).QuerySelector("b")!.GetAttribute("onclick")!;
            Assert.Equal(value, JsonSerializer.Deserialize<string>(code[2..^1]));
        }
    }
}
