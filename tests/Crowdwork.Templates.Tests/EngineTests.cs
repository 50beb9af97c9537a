using Crowdwork.Templates.Running;

namespace Crowdwork.Templates.Tests;

public sealed class EngineTests
{
    [Fact]
    public void Engine_ForTheSameText_CompilesOnce()
    {
        var files = new TemplatesInMemory { ["a.html"] = "<p>{{ x }}</p>" };
        var engine = new ScribanEngine(new TemplateOptions { Loader = files });
        var first = engine.Compile("a.html");
        Assert.Same(first, engine.Compile("a.html"));
        files["a.html"] = "<b>{{ x }}</b>";
        Assert.Equal("<b>&lt;</b>", engine.Compile("a.html").Render(new { X = "<" }));
        Assert.Equal("<p>&lt;</p>", first.Render(new { X = "<" }));
    }

    [Fact]
    public void Include_OfAChangedFile_IsReadAgainForTheNextPage()
    {
        var files = new TemplatesInMemory { ["a.html"] = "{{ include 'b.html' }}", ["b.html"] = "1" };
        var page = new ScribanEngine(new TemplateOptions { Loader = files }).Compile("a.html");
        Assert.Equal("1", page.Render(null));
        files["b.html"] = "2";
        Assert.Equal("2", page.Render(null));
    }

    [Fact]
    public void Include_OnAPage_IsEscapedWhateverItsName()
    {
        var files = new TemplatesInMemory { ["a.html"] = "{{ include 'b.txt' }}", ["b.txt"] = "{{ x }}" };
        var engine = new ScribanEngine(new TemplateOptions { Loader = files });
        Assert.Equal("<", engine.Compile("b.txt").Render(new { X = "<" }));
        Assert.Equal("&lt;", engine.Compile("a.html").Render(new { X = "<" }));
    }

    [Fact]
    public void Template_OnManyThreads_RendersEachModelByItself()
    {
        var template = Template.Parse("{{ func f(a) }}[{{ a }}]{{ end }}{{ string.own = x; for i in 1..50; $l = x; f $l; string.own; array.cycle [1, 2]; end }}", "a.html");
        var results = new string[64];
        Parallel.For(0, results.Length, i => results[i] = template.Render(new { X = i }));
        for (var i = 0; i < results.Length; i++) Assert.Equal(string.Concat(Enumerable.Range(0, 50).Select(n => $"[{i}]{i}{n % 2 + 1}")), results[i]);
    }

    [Fact]
    public void References_AreWhatThePageNeedsFromItsModel()
    {
        var template = Template.Parse("{{ y = data.title }}{{ for i in data.items }}{{ i.name }}{{ y | string.upcase }}{{ end }}{{ worker.role }}{{ data['b c'] }}{{ include 'x' y }}{{ card data.size }}", "a.html");
        Assert.Equal(["data.title", "data.items", "worker.role", "data.b c", "data.size"], template.References.Select(r => r.Name));
        Assert.Equal(["x"], template.Includes.Select(i => i.Name));
        Assert.Equal((1, 8), (template.References[0].Span.Line, template.References[0].Span.Column));
    }

    [Fact]
    public void Function_OfTheProgram_CanBeCalled()
    {
        var model = new ScriptObject();
        model.Import("join", (string left, int count, string right = "!", params object[] rest) => left + count + right + rest.Length);
        Assert.Equal("a1!0 a1b2 a1c0", Template.Parse("{{ join 'a' 1 }} {{ 'a' | join 1 'b' 2 3 }} {{ join count: 1 right: 'c' left: 'a' }}").Render(model));
        Assert.Throws<ScriptRuntimeException>(() => Template.Parse("{{ join 'a' }}").Render(model));
    }

    [Fact]
    public void FolderLoader_StaysInItsFolder()
    {
        var root = Directory.CreateTempSubdirectory();
        try
        {
            Directory.CreateDirectory(Path.Combine(root.FullName, "task"));
            File.WriteAllText(Path.Combine(root.FullName, "secret.txt"), "secret");
            File.WriteAllText(Path.Combine(root.FullName, "task", "a.html"), "a");
            File.CreateSymbolicLink(Path.Combine(root.FullName, "task", "link.html"), Path.Combine(root.FullName, "secret.txt"));
            var loader = new FolderTemplateLoader(Path.Combine(root.FullName, "task"));
            Assert.Equal("a", loader.Load(loader.GetPath("a.html", "")!));
            foreach (var name in new[] { "../secret.txt", "/etc/passwd", "link.html", "x.html", "a\0", "../task2/a", "" }) Assert.Null(loader.GetPath(name, ""));
        }
        finally
        {
            root.Delete(true);
        }
    }
}
