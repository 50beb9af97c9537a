using System.Text.Json;
using Crowdwork.Templates.Running;

namespace Crowdwork.Templates.Tests;

public sealed class LanguageTests
{
    private static string Run(string template, object? model = null, TemplatesInMemory? includes = null) =>
        Template.Parse(template, "text", new TemplateOptions { Loader = includes }).Render(model);

    [Theory]
    [InlineData("a {{- 1 -}} b", "a1b")]
    [InlineData("a\n  {{~ 1 ~}}  \n  b", "a\n1  b")]
    [InlineData("{{ x = 1 ~}}\n  y", "  y")]
    [InlineData("<ul>\n  {{~ for i in 1..2 ~}}\n  <li>{{ i }}</li>\n  {{~ end ~}}\n</ul>", "<ul>\n  <li>1</li>\n  <li>2</li>\n</ul>")]
    [InlineData("{{ a = \"1\\n2\\n\" ~}}\n   {{ a }}b", "   1\n   2\nb")]
    [InlineData("{{ a = \"1\\n2\\n\" -}}\n   {{ a }}b", "1\n2\nb")]
    [InlineData("{%{ {{ a }} }%}", " {{ a }} ")]
    [InlineData("{%%{ }%} }%%}", " }%} ")]
    [InlineData("{ %{ {% {", "{ %{ {% {")]
    [InlineData("{{ # comment }}a{{ ## more\n lines ## 1 }}", "a1")]
    [InlineData("{{ 'a' ## b ## }}", "a")]
    public void Blocks_OnExamples_DoWhatTheLanguageSays(string template, string expected) => Assert.Equal(expected, Run(template));

    [Theory]
    [InlineData("'it\\'s' \"\" ``", null)]
    [InlineData("'it\\'s'", "it's")]
    [InlineData("`a``b\\n`", "a`b\\n")]
    [InlineData("$'a{1 + 1}b{$\"c{'d'}\"}\\{'", "a2bcd{")]
    [InlineData("0x1f", "31")]
    [InlineData("0xFFFFFFFFu", "4294967295")]
    [InlineData("0b101", "5")]
    [InlineData("1_000", "1000")]
    [InlineData("1e3", "1000")]
    [InlineData("1.5e3", "1500")]
    [InlineData("1.5f + 1", "2.5")]
    [InlineData("10.50m + 1", "11.50")]
    [InlineData("99999999999999999999 + 1", "100000000000000000000")]
    [InlineData("[1, [2], 'a', null, true, {a: 'b', 'c d': 1.5}]", "[1, [2], \"a\", null, true, {a: \"b\", \"c d\": 1.5}]")]
    [InlineData("[\n1,\n2,\n]", "[1, 2]")]
    [InlineData("{\n a: 1,\n}", "{a: 1}")]
    [InlineData("a = []; a[2] = 1; a", "[null, null, 1]")]
    [InlineData("a = [5]; a.x = 'y'; a.x + a[0] + a.size", "y51")]
    [InlineData("a = {}; a.empty?", "true")]
    [InlineData("a = [1]; a.empty? ? 'y' : 'n'", "n")]
    [InlineData("a = 5; a; this.a = 6; a; this['a'] = 7; a", "567")]
    [InlineData("$'{'{'}{[1,\n2]}'", null)]
    [InlineData("a = 7; a[0]; a[0] ?? 'nothing'", "nothing")]
    public void Literals_OnExamples_DoWhatTheLanguageSays(string code, string? expected) => Check(code, expected);

