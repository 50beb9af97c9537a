using System.Text.Json;
using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Pages;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Tests.Support;
using Crowdwork.Engine.Tests.Tasks;

namespace Crowdwork.Engine.Tests.Pages;

public sealed class ComponentWorldTests : IDisposable
{
    private const string Row = """{"Title":"Tides","words":["ebb","flow"]}""";

    private readonly TemporaryFolder _folder = new();

    public ComponentWorldTests()
    {
        _folder.Write("rate/config.json", """{ "title": "Rate", "assignmentDuration": "15m" }""");
        _folder.Write("rate/task.jsx", "export default () => null;");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Page_Shown_GetsTheWholeRow()
    {
        var stage = Play();
        var show = stage.Turns[^1].Acts.Single(act => act.Kind == ActKind.Show);
        Assert.Equal(("task.jsx", Row), (show.Name, show.Json));
        Assert.Equal(stage.Now.AddMinutes(15).ToUnixTimeMilliseconds(), stage.Turns[^1].Acts.Single(act => act.Kind == ActKind.Ask).Due);
    }

    [Fact]
    public void Answer_OfThePage_IsKeptAsItWasGivenAndEndsTheConversation()
    {
        var stage = Play();
        stage.Fill(1, """{"rating":4,"trials":[{"rt":312.5,"key":"f"}],"note":null}""");

        Assert.Equal("""{"rating":4,"trials":[{"rt":312.5,"key":"f"}],"note":null}""", Assert.Single(stage.Saved));
        Assert.Equal("finished", stage.Ending);
        stage.ReplaysToTheLetter();
    }

    [Theory]
    [InlineData("""{"":1}""", "A field of the answer has no name.")]
    [InlineData("""{"a\nb":1}""", "control character")]
    [InlineData("""{"a":1,"a":2}""", "sent twice")]
    [InlineData("[1,2]", "JSON object")]
    public void Answer_ThatCannotBeKept_IsToldAndNotKept(string answer, string problem)
    {
        var stage = Play();
        stage.Fill(1, answer);
        Assert.Empty(stage.Saved);
        var acts = Assert.Single(stage.Turns[^1].Acts);
        Assert.Contains(problem, acts.Json + acts.Text);
        stage.Fill(1, """{"a":1}""");
        Assert.Equal("finished", stage.Ending);
    }

    [Fact]
    public void Answer_LargerThanALineTakes_IsRefused()
        => Assert.Contains("at most 60,000", ComponentAnswer.Judge(JsonSerializer.Serialize(new { text = new string('x', 60_001) })).Problems[""]);

    [Fact]
    public void Answer_OfTooManyFields_IsRefused()
        => Assert.Contains("at most 1,000", ComponentAnswer.Judge(JsonSerializer.Serialize(Enumerable.Range(0, 1_001).ToDictionary(n => $"f{n}"))).Problems[""]);

    [Fact]
    public void Answer_WithALongName_IsRefused()
        => Assert.Contains("at most 100", ComponentAnswer.Judge($$"""{"{{new string('n', 101)}}":1}""").Problems[""]);

    [Fact]
    public void Task_WithTwoForms_SaysSo()
    {
        _folder.Write("rate/task.html", "<form><input name=a></form>");
        var task = TaskFolder.Read(_folder["rate"]);
        Assert.Equal("task.html", task.StaticPage);
        Assert.Contains("two forms", Assert.Single(task.Problems, problem => problem.Severity == Severity.Error).Message);
    }

    [Fact]
    public void Task_WithAScript_HasNoFormEvenWhereAFileIsCalledSo()
    {
        _folder.Write("rate/world.csx", "await Meet();");
        Assert.Null(TaskFolder.Read(_folder["rate"]).StaticPage);
    }

    private Stage Play() => new Stage(ComponentWorld.Of(TaskFolder.Read(_folder["rate"]))!, new PlayRules { Task = "rate", HasPage = page => page == "task.jsx" }, Row).Seat("W1");
}
