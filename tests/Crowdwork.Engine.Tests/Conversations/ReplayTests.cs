using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Tests.Support;
using Crowdwork.Engine.Worlds;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Tests.Conversations;

/// <summary>A changed script over the journal of the old one.</summary>
public sealed class ReplayTests
{
    private const string Interview = """
        var a = await Meet();
        var name = await a.Ask("What may we call you?");
        var age = await a.Ask("How old are you?");
        var town = await a.Ask("Where do you live?");
        Save(new { name = name.Text, age = age.Text, town = town.Text });
        """;

    // Name and age are given, the town is asked for.
    private static Stage InTheMiddle() => new Stage(Interview).Seat("W1").Say(1, "Ada").Say(1, "36");

    [Fact]
    public void Changed_ALaterPrompt_KeepsEverything()
    {
        var stage = new Stage(Interview).Seat("W1").Say(1, "Ada");
        var replayed = stage.Under(Interview.Replace("Where do you live?", "In which town do you live?"));

        Assert.Null(replayed.Divergence);
        Assert.True(replayed.IsSame);
        Assert.Equal(0, replayed.SetAside);
        Assert.Equal("How old are you?", replayed.Play.PromptOf(1)!.Text);
    }

    [Fact]
    public void Changed_AnEarlierPromptsWords_KeepsItsAnswerAndSaysSo()
    {
        var replayed = InTheMiddle().Under(Interview.Replace("What may we call you?", "What is your name?"));

        Assert.Null(replayed.Divergence);
        Assert.False(replayed.IsSame);
        Assert.Equal("Where do you live?", replayed.Play.PromptOf(1)!.Text);
        Assert.Equal("the prompt at world.csx:2 was reworded; its answers are kept.", Assert.Single(replayed.Notes));
    }

    [Fact]
    public void Changed_TheCurrentPromptsWords_AsksInTheNewOnes()
    {
        var replayed = InTheMiddle().Under(Interview.Replace("Where do you live?", "In which town do you live?"));

        Assert.Null(replayed.Divergence);
        Assert.Equal("In which town do you live?", replayed.Play.PromptOf(1)!.Text);
        Assert.Equal(0, replayed.SetAside);
    }

    [Fact]
    public void Changed_WordsAndPlaceOfAPromptAtOnce_KeepsItsAnswer()
    {
        var replayed = InTheMiddle().Under(Interview
            .Replace("var a = await Meet();", "// A small interview.\n\nvar a = await Meet();")
            .Replace("What may we call you?", "What is your name?"));

        Assert.Null(replayed.Divergence);
        Assert.Equal("Where do you live?", replayed.Play.PromptOf(1)!.Text);
    }

    [Fact]
    public void Inserted_APromptBeforeAnswers_GoesOnFromIt()
    {
        var replayed = InTheMiddle().Under(Interview.Replace("var age =", "var mood = await a.Choose(\"Mood?\", [\"Good\", \"Bad\"]);\nvar age ="));

        Assert.Equal("Mood?", replayed.Play.PromptOf(1)!.Text);
        Assert.Equal(1, replayed.SetAside);
        Assert.Equal("Diverged at turn 4: recorded [ask seat 1 text 'How old are you?' at world.csx:3], but the script now did [ask seat 1 'Mood?' at world.csx:3].", replayed.Divergence!.ToString());
        Assert.Equal("goes on from world.csx:3; 1 message after it no longer fit and was set aside.", Assert.Single(replayed.Notes));
    }

    [Fact]
    public void Inserted_ATextPromptBeforeAnswers_DoesNotTakeTheirPlace()
    {
        var replayed = InTheMiddle().Under(Interview.Replace("var age =", "var mood = await a.Ask(\"How are you today?\");\nvar age ="));

        Assert.Equal("How are you today?", replayed.Play.PromptOf(1)!.Text);
        Assert.Equal(1, replayed.SetAside);
    }

    [Fact]
    public void Inserted_APromptAfterAllAnswers_KeepsThemAll()
    {
        var replayed = InTheMiddle().Under(Interview.Replace("var town =", "var mood = await a.Ask(\"How are you today?\");\nvar town ="));

        Assert.Equal("How are you today?", replayed.Play.PromptOf(1)!.Text);
        Assert.Equal(0, replayed.SetAside);
    }

    [Fact]
    public void Removed_AnAnsweredPrompt_GoesOnFromTheNext()
    {
        var replayed = InTheMiddle().Under(Interview.Replace("var age = await a.Ask(\"How old are you?\");\n", "").Replace("age = age.Text, ", ""));

        Assert.Equal("Where do you live?", replayed.Play.PromptOf(1)!.Text);
        Assert.Equal(1, replayed.SetAside);
    }

