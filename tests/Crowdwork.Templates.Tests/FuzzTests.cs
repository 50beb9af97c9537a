using System.Text;
using Crowdwork.Templates.Running;

namespace Crowdwork.Templates.Tests;

/// <summary>
/// Random and broken templates. Whatever comes in, the answer is a page or an error with a place, soon, and never the end of
/// the process. A failure names the seed, which makes the same template again.
/// </summary>
public sealed class FuzzTests
{
    private static readonly string[] Names = ["a.html", "a.jsx", "a.txt"];

    private static readonly string[] Pieces =
    [
        "{{", "}}", "{{-", "-}}", "{{~", "~}}", "{%{", "}%}", "{%%{", "(", ")", "[", "]", "{", "}", "\"", "'", "`", "$\"", "$", "$$", "$0", "\\", "\n", ";", "|", "|>", ".", "..", "..<", "?.", "?", ":", "??", "?!",
        "+", "-", "*", "/", "//", "%", "++", "--", "=", "+=", "==", "!=", "<", "<=", "<<", ">>", "&&", "||", "!", "@", "^", ",", "#", "##", "1", "0x", "1e9", "1.5", "9999999999", "x", "a.b", "this", "empty", "null", "true",
        " if ", " else ", " end ", " for ", " in ", " while ", " func ", " ret ", " do ", " case ", " when ", " capture ", " wrap ", " with ", " tablerow ", " include ", " break ", " continue ", " import ", " readonly ",
        "string.", "array.", "object.to_json", "html.raw", "'x' * 1e9", "<script>", "</script>", "<!--", "-->", "<a href=\"", "<p title='", "onclick=\"", "<style>", "<textarea>", "={{", "style={{ a: 1 }}", "\u2028", "\0", "\ud83d", "é",
    ];

    private static readonly TemplateOptions Options = new()
    {
        Limits = new TemplateLimits { Steps = 20_000, LoopIterations = 5_000, OutputLength = 50_000, StringLength = 20_000, CollectionSize = 2_000, RegexTime = TimeSpan.FromMilliseconds(20) },
        Loader = new TemplatesInMemory { ["part"] = "[{{ $1 }}{{ x }}]", ["self"] = "{{ include 'self' }}" },
        AllowEval = true,
    };

    private static readonly string[] Corpus = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Corpus")).Order().Select(File.ReadAllText).ToArray();

    private static void Try(string text, string path, string story)
    {
        try
        {
            var model = new ScriptObject { ["x"] = "<x>", ["n"] = 3, ["items"] = new ScriptArray([new ScriptObject { ["n"] = 2, ["t"] = "b" }]), ["user"] = new ScriptObject { ["name"] = "u" } };
            model["data"] = new ScriptObject { ["rows"] = new ScriptArray([new ScriptObject { ["text"] = "t" }]), ["self"] = model };
            Template.Parse(text, path, Options).Render(model);
        }
        catch (TemplateException failure)
        {
            Assert.All(failure.Diagnostics, d => Assert.True(d is { Line: > 0, Column: > 0, Message.Length: > 0 }, story));
        }
        catch (Exception failure)
        {
            Assert.Fail($"{story}: {failure.GetType().Name} {failure.Message}\n{failure.StackTrace}\n{text}");
        }
    }

