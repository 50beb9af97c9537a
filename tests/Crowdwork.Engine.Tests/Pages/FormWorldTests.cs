using System.Text.Json;
using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Pages;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Tests.Support;
using Crowdwork.Engine.Tests.Tasks;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Tests.Pages;

public sealed class FormWorldTests : IDisposable
{
    private const string Row = """{"title":"Tides","kind":"wrong"}""";

    private readonly TemporaryFolder _folder = new();

    public FormWorldTests() => _folder.Write("rate/config.json", """{ "title": "Rate", "assignmentDuration": "15m" }""");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Form_FilledIn_IsKeptAndEndsTheConversation()
    {
        var stage = Play("<h1>{{ data.title }}</h1><form><input name=rating type=number min=1 max=5 required><input name=why></form>");

        stage.Fill(1, """{"rating":"9","why":""}""");
        Assert.Equal("""{"rating":"Please choose between 1 and 5."}""", Assert.Single(stage.Turns[^1].Acts).Json);
        stage.Fill(1, """{"rating":"4","why":"clear"}""");

        Assert.Equal("""{"rating":4,"why":"clear"}""", Assert.Single(stage.Saved));
        Assert.Equal("Answer", stage.Acts.Single(act => act.Kind == ActKind.Save).Name);
        Assert.Equal("finished", stage.Ending);
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Form_Shown_TellsThePageItsNameAndFieldsButNotTheRow()
    {
        var stage = Play("<h1>{{ data.title }}</h1><form><input name=rating required></form>");

        var show = stage.Turns[^1].Acts.Single(act => act.Kind == ActKind.Show);
        Assert.Equal(("task.html", null), (show.Name, show.Json));
        var ask = stage.Turns[^1].Acts.Single(act => act.Kind == ActKind.Ask);
        Assert.Equal("page", ask.Name);
        Assert.Equal(stage.Now.AddMinutes(15).ToUnixTimeMilliseconds(), ask.Due);
        Assert.Equal("rating", JsonDocument.Parse(ask.Json!).RootElement[0].GetProperty("name").GetString());
        Assert.DoesNotContain("wrong", string.Join('\n', stage.Turns[^1].Acts.Select(act => act.Json)));
    }

    [Fact]
    public void Options_ThatTheRowDecides_AreTheOnesThatCount()
    {
        var stage = Play("<form>{{ for x in [data.title, 'other'] }}<input type=radio name=a value=\"{{ x }}\">{{ end }}</form>");

        stage.Fill(1, """{"a":"Moons"}""").Fill(1, """{"a":"Tides"}""");

        Assert.Equal("""{"a":"Tides"}""", Assert.Single(stage.Saved));
    }

    [Fact]
    public void Page_ThatShufflesItsOptions_IsJudgedByWhatTheWorkerSaw()
    {
        const string page = "<form><input type=radio name=a value=\"{{ math.random 1 1000000 }}\"><input type=radio name=a value=none></form>";
        var stage = Play(page);
        var model = ShownPage.Find(stage.Turns, "W1", "task.html")!;
        var pages = Pages();
        var seen = PageForm.Read(pages.Render(pages.Find("task.html")!, model)).Fields[0].Options![0];

        stage.Fill(1, $$"""{"a":"{{seen}}"}""");

        Assert.Equal("finished", stage.Ending);
    }

    [Fact]
    public void Page_ThatFailsWithItsRow_EndsInAFaultWithItsPlace()
    {
        var stage = Play("<form>\n{{ data.nothing.at.all }}<input name=a></form>");

        Assert.Equal("fault", stage.Ending);
        Assert.Equal(2, stage.Play.Fault!.Line);
        Assert.EndsWith("task.html", stage.Play.Fault.File);
    }

    [Fact]
    public void Form_NobodyFillsIn_TimesOut()
    {
        var stage = Play("<form><input name=a></form>").Pass(TimeSpan.FromMinutes(16));

        Assert.Contains(stage.Acts, act => act is { Kind: ActKind.Ended, Name: "timedOut" });
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Row_OfAScriptThatShowsAPageWithNothing_IsWhatThePageGets()
    {
        var rules = new PlayRules { Task = "test", HasPage = _ => true };
        var stage = new Stage("var w = await Meet(); await w.Show(\"a.html\"); await w.Ask(\"?\"); await w.Show(\"a.html\", new { x = 1 });", rules, Row).Seat("W1");

        Assert.Equal(Row, ShownPage.Find(stage.Turns, "W1", "a.html")!.Data);
        stage.Say(1, "yes");
        Assert.Equal("""{"x":1}""", ShownPage.Find(stage.Turns, "W1", "a.html")!.Data);
        Assert.Null(ShownPage.Find(stage.Turns, "W1", "b.html"));
        Assert.Null(ShownPage.Find(stage.Turns, "W2", "a.html"));
    }

    [Fact]
    public void Role_WithAPageOfItsOwn_SeesItFromTheBeginningAndWhereShowNamesNoOther()
    {
        var rules = new PlayRules { Task = "test", PageOf = role => role == "judge" ? "judge.html" : null };
        var stage = new Stage("var (j, o) = await Meet(\"judge\", \"other\"); await j.Show(new { x = 1 }); await o.Show(new { x = 1 }); await j.Ask(\"?\");", rules).Seat("W1", "W2");

        Assert.Equal(["1 judge.html ", "1 judge.html {\"x\":1}", "2  {\"x\":1}"],
            stage.Acts.Where(act => act.Kind == ActKind.Show).Select(act => $"{act.Seat} {act.Name} {act.Json}"));
    }

    private Stage Play(string page)
    {
        _folder.Write("rate/task.html", page);
        return new Stage(FormWorld.Of(TaskFolder.Read(_folder["rate"]), Pages())!, new PlayRules { Task = "rate", HasPage = page => page == "task.html" }, Row).Seat("W1");
    }

    private TaskPages Pages() => TaskPages.Read(TaskFolder.Read(_folder["rate"]));
}
