using Crowdwork.Templates.Running;

namespace Crowdwork.Templates.Tests;

/// <summary>Everything that could make a page large or slow, and the error it ends in. None of these may take noticeable time.</summary>
public sealed class LimitTests
{
    private static readonly TemplateLimits Small = new() { Steps = 200_000, CollectionSize = 10_000, StringLength = 100_000, OutputLength = 100_000 };

    private static string Run(string template, object? model = null, TemplateOptions? options = null) =>
        Template.Parse(template, "text", options ?? new TemplateOptions { Limits = Small }).Render(model);

    [Theory]
    [InlineData("'x' * 1e9")]
    [InlineData("1000000000 * 'x'")]
    [InlineData("[1, 2, 3] * 1000000000")]
    [InlineData("(1..1000000000000) * 2")]
    [InlineData("[1] | array.insert_at 2e8 1")]
    [InlineData("'x' | string.pad_left 1e9")]
    [InlineData("'x' | string.pad_right 2147483647")]
    [InlineData("a = []; a[1e9] = 1")]
    [InlineData("a = []; a[2147483647] = 1")]
    [InlineData("a = [1]; a[-5] = 1")]
    [InlineData("a = []; a[0] = a; a")]
    [InlineData("a = {}; a.a = a; a")]
    [InlineData("a = {}; a.a = a; a | object.to_json")]
    [InlineData("a = []; a[0] = a; b = []; b[0] = b; a == b")]
    [InlineData("a = []; a[0] = a; b = []; b[0] = b; a < b")]
    [InlineData("a = []; a[0] = a; -a")]
    [InlineData("a = []; a[0] = a; [a, a] | array.uniq")]
    [InlineData("1..1000000000000 | array.join ','")]
    [InlineData("for x in 1..1000000000000; end")]
    [InlineData("1..1000000 | array.sort")]
    [InlineData("while true; end")]
    [InlineData("for i in 1..90000; for j in 1..90000; end; end")]
    [InlineData("s = 'x'; while true; s = s + s; end")]
    [InlineData("a = [1]; while true; a = a + a; end")]
    [InlineData("a = {}; i = 0; while true; a['k' + i] = i; i = i + 1; end")]
    [InlineData("n = 3; while true; n = n * n; end")]
    [InlineData("1 << 1000000000")]
    [InlineData("func f; f; end; f")]
    [InlineData("func f(n); ret 1 + (f (n + 1)); end; f 1")]
    [InlineData("f(n) = f (n + 1); f 1")]
    [InlineData("f = do; ret $0 $0; end; f @f")]
    [InlineData("func f; $$; end; func g; wrap f; wrap g; end; end; end; wrap g; end")]
    [InlineData("('a' * 30) + 'b' | regex.match '^(a+)+$'")]
    [InlineData("'a' * 90000 | regex.replace 'a' ('b' * 90000)")]
    [InlineData("'a' * 90000 | string.replace 'a' ('b' * 90000)")]
    [InlineData("1 | math.format 'N999999999'")]
    [InlineData("('1,' * 40000) | string.split ','")]
    [InlineData("'x' * 99999; 'x' * 99999")]
    [InlineData("[1] | array.each do; while true; end; end")]
    [InlineData("date.now | date.add_days 1e300")]
    [InlineData("timespan.from_days 1e300")]
    [InlineData("9e9999 - 1")]
    public void Template_ThatAsksForTooMuch_EndsInAnError(string code)
    {
        var options = new TemplateOptions { Limits = Small with { RegexTime = TimeSpan.FromMilliseconds(50) } };
        var failure = Assert.ThrowsAny<TemplateException>(() => Run("{{ " + code + " }}", null, options));
        Assert.Equal(1, failure.Diagnostics[0].Line);
    }

    [Theory]
    [InlineData("a = []; for i in 1..90000; a[i] = 'x' * 500000; end")]
    [InlineData("a = []; for i in 1..90000; a[i] = $\"{'x' * 500000}{i}\"; end")]
    [InlineData("a = []; for i in 1..90000; a[i] = 'x' | string.pad_left 500000; end")]
    [InlineData("a = []; for i in 1..90000; capture b; 'x' * 500000; end; a[i] = b; end")]
    [InlineData("a = []; for i in 1..90000; a[i] = (1..9000) + [1]; end")]
    [InlineData("a = 'x' * 500000; b = []; for i in 1..90000; b[i] = a | string.upcase; end")]
    public void Template_ThatHoardsMemory_EndsInAnError(string code)
    {
        var options = new TemplateOptions { Limits = new TemplateLimits { Memory = 32 * 1024 * 1024 } };
        var failure = Assert.Throws<ScriptRuntimeException>(() => Run("{{ " + code + " }}", null, options));
        Assert.Matches("32 MB of memory|characters of output", failure.OriginalMessage);
    }

    [Fact]
    public void Page_OfManyRows_PassesByDefault() =>
        Assert.Equal(1200, Template.Parse("{{ for i in 1..400 }}{{ for j in 1..3 }}x{{ end }}{{ end }}").Render().Length);

    [Fact]
    public void Model_ThatContainsItself_EndsInAnError()
    {
        var model = new Dictionary<string, object?>();
        model["self"] = model;
        Assert.Contains("contain itself", Assert.Throws<ScriptRuntimeException>(() => Run("{{ self }}", model)).OriginalMessage);
        Assert.Contains("contain itself", Assert.Throws<ScriptRuntimeException>(() => Run("{{ self | object.to_json }}", model)).OriginalMessage);
    }

    [Fact]
    public void Rendering_ThatIsCancelled_Stops()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<ScriptAbortException>(() => Template.Parse("a").Render(null, cancelled.Token));
    }

    [Theory]
    [InlineData("{{ stop; while true; end }}")]
    [InlineData("{{ stop; 1..900000 | array.each @math.abs | array.sort | array.size }}")]
    public void Rendering_ThatIsCancelledOnTheWay_Stops(string template)
    {
        using var source = new CancellationTokenSource();
        var model = new ScriptObject();
        model.Import("stop", () => source.Cancel());
        Assert.Throws<ScriptAbortException>(() => Template.Parse(template).Render(model, source.Token));
    }

    private sealed class LeapingClock : TimeProvider
    {
        private long _now;

        public override long GetTimestamp() => _now += TimestampFrequency;
    }

    [Fact]
    public void Rendering_ThatTakesTooLong_Stops()
    {
        var options = new TemplateOptions { Time = new LeapingClock(), Limits = TemplateLimits.Default with { Time = TimeSpan.FromSeconds(5) } };
        Assert.Contains("more than 5 seconds", Assert.Throws<ScriptRuntimeException>(() => Run("{{ while true; end }}", null, options)).OriginalMessage);
    }

    [Fact]
    public void Page_WithAFailure_WritesNothing()
    {
        var writer = new StringWriter();
        Assert.Throws<ScriptRuntimeException>(() => Template.Parse("a{{ x.y }}").Render(null, writer));
        Assert.Equal("", writer.ToString());
    }
}
