using System.Text.Json;
using Crowdwork.Engine.Rehearsals;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds;

namespace Crowdwork.Engine.Tests.Tasks;

public sealed class TaskContentTests
{
    private static readonly JsonSerializerOptions _anyCase = new() { PropertyNameCaseInsensitive = true };

    [Fact]
    public void Qa_Paragraphs_AreThirtyOrMoreOfReadableLengthEachOnce()
    {
        var passages = Rows<Passage>("qa");

        Assert.True(passages.Count >= 30, $"There are {passages.Count}.");
        Assert.Equal(passages.Count, passages.Select(passage => passage.Id).Distinct().Count());
        Assert.Equal(passages.Count, passages.Select(passage => passage.Title).Distinct().Count());
        Assert.All(passages, passage => Assert.InRange(passage.Text.Split(' ').Length, 70, 130));
    }

    [Fact]
    public void DescribeAndGuess_Words_AreSingleAndNotAmongTheirOwnTaboos()
    {
        var items = Rows<Item>("describe-and-guess");

        Assert.True(items.Count >= 24, $"There are {items.Count}.");
        Assert.Equal(items.Count, items.Select(item => item.Word).Distinct().Count());
        Assert.All(items, item =>
        {
            Assert.All(item.Word, letter => Assert.True(char.IsAsciiLetterLower(letter), item.Word));
            Assert.NotEmpty(item.Taboo);
            Assert.DoesNotContain(item.Word, item.Taboo);
        });
    }

    [Fact]
    public void RateASummary_Rows_AreTwentyOrMoreOfManyKindsAndMakeFormsWithoutProblems()
    {
        var rows = Rows<Rated>("rate-a-summary");

        Assert.True(rows.Count >= 20, $"There are {rows.Count}.");
        Assert.Equal(rows.Count, rows.Select(row => row.Id).Distinct().Count());
        Assert.All(rows, row => Assert.True(row.Summary.Length < row.Text.Length, row.Id));
        Assert.True(rows.Select(row => row.Kind).Distinct().Count() >= 4);
        using var check = new TaskCheck(new WorldCompiler(new WorldCompilerOptions()));
        Assert.Empty(check.Check(Task("rate-a-summary")));
    }

    private static TaskFolder Task(string name) => new TaskLibrary(ProjectTree.PathOf("tasks")).Find(name)!;

    private static List<T> Rows<T>(string name) =>
        Task(name).ReadData().Rows.Select(row => JsonSerializer.Deserialize<T>(row.Json.Span, _anyCase)!).ToList();

    private sealed record Passage(string Id, string Title, string Text);

    private sealed record Rated(string Id, string Title, string Text, string Summary, string Kind);

    private sealed record Item(string Word, string[] Taboo);
}