    [Theory]
    [InlineData("7 / 2", "3.5")]
    [InlineData("6 / 2", "3")]
    [InlineData("7 // 2", "3")]
    [InlineData("7.5 // 2", "4")]
    [InlineData("-7 % 3", "-1")]
    [InlineData("1 / 0", "∞")]
    [InlineData("2 + 3 * 4", "14")]
    [InlineData("(2 + 3) * 4", "20")]
    [InlineData("1 << 4 >> 2", "4")]
    [InlineData("[1] + [2] << 3", "[1, 2, 3]")]
    [InlineData("0 >> [1]", "[0, 1]")]
    [InlineData("[1, 2] * 2", "[1, 2, 1, 2]")]
    [InlineData("[1, 2] == [1, 2]", "true")]
    [InlineData("[1, 2] < [1, 3]", "true")]
    [InlineData("{} == {}", "false")]
    [InlineData("'a' * 3", "aaa")]
    [InlineData("true + 1", "2")]
    [InlineData("!null && !false", "true")]
    [InlineData("1 && 0", "true")]
    [InlineData("a ?? 'b'", "b")]
    [InlineData("1 ?! 'b'", "b")]
    [InlineData("a = 1; a += 2; a *= 3; a -= 1; a /= 2; a", "4")]
    [InlineData("a = 9; a //= 2; a %= 3; a", "1")]
    [InlineData("a = 1; b = ++a; c = a++; b; c; a", "223")]
    [InlineData("a = 1; b = a--; c = --a; b; c; a", "1-1-1")]
    [InlineData("3..1", "[3, 2, 1]")]
    [InlineData("1..<1", "[]")]
    [InlineData("true ? 1 : false ? 2 : 3", "1")]
    [InlineData("false ? 1 : false ? 2 : 3", "3")]
    [InlineData("false ? 1 : 'a' | string.upcase", "A")]
    [InlineData("'a' - 1", null)]
    [InlineData("1 // 0", null)]
    [InlineData("missing.a", null)]
    [InlineData("missing?.a.b.c", "")]
    [InlineData("missing?.a[0][1].b", "")]
    [InlineData("a = {b: [[1, 2]]}; a?.b[0][1]", "2")]
    [InlineData("missing[0]?.a", null)]
    [InlineData("a = {b: {c: 1}}; a.b.c; a?.b?.c; a.x", "11")]
    public void Operators_OnExamples_DoWhatTheLanguageSays(string code, string? expected) => Check(code, expected);

    [Theory]
    [InlineData("func sub; ret $0 - $1; end; sub 5 1; 5 | sub 1", "44")]
    [InlineData("sub = do; ret $0 - $1; end; 1 | sub 3", "-2")]
    [InlineData("func launch; ret $0 1 2; end\nlaunch do\n ret $0 + $1\nend", "3")]
    [InlineData("func sub(x, y, z = 1, w = 2); ret x - y - z - w; end; sub 5 1; 5 | sub 1 0; sub 5 1 w: 0", "123")]
    [InlineData("func f(x, y...); ret x - (y[0] ?? 0) - (y[1] ?? 0); end; f 5; f 5 1; f 5 1 2", "542")]
    [InlineData("f(x, y) = x - y; f 5 1; f(5, 1)", "44")]
    [InlineData("func f; ret $.a + $['b']; end; f a: 1 b: 2", "3")]
    [InlineData("func f; ret $[-1]; end; f 1 2 3", "3")]
    [InlineData("func f; ret $; end; f ^[1, 2] 3", "[1, 2, 3]")]
    [InlineData("o = {}; o.inc = @f; func f; ret $0 + 1; end; o.f = @f; 1 | o.f", "2")]
    [InlineData("x = 1; func f(a); x = a; end; f 5; x", "1")]
    [InlineData("x = 1; func f; x = $0; end; f 5; x", "5")]
    [InlineData("func g; ret a; end; func f(a); ret g; end; f 5", "")]
    [InlineData("func f(a); ret [1] | array.each do; ret $0 + a; end; end; f 5", "[6]")]
    [InlineData("for x in [1, 2]; func f; ret x; end; f; end", "12")]
    [InlineData("func f(n); if n <= 1; ret 1; end; ret n * (f (n - 1)); end; f 20", "2432902008176640000")]
    [InlineData("func f(a); ret a; end; f", null)]
    [InlineData("func f(a); ret a; end; f b: 1", null)]
    [InlineData("func wrapped\nfor $i in 1..<$0\n$$\nend\nend\nwrap wrapped 3\n$i + ';'\nend", "1;2;")]
    [InlineData("'text' |\n string.append 'END' |\n string.prepend 'START'", "STARTtextEND")]
    [InlineData("tens(x) = x * 10; 1 + tens 2", "21")]
    [InlineData("tens(x) = x * 10; 5 > tens 2 ? 'more' : 'less'", "less")]
    [InlineData("'<' + string.upcase 'a' | string.append '>'", "<A>")]
    [InlineData("func all; ret $; end; all 1 + 2 (4 - math.round 1.2)", "[3, 3]")]
    [InlineData("func all; ret $; end; tens(x) = x * 10; all 1 + tens 2", null)]
    [InlineData("func all; ret $; end; ^[1, 2] | all 3", "[1, 2, 3]")]
    [InlineData("func $twice; ret $0 * 2; end; $twice 4; 5 | $twice", "810")]
    [InlineData("func $down; if $0 > 0; $0; $0 - 1 | $down; end; end; $down 3", "321")]
    [InlineData("func f; func $inner; ret 1; end; ret $inner; end; f; $inner", "1")]
    [InlineData("(do; ret 2; end) * (do; ret 3; end)", "6")]
    [InlineData("a = (do; ret 2; end); a + 1", "3")]
    [InlineData("[1, 2] | array.each (do; ret $0 * 3; end); array.each([1], (do; ret $0 * 3; end))", "[3, 6][3]")]
    [InlineData("4 | (do; ret $0 * 3; end)", "12")]
    [InlineData("string.slice 'abcdef' 1 start: 2", "cdef")]
    [InlineData("string.slice start: 2 'abcdef' 3", "cde")]
    [InlineData("string.truncate 'abcdef' length: 3 '.'", "ab.")]
    public void Functions_OnExamples_DoWhatTheLanguageSays(string code, string? expected) => Check(code, expected);