    [Fact]
    public void Removed_EverythingAfterTheFirstAnswer_EndsAndSaysWhatWasSetAside()
    {
        var replayed = InTheMiddle().Under("var a = await Meet();\nvar name = await a.Ask(\"What may we call you?\");\n");

        Assert.True(replayed.Play.IsOver);
        Assert.Equal(1, replayed.SetAside);
        Assert.Equal("ends earlier now; 1 message after its end was set aside.", Assert.Single(replayed.Notes));
    }

    [Fact]
    public void Changed_TextsThatNobodyAnswers_AreMadeAnew()
    {
        const string script = "var (a, b) = await Meet(\"a\", \"b\");\nawait b.Tell(\"Wait.\");\nvar r = await a.Ask(\"Say.\");\nawait b.Tell(r);\nawait b.Ask(\"And?\");";
        var replayed = new Stage(script).Seat("W1", "W2").Say(1, "hi").Under(script.Replace("Wait.", "Please wait.").Replace("await b.Tell(r);", "await b.Tell($\"They say: {r}\");\nSave(r.Text);"));

        Assert.Null(replayed.Divergence);
        Assert.Equal(["tell 2 'Please wait.'", "ask 1 text 'Say.'", "took 1", "tell 2 'They say: hi'", "save String \"hi\"", "ask 2 text 'And?'"],
            replayed.Turns.Skip(1).SelectMany(turn => turn.Acts).Select(Stage.Say));
    }

    [Fact]
    public void Renamed_Roles_KeepTheirSeats()
    {
        const string script = "var (a, b) = await Meet(\"asker\", \"judge\");\nvar r = await a.Ask(\"Say.\");\nawait b.Tell(r);\nawait b.Ask(\"And?\");";
        var replayed = new Stage(script).Seat("W1", "W2").Say(1, "hi").Under(script.Replace("judge", "referee"));

        Assert.Null(replayed.Divergence);
        Assert.Equal(["asker (W1)", "referee (W2)"], replayed.Play.Workers.Select(worker => worker.ToString()));
        Assert.Equal("And?", replayed.Play.PromptOf(2)!.Text);
    }

    [Fact]
    public void Added_ARole_WaitsAgainForEverybody()
    {
        const string script = "var (a, b) = await Meet(\"asker\", \"judge\");\nvar r = await a.Ask(\"Say.\");";
        var replayed = new Stage(script).Seat("W1", "W2").Say(1, "hi").Under(script.Replace("(a, b)", "(a, b, c)").Replace("\"judge\"", "\"judge\", \"clerk\""));

        Assert.Equal(3, Assert.IsType<OpenMeet>(Assert.Single(replayed.Play.Open)).Roles.Count);
        Assert.Empty(replayed.Play.Workers);
        Assert.Equal(1, replayed.SetAside);
    }

    [Fact]
    public void Replaced_AWorkersRoleByAModel_DoesNotSeatTheWorkerAsAModel()
    {
        const string script = "var (a, b) = await Meet(\"asker\", \"judge\");\nvar r = await a.Ask(\"Say.\");";
        var replayed = new Stage(script).Seat("W1", "W2").Say(1, "hi").Under("Model(\"judge\", async t => \"ok\");\n" + script);

        Assert.NotNull(replayed.Divergence);
        Assert.IsType<OpenMeet>(Assert.Single(replayed.Play.Open));
    }

    [Theory]
    [InlineData("[\"Yes\", \"No\", \"Perhaps\"]", "And?", 0)]
    [InlineData("[\"Never\", \"Always\"]", "Is it?", 0)]
    public void Changed_OptionsOfAChoice_KeepTheAnswerIfItIsStillOne(string options, string asked, int setAside)
    {
        const string script = "var a = await Meet();\nvar v = await a.Choose(\"Is it?\", [\"Yes\", \"No\"]);\nawait a.Ask(\"And?\");";
        var replayed = new Stage(script).Seat("W1").Say(1, "No").Under(script.Replace("[\"Yes\", \"No\"]", options));

        Assert.Equal(asked, replayed.Play.PromptOf(1)!.Text);
        Assert.Equal(setAside, replayed.SetAside);
    }

    private const string Checked = "var a = await Meet();\nvar s = await a.Ask(\"Say.\", check: r => r.Words < 3 ? \"Longer.\" : null);\nvar t = await a.Ask(\"More.\");\nawait a.Ask(\"End?\");";

