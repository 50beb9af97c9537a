using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Pages;
using Crowdwork.Engine.Tests.Support;

namespace Crowdwork.Engine.Tests.Conversations;

/// <summary>A page's form that a script asks for, and what a script may know of qualifications.</summary>
public sealed class PlayPageFormTests
{
    private const string Page = """
        <form><label>Rating <input name="rating" type="number" min="1" max="7" required></label>
        <label>Why? <input name="why"></label>
        <label><input type="checkbox" name="tags" value="a"> a</label><label><input type="checkbox" name="tags" value="b"> b</label></form>
        """;

    private const string Script = """
        record Mood(int Rating, string? Why, string[] Tags);
        var w = await Meet();
        var mood = await w.Fill<Mood>("mood.html", with: new { Day = "Monday" }, check: mood => mood.Rating == 4 ? "Not so undecided, please." : null);
        Save(mood);
        """;

    [Fact]
    public void Fill_PageOfTheTask_GivesItsAnswerAsARecord()
    {
        var stage = new Stage(Script, Rules(Page)).Seat("W1");
        var shown = stage.Acts.Single(act => act.Kind == ActKind.Show);
        Assert.Equal(("mood.html", """{"Day":"Monday"}"""), (shown.Name, shown.Json));

        stage.Fill(1, """{"rating":"9","tags":[]}""");
        Assert.Contains(stage.Turns[^1].Acts, act => act.Kind == ActKind.Again && act.Json!.Contains("rating"));
        stage.Fill(1, """{"rating":"4","tags":[]}""");
        Assert.Contains(stage.Turns[^1].Acts, act => act.Kind == ActKind.Again && act.Text!.StartsWith("Not so undecided"));
        stage.Fill(1, """{"rating":"6","why":"","tags":["b"],"smuggled":"in"}""");

        Assert.Equal("""{"Rating":6,"Why":null,"Tags":["b"]}""", Assert.Single(stage.Saved));
        Assert.Equal("finished", stage.Ending);
        Assert.True(Replay.ToTheLetter(stage.Script, stage.Rules, stage.Turns, (_, _) => { }).IsSame);
    }

    [Fact]
    public void Fill_PageWithoutAForm_IsTheScriptsFault()
    {
        var stage = new Stage(Script, Rules("<p>Nothing to fill in.</p>")).Seat("W1");
        Assert.Equal("fault", stage.Ending);
        Assert.Contains("'mood.html' has no form", stage.Play.Fault!.Message);
    }

    [Fact]
    public void Fill_RecordThatDoesNotFitTheForm_IsTheScriptsFaultAndNotTheWorkers()
    {
        var stage = new Stage(Script.Replace("int Rating", "int Rating, int Why2").Replace("string? Why,", "int Why,"), Rules(Page)).Seat("W1");
        stage.Fill(1, """{"rating":"6","why":"because","tags":[]}""");
        Assert.Equal("fault", stage.Ending);
        Assert.Contains("does not fit Mood", stage.Play.Fault!.Message);
    }

    [Fact]
    public async Task Qualification_AskedForAndChangedSince_IsInAReplayWhatItWas()
    {
        var had = new Dictionary<(string, string), int> { [("W1", "best")] = 7 };
        var rules = new PlayRules { Task = "test", QualificationOf = (worker, name) => had.TryGetValue((worker.Value, name), out var value) ? value : null };
        var stage = new Stage(
            "var w = await Meet();\nSave(new { Best = await w.Qualification(\"best\"), Novice = !await w.Has(\"best\"), Other = await w.Qualification(\"other\") });", rules).Seat("W1");
        while (stage.Play.OpenEffects.FirstOrDefault() is { } effect)
            stage.Give(new Returned(effect.Id, await effect.Run(TestContext.Current.CancellationToken), null));

        had.Clear();

        Assert.Equal("""{"Best":7,"Novice":false,"Other":null}""", Assert.Single(stage.Saved));
        Assert.True(Replay.ToTheLetter(stage.Script, rules, stage.Turns, (_, _) => { }).IsSame);
    }

    private static PlayRules Rules(string page) => new() { Task = "test", HasPage = name => name == "mood.html", FormOf = (_, _) => PageForm.Read(page) };
}