    [Theory]
    [InlineData("if false; 1; else if null; 2; else; 3; end", "3")]
    [InlineData("if 0 && '' && []; 'true'; end", "true")]
    [InlineData("x = 5; case x; when 1, 2; 'a'; when 4 || 5; 'b'; else; 'c'; end", "b")]
    [InlineData("for x in (1..5) offset: 1 limit: 2 reversed; x; end", "54")]
    [InlineData("for x in [7, 7, 8]; for.index; for.rindex; for.first; for.last; for.even; for.odd; for.changed; for.length; ' '; end",
        "02truefalsetruefalsetrue3 11falsefalsefalsetruefalse3 20falsetruetruefalsetrue3 ")]
    [InlineData("for x in 1..9; if x == 2; continue; end; if x == 4; break; end; x; end", "13")]
    [InlineData("for x in {a: 1, b: 2}; x.key + x.value; end", "a1b2")]
    [InlineData("for x in []; x; else; 'none'; end", "none")]
    [InlineData("x = 3; while x > 0; x; x = x - 1; end", "321")]
    [InlineData("while while.index < 3; while.index; end", "012")]
    [InlineData("i = 0; while i < 2; while.index; while.first; i = i + 1; end", "0true1false")]
    [InlineData("tablerow x in 1..3 cols: 2; x; end", "<tr class=\"row1\"><td class=\"col1\">1</td><td class=\"col2\">2</td></tr>\n<tr class=\"row2\"><td class=\"col1\">3</td></tr>\n")]
    [InlineData("capture a; 'b'; 'c'; end; a + a", "bcbc")]
    [InlineData("a = {x: 1}; with a; y = 2; b = this; end; a.y; a.b.x", "21")]
    [InlineData("a = {x: 1}; import a; x", "1")]
    [InlineData("x = 1; readonly x; x = 2", null)]
    [InlineData("x = 1; readonly x; o = {}; with o; x = 2; end", null)]
    [InlineData("x = 1; readonly x; o = {}; o.x = 2; o.x", "2")]
    [InlineData("x = 1; readonly x; func f(x); x = x + 1; ret x; end; f 5", "6")]
    [InlineData("(if) = 2; (end) = 3; (if) + (end)", "5")]
    [InlineData("case 1; else; 'a'; end", null)]
    [InlineData("$x = 1; $x + 1", "2")]
    [InlineData("string.own = 'a'; string.own", "a")]
    [InlineData("string = 1", null)]
    [InlineData("string.upcase = 1", null)]
    [InlineData("date.default_format = 1", null)]
    [InlineData("o = {}; with o; date = 1; end; o.date", "1")]
    [InlineData("func f(date); ret date; end; f 1", "1")]
    public void Statements_OnExamples_DoWhatTheLanguageSays(string code, string? expected) => Check(code, expected);