    [Fact]
    public void Changed_AStricterCheck_AsksAgain()
    {
        var replayed = new Stage(Checked).Seat("W1").Say(1, "one two three").Say(1, "more").Under(Checked.Replace("< 3", "< 5"));

        Assert.Equal("Say.", replayed.Play.PromptOf(1)!.Text);
        Assert.Equal(1, replayed.SetAside);
        Assert.Equal("again 1 'Longer.'", Stage.Say(replayed.Turns[^1].Acts[0]));
    }

    [Fact]
    public void Changed_ALooserCheck_TakesTheFirstAnswerThatWillDo()
    {
        var replayed = new Stage(Checked).Seat("W1").Say(1, "one two").Say(1, "one two three").Say(1, "more").Under(Checked.Replace("< 3", "< 2"));

        Assert.Equal("More.", replayed.Play.PromptOf(1)!.Text);
        Assert.Equal(2, replayed.SetAside);
    }

    private const string Timed = "var (a, b) = await Meet(\"a\", \"b\");\nvar s = await a.TryAsk(\"Say.\", within: Seconds(30));\nawait b.Ask(\"More.\");\nawait a.Ask(\"End?\");";

    [Fact]
    public void Changed_MoreTime_OpensThePromptAgain()
    {
        var replayed = new Stage(Timed).Seat("W1", "W2").Pass(TimeSpan.FromSeconds(40)).Say(2, "x").Under(Timed.Replace("Seconds(30)", "Minutes(30)"));

        Assert.Equal("Say.", replayed.Play.PromptOf(1)!.Text);
        Assert.Equal(1, replayed.SetAside);
    }

    [Fact]
    public void Changed_LessTime_KeepsTheSilence()
    {
        var replayed = new Stage(Timed).Seat("W1", "W2").Pass(TimeSpan.FromSeconds(40)).Say(2, "x").Under(Timed.Replace("Seconds(30)", "Seconds(20)"));

        Assert.Null(replayed.Divergence);
        Assert.Equal("End?", replayed.Play.PromptOf(1)!.Text);
    }

    [Fact]
    public void Unchanged_APromptThatTheOperatorLetRunOut_StaysSo()
    {
        var stage = new Stage(Timed).Seat("W1", "W2");
        stage.Give(new Due(stage.Play.PromptOf(1)!.Id));
        stage.Say(2, "x");
        var replayed = stage.Under(Timed + "\n// saved again");

        Assert.Null(replayed.Divergence);
        Assert.Equal("End?", replayed.Play.PromptOf(1)!.Text);
    }

    [Fact]
    public void Changed_AWorkerWhomTheOperatorTimedOut_StaysAway()
    {
        const string script = "var (a, b) = await Meet(\"a\", \"b\");\ntry { await a.Ask(\"Say.\"); } catch (WorkerLeft) { }\nawait b.Ask(\"More.\");";
        var stage = new Stage(script).Seat("W1", "W2");
        stage.Give(new Due(stage.Play.PromptOf(1)!.Id));
        var replayed = stage.Under(script.Replace("More.", "Anything more?"));

        Assert.Equal(Departure.TimedOut, replayed.Play.Workers[0].Left);
        Assert.Equal("Anything more?", replayed.Play.PromptOf(2)!.Text);
    }

    [Fact]
    public void Changed_SomebodyHasLeftAfterThePointOfDifference_StaysAway()
    {
        const string script = "var (a, b) = await Meet(\"a\", \"b\");\nvar s = await b.Ask(\"First.\");\ntry { await a.Ask(\"Say.\"); } catch (WorkerLeft) { }\nawait b.Ask(\"More.\");";
        var replayed = new Stage(script).Seat("W1", "W2").Say(2, "x").Leave(1, Departure.Returned)
            .Under(script.Replace("var s = await b.Ask(\"First.\");", "var s = await b.Choose(\"First?\", [\"y\"]);"));

        Assert.Equal("First?", replayed.Play.PromptOf(2)!.Text);
        Assert.Equal(Departure.Returned, replayed.Play.Workers[0].Left);
        Assert.Equal(1, replayed.SetAside);
    }

    [Fact]
    public void Changed_AScriptThatFailsOnTheWay_IsSaid()
    {
        Assert.True(InTheMiddle().Under(Interview.Replace("var age =", "throw new Exception(\"typo\");\nvar age =")).FailedOnTheWay);
        Assert.False(InTheMiddle().Under(Interview.Replace("var town =", "throw new Exception(\"typo\");\nvar town =")).FailedOnTheWay);
    }

