using Crowdwork.Templates.Jsx;
using Crowdwork.Templates.Running;

namespace Crowdwork.Templates.Tests;

public sealed class JsxTests
{
    private static string Render(string template, object? name = null) =>
        Template.Parse(template, "Page.jsx").Render(new ScriptObject { ["name"] = name ?? "Ada \"<b>\"", ["n"] = 3, ["task"] = new { Title = "a'b", Items = new[] { 1, 2 } } });

    [Theory]
    [InlineData("<p title={{ name }}>x</p>", "<p title={\"Ada \\\"\\u003Cb\\u003E\\\"\"}>x</p>")]
    [InlineData("<p tabIndex={{ n }} />", "<p tabIndex={3} />")]
    [InlineData("<p>{{ name }}</p>", "<p>{\"Ada \\\"\\u003Cb\\u003E\\\"\"}</p>")]
    [InlineData("<p title=\"{{ name }}\">x</p>", "<p title=\"Ada &quot;&lt;b&gt;&quot;\">x</p>")]
    [InlineData("const task = {{ task | object.to_json }};", "const task = {\"title\":\"a\\u0027b\",\"items\":[1,2]};")]
    [InlineData("const task = {{ task }};", "const task = {\"title\":\"a\\u0027b\",\"items\":[1,2]};")]
    [InlineData("const a = 'x {{ name }}';", "const a = 'x Ada \\u0022\\u003Cb\\u003E\\u0022';")]
    [InlineData("const a = `x ${f({{ n }})} {{ name }}`;", "const a = `x ${f( 3 )} Ada \\u0022\\u003Cb\\u003E\\u0022`;")]
    [InlineData("return <ul>{items.map(i => <li key={i.id}>{i.t} {{ n }}</li>)}</ul>;", "return <ul>{items.map(i => <li key={i.id}>{i.t} {3}</li>)}</ul>;")]
    [InlineData("export default () => (<><A b={x < 2 ? <B/> : null}>{/* c */}</A>{{ n }}</>);", "export default () => (<><A b={x < 2 ? <B/> : null}>{/* c */}</A>{3}</>);")]
    public void Value_InJsx_BecomesWhatItsPlaceNeeds(string template, string expected) => Assert.Equal(expected, Render(template));

    [Theory]
    [InlineData("<div style={{ color: 'red', \"margin-top\": 1 }}>x</div>")]
    [InlineData("<div style={{color:'red'}}>x</div>")]
    [InlineData("<div style={{\n  // tall\n  height: 10,\n}}>x</div>")]
    [InlineData("<div style={{ /* wide */ width: 10 }}>x</div>")]
    [InlineData("<div style={{ ...base, color: 'red' }}>x</div>")]
    [InlineData("<div style={{ 'color': 'red' }}>x</div>")]
    [InlineData("<div style={{ [key]: 'red' }}>x</div>")]
    [InlineData("<div style={{}}>x</div>")]
    [InlineData("<div style={ { color: 'red' } }>x</div>")]
    public void Object_OfJsx_StaysAsItIs(string text) => Assert.Equal(text, Render(text));

    [Fact]
    public void Value_InsideOfAnObjectOfJsx_IsStillAValue() =>
        Assert.Equal("<div style={{ width:  3  }}>x</div>", Render("<div style={{ width: {{ n }} }}>x</div>"));

    [Fact]
    public void Shorthand_ThatCouldBeEither_IsRefusedWithBothWaysOut()
    {
        var error = Assert.Single(Template.Parse("\n<A b={{ a, b }} />", "Page.jsx").Diagnostics);
        Assert.Equal((2, 6), (error.Line, error.Column));
        Assert.Contains("={ {a, b} }", error.Remedy);
        Assert.Contains("{%{", error.Remedy);
    }

    [Theory]
    [InlineData("<{{ name }}>x</p>")]
    [InlineData("<p {{ name }}>x</p>")]
    [InlineData("<p>x</{{ name }}>")]
    [InlineData("// {{ name }}\n")]
    [InlineData("/* {{ name }} */")]
    [InlineData("const r = /{{ name }}/;")]
    public void Value_WhereJsxHasNoValues_IsRefused(string template) =>
        Assert.Contains(Template.Parse(template, "Page.tsx").Diagnostics, d => d.Message.StartsWith("A value cannot", StringComparison.Ordinal));

    [Fact]
    public void Protect_ForAnotherEngine_GivesTheSamePage()
    {
        const string text = "a\n<div style={{ color: 'red' }}>{{ n }}</div>";
        var guarded = JsxGuard.Protect(text);
        Assert.Equal("a\n<div style={%{{{}%} color: 'red' }}>{{ n }}</div>", guarded);
        Assert.Equal("a\n<div style={{ color: 'red' }}>3</div>", Template.Parse(guarded, "any.txt").Render(new ScriptObject { ["n"] = 3 }));
    }

    [Fact]
    public void Error_AfterAnObjectOfJsx_HasItsOwnColumn()
    {
        var error = Assert.Single(Template.Parse("<A b={{ c: 1 }} d={{ + }} />", "Page.jsx").Diagnostics);
        Assert.Equal((1, 24), (error.Line, error.Column));
    }

    [Fact]
    public void MappedText_AfterLoopsAndLongValues_KnowsTheWayBack()
    {
        const string text = "const a = {{ name }};\n{{ for i in 1..3 ~}}\nlet x{{ i }} = f(;\n{{ end ~}}\nlet last = 1;\n";
        var mapped = Template.Parse(text, "Page.jsx").RenderMapped(new { Name = "Ada" });
        var lines = mapped.Text.Split('\n');
        for (var line = 0; line < lines.Length; line++)
        {
            var column = lines[line].IndexOf("f(;", StringComparison.Ordinal);
            if (column >= 0) Assert.Equal((3, 16), (mapped.Origin(line + 1, column + 1)!.Value.Line, mapped.Origin(line + 1, column + 1)!.Value.Column));
            if (lines[line].StartsWith("let last", StringComparison.Ordinal)) Assert.Equal((5, 5), (mapped.Origin(line + 1, 5)!.Value.Line, mapped.Origin(line + 1, 5)!.Value.Column));
        }
        Assert.Equal((1, 14), (mapped.Origin(1, 13)!.Value.Line, mapped.Origin(1, 13)!.Value.Column));
        Assert.Equal(3, lines.Count(l => l.Contains("f(;")));
    }
}