    private static void Check(string code, string? expected)
    {
        var template = "{{ " + code + " }}";
        if (expected is null) Assert.ThrowsAny<TemplateException>(() => Run(template));
        else Assert.Equal(expected.Replace("∞", "Infinity"), Run(template));
    }

    [Fact]
    public void Include_HasArgumentsAndSharesGlobals()
    {
        var includes = new TemplatesInMemory { ["part"] = "{{ y = y + 1 ~}}\n[{{ $0 }} {{ $1 }} {{ $.b }} {{ $b }} {{ y }}]{{ ret }}not this", ["loop"] = "{{ include 'loop' }}" };
        Assert.Equal("[part 1 2 2 6]6", Run("{{ y = 5; include 'part' 1 b: 2; y }}", null, includes));
        Assert.Equal("A[part    1]-[part    2]", Run("{{ y = 0; include_join ['part', 'part'] '-' 'A' }}", null, includes));
        Assert.Contains("inside each other", Assert.Throws<ScriptRuntimeException>(() => Run("{{ include 'loop' }}", null, includes)).OriginalMessage);
        includes["nothing"] = null!;
        Assert.Contains("gave nothing", Assert.Throws<ScriptRuntimeException>(() => Run("{{ include 'nothing' }}", null, includes)).OriginalMessage);
        Assert.Contains("no template `x`", Assert.Throws<ScriptRuntimeException>(() => Run("{{ include 'x' }}", null, includes)).OriginalMessage);
    }

    [Fact]
    public void Error_InAnIncludedFile_TellsTheWholeWay()
    {
        var includes = new TemplatesInMemory { ["a"] = "\n\n{{ include 'b' }}", ["b"] = "\n{{ missing.x }}" };
        var failure = Assert.Throws<ScriptRuntimeException>(() => Run("{{ include 'a' }}", null, includes));
        Assert.Equal("b(2,4): `missing` is null, so it has no member `x`.\n  Write `missing?.x` if it may be missing.\n  included from a(3,4)\n  included from text(1,4)", failure.Diagnostics[0].ToString());
    }

    [Fact]
    public void Error_InAPipeOfSeveralLines_IsInTheLineOfItsStep()
    {
        Assert.Equal(3, Assert.Throws<ScriptRuntimeException>(() => Run("{{ 'a' |\n string.upcase |\n string.append |\n string.downcase }}")).Diagnostics[0].Line);
        Assert.Equal(2, Assert.Throws<ScriptRuntimeException>(() => Run("{{ 'a' |\n nothing |\n string.downcase }}")).Diagnostics[0].Line);
    }

    [Theory]
    [InlineData("{{ a = 1 }}\n{{ case a }}\n{{ else }}{{ end }}", 3)]
    [InlineData("\n{{ $'a {1 + \n2}' }}", 2)]
    [InlineData("{{ x = 1\nreadonly x\no = {}\nwith o\nx = 2\nend }}", 5)]
    [InlineData("{{ 1 +\n2 }}", 1)]
    [InlineData("{{ a = [\n1,\n }}", 3)]
    [InlineData("a\n{{ 1 + 2 3 }}", 2)]
    public void Mistake_InOneLine_IsReportedThere(string template, int line) =>
        Assert.Equal(line, Assert.ThrowsAny<TemplateException>(() => Run(template)).Diagnostics[0].Line);

    [Fact]
    public void Function_OfNet_TakesNamedArgumentsInTheOrderOfTheCall()
    {
        var model = new ScriptObject();
        model.Import("pair", (string left = "L", string right = "R") => left + right);
        model.Import("list", (params object[] items) => string.Join(",", items));
        Assert.Equal("LR aR bR ab ab", Run("{{ pair }} {{ pair 'a' }} {{ pair 'a' left: 'b' }} {{ pair 'a' right: 'b' }} {{ pair right: 'b' 'a' }}", model));
        Assert.Equal("1,2,3", Run("{{ list 1 items: 2 items: 3 }}", model));
    }

    [Fact]
    public void Model_GivenTwice_IsTheSameForBothPages()
    {
        var model = new ScriptObject { ["x"] = 1 };
        Assert.Equal("12", Run("{{ x; x = 2; x }}", model));
        Assert.Equal("1", Run("{{ x }}", model));
    }