    [Fact]
    public void Mended_AScriptThatHadFailed_GoesOnWhereItFailed()
    {
        var stage = new Stage(Interview.Replace("var town =", "throw new Exception(\"typo\");\nvar town =")).Seat("W1").Say(1, "Ada").Say(1, "36");
        Assert.Equal("fault", stage.Ending);

        var replayed = stage.Under(Interview);
        Assert.Equal("Where do you live?", replayed.Play.PromptOf(1)!.Text);
        Assert.Equal(0, replayed.SetAside);
    }

    [Fact]
    public void Changed_AnInsertedPause_DoesNotLoseWhatWasSaidBefore()
    {
        var replayed = InTheMiddle().Under(Interview.Replace("var town =", "await Pause(Seconds(5));\nvar town ="));

        Assert.Null(replayed.Divergence);
        Assert.IsType<OpenPause>(Assert.Single(replayed.Play.Open));
    }

    [Fact]
    public async Task Changed_AfterAnOnce_KeepsItsResult()
    {
        const string script = "var a = await Meet();\nvar n = await Once(\"n\", async ct => 5);\nvar x = await a.Ask($\"{n}?\");";
        var stage = await new Stage(script).Seat("W1").DoEffects();
        var replayed = stage.Under(script.Replace("{n}?", "Is it {n}?"));

        Assert.Equal("Is it 5?", replayed.Play.PromptOf(1)!.Text);
    }

    [Fact]
    public void Changed_FreeConversation_KeepsItsMessages()
    {
        const string script = "var (a, b) = await Meet(\"a\", \"b\");\nfor (var i = 0; i < 5; i++)\n{\n    var s = await FirstOf(a.Next(), b.Next());\n    await Everyone.Except(s.From).Tell(s.Text);\n}";
        var replayed = new Stage(script).Seat("W1", "W2").Write(1, "x").Write(2, "y").Under(script.Replace("Tell(s.Text)", "Tell(s.Text.ToUpper())"));

        Assert.Null(replayed.Divergence);
        Assert.Equal(["tell 2 'X'", "tell 1 'Y'"], replayed.Turns.SelectMany(turn => turn.Acts).Where(act => act.Kind == ActKind.Tell).Select(Stage.Say));
    }

    [Fact]
    public void ToTheLetter_ADoctoredJournal_NamesTheTurnAndBothSides()
    {
        var stage = InTheMiddle();
        var journal = stage.Journal().ToList();
        journal[2] = journal[2] with { Acts = journal[2].Acts.Select(act => act.Kind == ActKind.Ask ? act with { Text = "How tall are you?" } : act).ToArray() };

        var replayed = Replay.ToTheLetter(stage.Script, stage.Rules, journal, (_, _) => { });
        Assert.Equal(
            "Diverged at turn 3: recorded [ask seat 1 text 'How tall are you?' at world.csx:3], but the script now did [ask seat 1 text 'How old are you?' at world.csx:3].",
            replayed.Divergence!.ToString());
        Assert.Equal(2, replayed.Turns.Count);
    }

    [Fact]
    public void ToTheLetter_AScriptThatIsNotDeterministic_IsFoundOut()
    {
        var program = new CountingProgram();
        var play = new Play(program, new PlayRules { Task = "t" }, (_, _) => { });
        var inputs = new Input[] { new Began("r", program.Hash, 0, null, 1, false), new Met(1, [new Seating(1, "W1", "worker", false)]) };
        var journal = inputs.Select((input, i) => new Turn(i + 1, DateTimeOffset.UnixEpoch, input, play.Handle(input, DateTimeOffset.UnixEpoch))).ToArray();

        var replayed = Replay.ToTheLetter(program, new PlayRules { Task = "t" }, journal, (_, _) => { });
        Assert.Equal(2, replayed.Divergence!.Turn);
        Assert.Contains("recorded [ask seat 1 text 'Round 1?'", replayed.Divergence.ToString(), StringComparison.Ordinal);
        Assert.Contains("now did [ask seat 1 text 'Round 2?'", replayed.Divergence.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Counts its own runs, which no script can; a replay finds a different number.</summary>
    private sealed class CountingProgram : IWorldProgram
    {
        private int _runs;

        public string Hash => "counting";

        public IReadOnlyDictionary<string, string> Sources { get; } = new Dictionary<string, string>();

        public async Task Run(World globals)
        {
            var a = await globals.Meet();
            await a.Ask($"Round {++_runs}?");
        }

        public WorldFault Describe(Exception exception) => new(exception.Message, "counting", 0, 0, []);

        public WorldFault DescribeForeignAwait(object? continuation) => new("foreign", "counting", 0, 0, []);
    }
}