    [Fact]
    public void Corpus_AsItIs_IsUnderstood()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Corpus")))
        {
            Assert.Empty(Template.Parse(File.ReadAllText(file), file).Diagnostics);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Template_OfRandomPieces_GivesAPageOrAnError(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 1500; round++)
        {
            var builder = new StringBuilder(random.Next(2) == 0 ? "{{ " : "");
            for (var i = random.Next(40); i >= 0; i--) builder.Append(Pieces[random.Next(Pieces.Length)]).Append(random.Next(3) == 0 ? " " : "");
            Try(builder.ToString(), Names[random.Next(3)], $"seed {seed} round {round}");
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Template_ThatWasDamaged_GivesAPageOrAnError(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 700; round++)
        {
            var text = Corpus[random.Next(Corpus.Length)];
            for (var i = random.Next(1, 6); i > 0; i--) text = Damage(text, random);
            Try(text, Names[random.Next(3)], $"seed {seed} round {round}");
        }
    }

    private static string Damage(string text, Random random)
    {
        var at = random.Next(text.Length + 1);
        var length = random.Next(Math.Min(30, text.Length - at) + 1);
        switch (random.Next(5))
        {
            case 0: return text.Remove(at, length);
            case 1: return text.Insert(at, Pieces[random.Next(Pieces.Length)]);
            case 2: return text.Insert(random.Next(text.Length + 1), text.Substring(at, length));
            case 3: return text.Insert(at, ((char)random.Next(0x300)).ToString());
            default:
                var other = Corpus[random.Next(Corpus.Length)];
                return text[..at] + other[random.Next(other.Length)..];
        }
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    public void Template_OfRandomBytes_GivesAPageOrAnError(int seed)
    {
        var random = new Random(seed);
        var bytes = new byte[400];
        for (var round = 0; round < 500; round++)
        {
            random.NextBytes(bytes);
            var text = Encoding.Latin1.GetString(bytes, 0, random.Next(bytes.Length));
            Try(random.Next(2) == 0 ? text : "{{" + text, Names[random.Next(3)], $"seed {seed} round {round}");
        }
    }

    [Theory]
    [InlineData("(", "1", ")")]
    [InlineData("[", "1", "]")]
    [InlineData("{a: ", "1", "}")]
    [InlineData("$\"{", "1", "}\"")]
    [InlineData("f(", "1", ")")]
    [InlineData("a[", "1", "]")]
    [InlineData("!", "1", "")]
    [InlineData("- ", "1", "")]
    [InlineData("@", "a", "")]
    [InlineData("^", "a", "")]
    [InlineData("", "a", ".b")]
    [InlineData("", "a", "?.b")]
    [InlineData("", "a", "[0]")]
    [InlineData("", "a", "(1)")]
    [InlineData("", "1", " + 1")]
    [InlineData("1 + ", "1", "")]
    [InlineData("1 ?? 1 || 1 && 1 == 1 < 1 + 1 * 1 << 1 .. (", "1", ")")]
    [InlineData("(1 + 1 + 1 + ", "1", " + 1 + 1 + 1)")]
    [InlineData("", "a", " | f")]
    [InlineData("", "a", " | f 1")]
    [InlineData("a ? ", "1", " : 2")]
    [InlineData("a ? 1 : ", "1", "")]
    [InlineData("do; ", "1", "; end")]
    [InlineData("if 1; ", "1", "; end")]
    [InlineData("if 0; 1; else if 0; ", "1", "")]
    [InlineData("for i in [1]; ", "1", "; end")]
    [InlineData("while 1; ", "1", "; end")]
    [InlineData("case 1; when 1; ", "1", "; end")]
    [InlineData("func f; ", "1", "; end")]
    [InlineData("with {}; ", "1", "; end")]
    [InlineData("capture a; ", "1", "; end")]
    [InlineData("wrap f; ", "1", "; end")]
    [InlineData("f ", "1", "")]
    [InlineData("}}<p title=\"{{ if 1 }}", "1", "{{ end }}\">{{ ")]
    [InlineData("}}<script>{{ for i in [1] }}x/{{ i }}", "1", "{{ end }}</script>{{ ")]
    [InlineData("}}<A b={", "1", "}>{{ ")]
    [InlineData("}}{%{", "1", "}%}{{ ")]
    public void Template_NestedWithoutEnd_GivesAPageOrAnError(string before, string middle, string after)
    {
        foreach (var depth in new[] { 10, 150, 400, 20_000 })
        {
            var builder = new StringBuilder("{{ ");
            builder.Insert(builder.Length, before, depth).Append(middle).Insert(builder.Length, after, depth).Append(" }}");
            foreach (var name in Names)
            {
                Try(builder.ToString(), name, $"{before} {depth} times");
                Try(builder.ToString(0, builder.Length / 2), name, $"half of {before} {depth} times");
            }
        }
    }

    [Fact]
    public void Template_NestedWithoutEnd_IsSafeOnASmallStackToo()
    {
        Exception? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    foreach (var piece in new[] { "(", "[", "{a:", "!", "f(", "a[", "if 1; ", "do; ", "a ? " })
                    {
                        Try("{{ " + string.Concat(Enumerable.Repeat(piece, 5000)), "a.html", piece);
                    }
                    var chain = "1" + string.Concat(Enumerable.Repeat(" + 1", 400));
                    for (var i = 0; i < 150; i++) chain = "(" + chain + ")" + string.Concat(Enumerable.Repeat(" + 1", 400));
                    Try("{{ " + chain + " }}", "a.html", "long chains inside each other");
                    Try("{{ func f(n); ret ((((((((((f n + 1)))))))))); end; f 1 }}", "a.html", "recursion");
                }
                catch (Exception unexpected)
                {
                    failure = unexpected;
                }
            },
            256 * 1024);
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }
}