    [Fact]
    public void Mistakes_InOneFile_AreAllReported()
    {
        var template = Template.Parse("{{ 1 + }}\n{{ if }}\n{{ end }}\n{{ [1, }}\n{{ end }}\n{{ for x of y }}{{ end }}\n{{ 'abc\\q' }}", "text");
        Assert.Equal([1, 2, 4, 5, 6, 7], template.Messages.Select(m => m.Line));
        Assert.Throws<TemplateException>(() => template.Render());
    }

    // ---- differences from upstream, each listed in docs/templates.md

    private sealed record Point(int FirstValue, DateTimeOffset When, DateOnly Day, JsonElement Json)
    {
        public int Settable { get; set; }
    }

    private static readonly Point Some = new(
        7, new DateTimeOffset(2024, 2, 3, 4, 5, 6, TimeSpan.FromHours(2)), new DateOnly(2024, 2, 3), JsonSerializer.SerializeToElement(new { a = new[] { 1, 2 } }));

    [Theory]
    [InlineData("{{ p.first_value }}", "7")]
    [InlineData("{{ p.FirstValue }}", "")]
    [InlineData("{{ p.when }}", "03 Feb 2024")]
    [InlineData("{{ p.when | date.to_string '%H:%M %Z' }}", "04:05 +02:00")]
    [InlineData("{{ p.day | date.add_days 1 }}", "04 Feb 2024")]
    [InlineData("{{ '2024-02-03' | date.to_string '%d.%m.%y' }}", "03.02.24")]
    [InlineData("{{ p.json.a[1] + 1 }}{{ for x in p.json.a }}{{ x }}{{ end }}", "312")]
    [InlineData("{{ with p; first_value; end }}", "7")]
    public void Model_OfNetValues_ReadsLikeTheLanguage(string template, string expected) => Assert.Equal(expected, Run(template, new { P = Some }));

    [Fact]
    public void Model_IsNeverChangedByATemplate() => Assert.Throws<ScriptRuntimeException>(() => Run("{{ p.settable = 1 }}", new { P = Some }));

    [Fact]
    public void Loop_OverNull_ShowsItsElse() => Assert.Equal("none", Run("{{ for x in null }}a{{ else }}none{{ end }}"));

    [Fact]
    public void Loop_OverARangeWithoutParentheses_TakesItsOptions() => Assert.Equal("54", Run("{{ for x in 1..5 offset:1 limit:2 reversed; x; end }}"));

    [Fact]
    public void Block_ThatIsNeverClosed_IsAnError() => Assert.Equal(2, Assert.Throws<TemplateException>(() => Run("a\n{{ 1 + 2")).Diagnostics[0].Line);

    [Fact]
    public void Capture_IsAString() => Assert.Equal("string 2", Run("{{ capture a }}xy{{ end }}{{ a | object.typeof }} {{ a | string.size }}"));

    [Fact]
    public void Parentheses_MayGoOverSeveralLines() => Assert.Equal("3", Run("{{ (\n1 + 2\n) }}"));

    [Fact]
    public void Builtin_WithOneArgumentTooMany_SaysWhatItExpects()
    {
        var failure = Assert.Throws<ScriptRuntimeException>(() => Run("{{ string.upcase 'a' 'b' }}"));
        Assert.Equal("`string.upcase` was given 2 argument(s) and expects 1.", failure.OriginalMessage);
    }

    [Fact]
    public void Output_OverItsLimit_IsAnErrorAndNotCut()
    {
        var template = Template.Parse("{{ for i in 1..100 }}0123456789{{ end }}", "text", new TemplateOptions { Limits = new TemplateLimits { OutputLength = 500 } });
        Assert.Contains("500 characters of output", Assert.Throws<ScriptRuntimeException>(() => template.Render()).OriginalMessage);
    }

    [Theory]
    [InlineData("FirstName", "first_name")]
    [InlineData("UserID", "user_id")]
    [InlineData("URLPath", "urlpath")]
    [InlineData("X2Y", "x2_y")]
    public void Rename_OfNetNames_PutsUnderscores(string name, string expected) => Assert.Equal(expected, StandardMemberRenamer.Rename(name));
}
