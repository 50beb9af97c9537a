using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Tests.Tasks;

public sealed class ProblemTests
{
    [Fact]
    public void ToString_WithPlace_IsWhatEditorsTurnIntoALink() =>
        Assert.Equal(
            "tasks/qa/config.json(3,5): No title.\n  Add one.",
            new Problem("tasks/qa/config.json", 3, 5, "No title.", "Add one.").ToString());

    [Fact]
    public void ToString_WithoutPlace_NamesTheFileAlone() =>
        Assert.Equal("tasks/qa: No title.\n  Add one.", new Problem("tasks/qa", 0, 0, "No title.", "Add one.").ToString());

    [Fact]
    public void ToString_Warning_SaysSo() =>
        Assert.Equal("a(1,1): warning: Odd.\n  Look.", new Problem("a", 1, 1, "Odd.", "Look.", Severity.Warning).ToString());

    [Fact]
    public void Problems_AddedInAnyOrder_AreReadByFileAndPlace()
    {
        var problems = new Problems();
        problems.Error("b", new Place(1, 1), "3", "");
        problems.Error("a", new Place(10, 1), "2", "");
        problems.Warn("a", new Place(9, 7), "1", "");
        problems.Error("b", new Place(1, 1), "4", "");

        Assert.Equal(["1", "2", "3", "4"], problems.Select(problem => problem.Message));
    }

    [Fact]
    public void Problems_WarningsAlone_AreNoErrors()
    {
        var problems = new Problems();
        problems.Warn("a", Place.Unknown, "", "");
        Assert.False(problems.HasErrors);

        problems.Error("a", Place.Unknown, "", "");
        Assert.True(problems.HasErrors);
    }
}
