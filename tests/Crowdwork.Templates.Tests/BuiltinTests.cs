using Crowdwork.Templates.Running;

namespace Crowdwork.Templates.Tests;

public sealed class BuiltinTests
{
    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2013, 9, 12, 22, 49, 27, 45, TimeSpan.Zero);

        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;
    }

    internal static string Run(string expression, object? x = null) =>
        Template.Parse("{{ " + expression + " }}", "text", new TemplateOptions { Time = new Clock(), Seed = () => 7 })
            .Render(new ScriptObject { ["x"] = x, ["people"] = new ScriptArray([new ScriptObject { ["name"] = "Bo", ["age"] = 30 }, new ScriptObject { ["name"] = "al", ["age"] = 20 }]) });

    [Theory]
    [InlineData("[1, 2] | array.add 3", "[1, 2, 3]")]
    [InlineData("[1] | array.add_range [2, 3]", "[1, 2, 3]")]
    [InlineData("[null, 1, null] | array.compact", "[1]")]
    [InlineData("[1] | array.concat [2]", "[1, 2]")]
    [InlineData("array.cycle ['a', 'b']; array.cycle ['a', 'b']; array.cycle ['a', 'b']", "aba")]
    [InlineData("array.cycle ['a', 'b'] 'one'; array.cycle ['a', 'b'] 'two'; array.cycle ['a', 'b'] group: 'one'", "aab")]
    [InlineData("['ab', 'cd'] | array.any @string.contains 'd'", "true")]
    [InlineData("['ab', 'cd'] | array.any @string.contains 'x'", "false")]
    [InlineData("[' a '] | array.each @string.strip", "[\"a\"]")]
    [InlineData("[1, 2] | array.each do; ret $0 * 2; end", "[2, 4]")]
    [InlineData("[1, 2, 3] | array.filter do; ret $0 > 1; end", "[2, 3]")]
    [InlineData("[4, 5] | array.first", "4")]
    [InlineData("[] | array.first", "")]
    [InlineData("['a', 'c'] | array.insert_at 1 'b'", "[\"a\", \"b\", \"c\"]")]
    [InlineData("['a'] | array.insert_at 2 'b'", "[\"a\", null, \"b\"]")]
    [InlineData("[1, 'a'] | array.join '-'", "1-a")]
    [InlineData("['a', 'b'] | array.join ', ' @string.upcase", "A, B")]
    [InlineData("[4, 5] | array.last", "5")]
    [InlineData("[4, 5, 6] | array.limit 2", "[4, 5]")]
    [InlineData("people | array.map 'name'", "[\"Bo\", \"al\"]")]
    [InlineData("[4, 5, 6] | array.offset 1", "[5, 6]")]
    [InlineData("[4, 5, 6] | array.remove_at 1", "[4, 6]")]
    [InlineData("[4, 5, 6] | array.remove_at (-1)", "[4, 5]")]
    [InlineData("[4, 5, 6] | array.reverse", "[6, 5, 4]")]
    [InlineData("[4, 5, 6] | array.size", "3")]
    [InlineData("null | array.size", "0")]
    [InlineData("[10, 9, 1.5] | array.sort", "[1.5, 9, 10]")]
    [InlineData("people | array.sort 'age' | array.map 'name' | array.join", null)]
    [InlineData("people | array.sort 'name' | array.map 'name'", "[\"al\", \"Bo\"]")]
    [InlineData("[1, '1', 1.0, 'a', 'a'] | array.uniq", "[1, \"1\", \"a\"]")]
    [InlineData("[1, 2] | array.contains 2", "true")]
    public void ArrayFunctions_OnExamples_GiveTheirAnswers(string expression, string? expected) => Check(expression, expected);

    [Theory]
    [InlineData("\"a\\tb\\\"\" | string.escape", "a\\tb\\\"")]
    [InlineData("'a' | string.append 'b'", "ab")]
    [InlineData("'ab cd' | string.capitalize", "Ab cd")]
    [InlineData("'ab cd' | string.capitalizewords", "Ab Cd")]
    [InlineData("'abc' | string.contains 'bc'", "true")]
    [InlineData("'' | string.empty", "true")]
    [InlineData("null | string.empty", "true")]
    [InlineData("' ' | string.whitespace", "true")]
    [InlineData("'AbC' | string.downcase", "abc")]
    [InlineData("'abc' | string.ends_with 'bc'", "true")]
    [InlineData("'ABC' | string.equals_ignore_case 'abc'", "true")]
    [InlineData("'  50% off -- now!! ' | string.handleize", "50-off-now")]
    [InlineData("'a\"b' | string.literal", "\"a\\\"b\"")]
    [InlineData("'  a ' | string.lstrip", "a ")]
    [InlineData("1 | string.pluralize 'row' 'rows'", "row")]
    [InlineData("0 | string.pluralize 'row' 'rows'", "rows")]
    [InlineData("'b' | string.prepend 'a'", "ab")]
    [InlineData("'abab' | string.remove 'a'", "bb")]
    [InlineData("'abab' | string.remove_first 'a'", "bab")]
    [InlineData("'abab' | string.remove_last 'a'", "abb")]
    [InlineData("'abab' | string.replace 'a' 'x'", "xbxb")]
    [InlineData("'abab' | string.replace_first 'a' 'x'", "xbab")]
    [InlineData("'abab' | string.replace_first 'a' 'x' true", "abxb")]
    [InlineData("' a ' | string.rstrip", " a")]
    [InlineData("'abc' | string.size", "3")]
    [InlineData("'hello' | string.slice 1 3", "ell")]
    [InlineData("'hello' | string.slice 1", "ello")]
    [InlineData("'hello' | string.slice (-3) 2", "ll")]
    [InlineData("'hello' | string.slice 1 length: 3", "ell")]
    [InlineData("'hello' | string.slice1 1", "e")]
    [InlineData("'a,b,,c' | string.split ','", "[\"a\", \"b\", \"c\"]")]
    [InlineData("'abc' | string.starts_with 'ab'", "true")]
    [InlineData("' a ' | string.strip", "a")]
    [InlineData("\"a\\r\\nb\\nc\" | string.strip_newlines", "abc")]
    [InlineData("'12' | string.to_int + 1", "13")]
    [InlineData("'1x' | string.to_int", "")]
    [InlineData("'12345678901' | string.to_long", "12345678901")]
    [InlineData("'1.5' | string.to_float + 1", "2.5")]
    [InlineData("'1.25' | string.to_double + 1", "2.25")]
    [InlineData("'a long sentence' | string.truncate 9", "a long...")]
    [InlineData("'a long sentence' | string.truncatewords 2", "a long...")]
    [InlineData("'ab' | string.upcase", "AB")]
    [InlineData("'a' | string.md5", "0cc175b9c0f1b6a831c399e269772661")]
    [InlineData("'a' | string.sha1", "86f7e437faa5a7fce15d1ddcb9eaeaea377667b8")]
    [InlineData("'a' | string.sha256", "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb")]
    [InlineData("'a' | string.sha512 | string.size", "128")]
    [InlineData("'a' | string.hmac_sha1 'k' | string.size", "40")]
    [InlineData("'a' | string.hmac_sha256 'k' | string.size", "64")]
    [InlineData("'a' | string.hmac_sha512 'k' | string.size", "128")]
    [InlineData("'a' | string.pad_left 3", "  a")]
    [InlineData("('a' | string.pad_right 3) + '|'", "a  |")]
    [InlineData("'abc' | string.base64_encode", "YWJj")]
    [InlineData("'YWJj' | string.base64_decode", "abc")]
    [InlineData("'*' | string.base64_decode", null)]
    [InlineData("'abcb' | string.index_of 'b'", "1")]
    [InlineData("'abcb' | string.index_of 'b' 2", "3")]
    [InlineData("'abcb' | string.index_of 'x'", "-1")]
    [InlineData("'abcb' | string.index_of 'B' stringComparison: 'OrdinalIgnoreCase'", "1")]
    public void StringFunctions_OnExamples_GiveTheirAnswers(string expression, string? expected) => Check(expression, expected);

    [Theory]
    [InlineData("-3 | math.abs", "3")]
    [InlineData("4.1 | math.ceil", "5")]
    [InlineData("9 | math.divided_by 2", "4")]
    [InlineData("9 | math.divided_by 2.0", "4.5")]
    [InlineData("-9 | math.divided_by 2", "-5")]
    [InlineData("1 | math.divided_by 0", null)]
    [InlineData("4.9 | math.floor", "4")]
    [InlineData("1234.5 | math.format 'N1'", "1,234.5")]
    [InlineData("1234.5 | math.format 'N1' 'de-DE'", "1.234,5")]
    [InlineData("1 | math.format 'N1' 'xx'", null)]
    [InlineData("'a' | math.is_number", "false")]
    [InlineData("1.5 | math.is_number", "true")]
    [InlineData("5 | math.minus 2", "3")]
    [InlineData("11 | math.modulo 4", "3")]
    [InlineData("1 | math.plus 2", "3")]
    [InlineData("2.5 | math.round", "2")]
    [InlineData("4.5612 | math.round 2", "4.56")]
    [InlineData("4 | math.times 2.5", "10")]
    [InlineData("math.uuid | string.size", "36")]
    [InlineData("math.uuid == math.uuid", "false")]
    [InlineData("math.random 4 5", "4")]
    [InlineData("math.random 5 4", null)]
    public void MathFunctions_OnExamples_GiveTheirAnswers(string expression, string? expected) => Check(expression, expected);

    [Theory]
    [InlineData("nothing | object.default 'a'", "a")]
    [InlineData("'' | object.default 'a'", "a")]
    [InlineData("' ' | object.default 'a'", " ")]
    [InlineData("255 | object.format 'X4'", "00FF")]
    [InlineData("1.5 | object.format 'Q'", null)]
    [InlineData("{a: null} | object.has_key 'a'", "true")]
    [InlineData("{a: null} | object.has_value 'a'", "false")]
    [InlineData("{a: 1, b: 2} | object.keys", "[\"a\", \"b\"]")]
    [InlineData("{a: 1, b: 2} | object.values", "[1, 2]")]
    [InlineData("{a: 1, b: 2} | object.size", "2")]
    [InlineData("'abc' | object.size", "3")]
    [InlineData("[1, 2] | object.size", "2")]
    [InlineData("[null, true, 1, 1.5, 'a', 1..2, [], {}, object] | array.each @object.typeof", "[null, \"boolean\", \"number\", \"number\", \"string\", \"iterator\", \"array\", \"object\", \"object\"]")]
    [InlineData("[null, true, 1, 1.5, 1.5m, 1.5f, 9999999999, 'a', 1..2, [], {}] | array.each @object.kind", "[null, \"bool\", \"int\", \"double\", \"decimal\", \"float\", \"long\", \"string\", \"range\", \"array\", \"object\"]")]
    [InlineData("@string.upcase | object.kind", "function")]
    [InlineData("'{\"a\": [1, 2.5, null, true]}' | object.from_json", "{a: [1, 2.5, null, true]}")]
    [InlineData("'{' | object.from_json", null)]
    [InlineData("{a: 'x', b: [1, 2.5, null, true]} | object.to_json", "{\"a\":\"x\",\"b\":[1,2.5,null,true]}")]
    [InlineData("'a' | object.to_json", "\"a\"")]
    [InlineData("'1 + 1' | object.eval", null)]
    [InlineData("'a' | object.eval_template", null)]
    public void ObjectFunctions_OnExamples_GiveTheirAnswers(string expression, string? expected) => Check(expression, expected);

    [Theory]
    [InlineData("date.now.year", "2013")]
    [InlineData("date.now", "12 Sep 2013")]
    [InlineData("date.parse '2016/01/31' | date.add_days 1", "01 Feb 2016")]
    [InlineData("date.parse '2016/01/31' | date.add_months 1", "29 Feb 2016")]
    [InlineData("date.parse '2016/01/05' | date.add_years (-1)", "05 Jan 2015")]
    [InlineData("date.now | date.add_hours 2 | date.to_string '%F'", "2013-09-13")]
    [InlineData("date.now | date.add_minutes 11 | date.to_string '%T'", "23:00:27")]
    [InlineData("date.now | date.add_seconds 3 | date.to_string '%T'", "22:49:30")]
    [InlineData("date.now | date.add_milliseconds 5 | date.to_string '%L'", "050")]
    [InlineData("date.now | date.add_years 99999", null)]
    [InlineData("date.parse '03--02--2018' '%d--%m--%Y'", "03 Feb 2018")]
    [InlineData("date.parse '20/01/2022 08:32:48' culture: 'en-GB'", "20 Jan 2022")]
    [InlineData("date.parse '2021/11/30 20:50:23Z' | date.to_string '%H'", "20")]
    [InlineData("date.parse_to_string '2016/01/05' '%Y%m%d'", "20160105")]
    [InlineData("'05 06 2016' | date.parse_to_string '%F' input_pattern: '%d %m %Y'", "2016-06-05")]
    [InlineData("date.parse '2016/01/05' | date.to_string '%d %B %Y' 'fr-FR'", "05 janvier 2016")]
    [InlineData("'2016-01-05' | date.to_string '%A'", "Tuesday")]
    [InlineData("date.format = '%Y'; date.now", "2013")]
    [InlineData("date.format = '%Y'; date.format = date.default_format; date.now", "12 Sep 2013")]
    [InlineData("(date.parse '2016/01/05') - (date.parse '2016/01/01')", "4.00:00:00")]
    [InlineData("(date.parse '2016/01/05') < (date.parse '2016/01/06')", "true")]
    [InlineData("(date.parse '2016/01/05') + (timespan.from_days 1)", "06 Jan 2016")]
    public void DateFunctions_OnExamples_GiveTheirAnswers(string expression, string? expected) => Check(expression, expected);

    [Theory]
    [InlineData("%a", "Thu")]
    [InlineData("%A", "Thursday")]
    [InlineData("%b %h", "Sep Sep")]
    [InlineData("%B", "September")]
    [InlineData("%c", "Thu Sep 12 22:49:27 2013")]
    [InlineData("%C", "20")]
    [InlineData("%d %e", "12 12")]
    [InlineData("%D", "09/12/13")]
    [InlineData("%F", "2013-09-12")]
    [InlineData("%H %I %k %l", "22 10 22 10")]
    [InlineData("%j", "255")]
    [InlineData("%L", "045")]
    [InlineData("%m %M %S", "09 49 27")]
    [InlineData("%N", "045000000")]
    [InlineData("%p %P", "PM pm")]
    [InlineData("%r", "10:49:27 PM")]
    [InlineData("%R", "22:49")]
    [InlineData("%s", "1379026167")]
    [InlineData("%T", "22:49:27")]
    [InlineData("%u %w", "4 4")]
    [InlineData("%U %V %W", "36 37 36")]
    [InlineData("%v", "12-SEP-2013")]
    [InlineData("%y %Y", "13 2013")]
    [InlineData("%Z", "+00:00")]
    [InlineData("%%", "%")]
    [InlineData("%g %d", "12")]
    [InlineData("%g", "12 Sep 2013")]
    public void DatePatterns_OnExamples_GiveTheirAnswers(string pattern, string expected) => Check($"date.now | date.to_string '{pattern}'", expected);

    [Theory]
    [InlineData("'a.b' | regex.escape", "a\\.b")]
    [InlineData("'ab12' | regex.match `([a-z]+)(\\d+)`", "[\"ab12\", \"ab\", \"12\"]")]
    [InlineData("'ab' | regex.match `\\d`", "[]")]
    [InlineData("'AB' | regex.match `b` 'i'", "[\"B\"]")]
    [InlineData("'a1b2' | regex.matches `[a-z](\\d)`", "[[\"a1\", \"1\"], [\"b2\", \"2\"]]")]
    [InlineData("'a1b2' | regex.replace `(\\d)` '<$1>'", "a<1>b<2>")]
    [InlineData("'a , b,c' | regex.split `\\s*,\\s*`", "[\"a\", \"b\", \"c\"]")]
    [InlineData("'a\\\\.b' | regex.unescape", "a.b")]
    [InlineData("'a' | regex.match '('", null)]
    [InlineData("'a' | regex.match 'a' 'q'", null)]
    public void RegexFunctions_OnExamples_GiveTheirAnswers(string expression, string? expected) => Check(expression, expected);

    [Theory]
    [InlineData("(timespan.from_days 1.5).hours", "12")]
    [InlineData("(timespan.from_hours 30).days", "1")]
    [InlineData("(timespan.from_minutes 90).total_hours", "1.5")]
    [InlineData("timespan.from_seconds 5", "00:00:05")]
    [InlineData("(timespan.from_milliseconds 5).milliseconds", "5")]
    [InlineData("(timespan.parse '01:30:00').minutes", "30")]
    [InlineData("timespan.parse 'x'", null)]
    [InlineData("timespan.zero", "00:00:00")]
    public void TimeSpanFunctions_OnExamples_GiveTheirAnswers(string expression, string? expected) => Check(expression, expected);

    [Theory]
    [InlineData("'<p>a<!-- b --> <i>c</i></p><script>d</script>' | html.strip", "a c")]
    [InlineData("'a < b' | html.strip", "a < b")]
    [InlineData("'<b> & é' | html.escape", "&lt;b&gt; &amp; &#233;")]
    [InlineData("\"a\\r\\nb\\nc\" | html.newline_to_br", "a<br />\r\nb<br />\nc")]
    [InlineData("'a b@c/é' | html.url_encode", "a%20b%40c%2F%C3%A9")]
    [InlineData("'a b&c/<é' | html.url_escape", "a%20b&c/%3C%C3%A9")]
    public void HtmlFunctions_OnExamples_GiveTheirAnswers(string expression, string? expected) => Check(expression, expected);

    // No answer means an error that says where and what.
    private static void Check(string expression, string? expected)
    {
        if (expected is not null)
        {
            Assert.Equal(expected, Run(expression));
            return;
        }
        var failure = Assert.Throws<ScriptRuntimeException>(() => Run(expression));
        Assert.Equal(1, failure.Diagnostics[0].Line);
        Assert.NotEmpty(failure.Diagnostics[0].Message);
    }

    [Fact]
    public void Groups_WhenCounted_HoldAllTheDocumentedFunctions()
    {
        string[] counts = ["array 21", "string 47", "object 13", "math 13", "date 13", "regex 6", "timespan 7", "html 5"];
        foreach (var group in counts.Select(c => c.Split(' '))) Assert.Equal(group[1], Run($"{group[0]} | object.keys | array.size"));
    }
}
