using System.Text.RegularExpressions;

namespace Crowdwork.Templates.Tests;

/// <summary>docs/templates.md says what is true.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "templates.md"));

    private static string Section(string title) => Text[Text.IndexOf($"## {title}", StringComparison.Ordinal)..].Split("\n## ")[0];

    [Fact]
    public void Examples_AsPages_HaveNoErrors()
    {
        var examples = CodeBlock().Matches(Text).Select(m => m.Groups[1].Value).ToList();
        Assert.NotEmpty(examples);
        Assert.All(examples, e => Assert.Empty(Template.Parse(e, "page.html").Diagnostics));
    }

    [Fact]
    public void Builtins_InTheTable_AreThoseThereAre()
    {
        foreach (Match row in BuiltinRow().Matches(Section("Builtins")))
        {
            var listed = CodeSpan().Matches(row.Groups[2].Value).SelectMany(m => m.Groups[1].Value.Split(' ')).ToHashSet();
            var real = BuiltinTests.Run($"{row.Groups[1].Value} | object.keys | array.join ' '").Split(' ').Where(n => n is not ("format" or "default_format") || row.Groups[1].Value != "date");
            string[] notFunctions = ["raw", "i", "m", "s", "x", "eval", "eval_template", "date.format"];
            Assert.Equal("", string.Join(' ', real.Except(listed)));
            Assert.Equal("", string.Join(' ', listed.Except(real).Except(notFunctions)));
        }
    }

    [Fact]
    public void Limits_InTheTable_AreTheDefaults()
    {
        var section = Section("Limits");
        var limits = TemplateLimits.Default;
        foreach (var number in new[] { limits.Steps, limits.LoopIterations, limits.CollectionSize, limits.IncludeDepth, limits.Recursion, limits.ObjectDepth, limits.OutputLength / 1024 / 1024, limits.StringLength / 1024 / 1024 })
        {
            Assert.Contains($"| {number:N0}", section);
        }
        Assert.All(typeof(TemplateLimits).GetProperties().Where(p => p.Name is not ("Default" or "EqualityContract")), p => Assert.Contains($"`{p.Name}`", section));
    }

    [Fact]
    public void Differences_InTheTable_HaveTheTestsTheyName()
    {
        var names = TestName().Matches(Section("Differences from Scriban")).Select(m => m.Groups[1].Value).ToList();
        Assert.True(names.Count > 10);
        foreach (var name in names)
        {
            var parts = name.Split('.');
            var type = typeof(DocumentationTests).Assembly.GetTypes().SingleOrDefault(t => t.Name == parts[0]);
            Assert.True(type is not null && (parts.Length == 1 || type.GetMethod(parts[1]) is not null), $"There is no test {name}.");
        }
    }

    [GeneratedRegex("```[a-z]*\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"^\| `([a-z]+)` \| (.*) \|$", RegexOptions.Multiline)]
    private static partial Regex BuiltinRow();

    [GeneratedRegex("`([a-z0-9_ .]+)`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"`([A-Za-z]+Tests(?:\.[A-Za-z_]+)?)`")]
    private static partial Regex TestName();
}
