using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Tests.Support;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Tests.Conversations;

/// <summary>Every call of the surface, played live and then again from its journal.</summary>
public sealed class PlaySurfaceTests
{
    [Fact]
    public void Meet_OneWorker_IsTheWorkerRole()
    {
        var stage = new Stage("var w = await Meet(); await w.Tell($\"{w.Role} {w.Id} {w.IsModel}\");").Seat("W1");

        Assert.Equal(["tell 1 'worker W1 False'", "ended 1 finished", "end finished"], stage.Did);
        stage.ReplaysToTheLetter();
    }

    [Theory]
    [InlineData("var (a, b) = await Meet(\"x\", \"y\"); await a.Tell(b.Role);", 2, "y")]
    [InlineData("var (a, b, c) = await Meet(\"x\", \"y\", \"z\"); await a.Tell(b.Role + c.Role);", 3, "yz")]
    [InlineData("var (a, b, c, d) = await Meet(\"x\", \"y\", \"z\", \"u\"); await a.Tell(b.Role + c.Role + d.Role);", 4, "yzu")]
    [InlineData("var t = await Meet([\"x\", \"y\", \"y\"]); await t[\"x\"].Tell(string.Join(\",\", t.InRole(\"y\").Select(w => w.Id)));", 3, "W2,W3")]
    [InlineData("var a = await Meet(\"x\", within: Minutes(1)); await a.Tell(a.Role);", 1, "x")]
    public void Meet_SeveralRoles_SeatsThemInOrder(string script, int workers, string told)
    {
        var stage = new Stage(script).Seat(Enumerable.Range(1, workers).Select(n => $"W{n}").ToArray());

        Assert.Equal($"tell 1 '{told}'", stage.Did.First());
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Meet_LaterOn_NumbersSeatsOn()
    {
        var stage = new Stage("""
            var a = await Meet("a");
            var b = await Meet("b");
            await Everyone.Tell($"{Everyone.Count} here, not {Everyone.Except(a).Count}");
            """).Seat("W1").Seat("W2");

        Assert.Equal(["tell 1 '2 here, not 1'", "tell 2 '2 here, not 1'", "ended 1 finished", "ended 2 finished", "end finished"], stage.Did);
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Meet_NobodyComes_EndsByNobodyCame()
    {
        var stage = new Stage("await Meet(\"a\", \"b\", within: Minutes(1));").Pass(TimeSpan.FromMinutes(2));

        Assert.Equal("nobodyCame", stage.Ending);
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Meet_NobodyComesAndTheScriptCatchesIt_GoesOn()
    {
        var stage = new Stage("""
            var a = await Meet("a");
            try { await Meet("judge", within: Minutes(1)); }
            catch (NobodyCame none) { await a.Tell($"no {none.Roles[0]}"); }
            """).Seat("W1").Pass(TimeSpan.FromMinutes(2));

        Assert.Equal("tell 1 'no judge'", stage.Did.First());
        stage.ReplaysToTheLetter();
    }

    [Theory]
    [InlineData("await Meet([]);", "Meet needs at least one role")]
    [InlineData("await Meet(\"no spaces\");", "cannot be the name of a role")]
    public void Meet_WhatCannotBeMet_IsAFaultWithItsLine(string script, string message)
    {
        var stage = new Stage("\n" + script);

        Assert.Equal("fault", stage.Ending);
        Assert.Contains(message, stage.Play.Fault!.Message, StringComparison.Ordinal);
        Assert.Equal(2, stage.Play.Fault.Line);
    }

    [Fact]
    public void Input_ARow_IsReadByNameWhateverTheCase()
    {
        var stage = new Stage(
            "record Row(string Id, int Number, double? Ratio, string[] Words);\nvar row = Input<Row>();\nSave(row);\nawait Meet();",
            row: """{"ID":"p1","number":"12","words":["a","b"]}""");

        Assert.Equal("""{"Id":"p1","Number":12,"Ratio":null,"Words":["a","b"]}""", Assert.Single(stage.Saved));
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Input_ARowThatDoesNotFit_NamesTheRowAndTheLine()
    {
        var stage = new Stage("record Row(int Number);\n\nvar row = Input<Row>();\nawait Meet();", row: """{"Number":"many"}""");

        Assert.Equal("fault", stage.Ending);
        Assert.Contains("Row 1 of the data does not fit Row", stage.Play.Fault!.Message, StringComparison.Ordinal);
        Assert.Equal(3, stage.Play.Fault.Line);
    }

    [Fact]
    public void Input_WithoutData_SaysHowToNameSome()
    {
        var stage = new Stage("record Row(int Number);\nvar row = Input<Row>();");

        Assert.Contains("data.jsonl", stage.Play.Fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_ForAllAndForOne_KeepsTypeSeatAndValue()
    {
        var stage = new Stage("""
            record Pair(string Question, decimal? Score);
            var w = await Meet();
            Save(new Pair("ä <b> 'q'", 1.5m));
            w.Save(new { Plain = true });
            Save(new[] { 1, 2 });
            """).Seat("W1");

        Assert.Equal(
            ["save Pair {\"Question\":\"ä <b> 'q'\",\"Score\":1.5}", "save 1 {\"Plain\":true}", "save Int32[] [1,2]"], stage.Did.Take(3));
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Show_DataAndPages_ReachTheirSeatOnly()
    {
        var rules = new PlayRules { Task = "test", HasPage = page => page == "picture.html" };
        var stage = new Stage("""
            var (a, b) = await Meet("a", "b");
            await a.Show(new { Title = "Tides" });
            await b.Show("picture.html", with: new { N = 1 });
            await b.Show("picture.html");
            """, rules).Seat("W1", "W2");

        Assert.Equal(["show 1 {\"Title\":\"Tides\"}", "show 2 picture.html {\"N\":1}", "show 2 picture.html"], stage.Did.Take(3));
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Show_APageThatIsNotThere_IsAFaultWithItsLine()
    {
        var stage = new Stage("var a = await Meet();\nawait a.Show(\"nothing.html\");").Seat("W1");

        Assert.Equal(2, stage.Play.Fault!.Line);
        Assert.Contains("nothing.html", stage.Play.Fault.Message, StringComparison.Ordinal);
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Tell_TextsRepliesAndFrom_SayWhoSpeaks()
    {
        var stage = new Stage("""
            var (a, b) = await Meet("a", "b");
            await b.Tell("hello", from: a);
            await b.Tell(await a.Ask("Say."));
            await Everyone.Tell("done");
            """).Seat("W1", "W2").Say(1, "hi\nyou");

        Assert.Equal("tell 2 from a 'hello'", stage.Turns[1].Acts.Select(Stage.Say).First());
        Assert.Equal(["took 1", "tell 2 from a 'hi\nyou'", "tell 1 'done'", "tell 2 'done'"], stage.Did.Take(4));
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Ask_AnAnswer_HasItsTextWordsAndTimes()
    {
        var stage = new Stage("""
            var a = await Meet();
            var reply = await a.Ask("How?");
            Save(new { reply.Text, reply.Words, Seconds = reply.Took.TotalSeconds, IsNow = reply.At == Now, By = reply.From == a, Line = $"{reply}" });
            """).Seat("W1").Pass(TimeSpan.FromSeconds(4)).Say(1, " two  words ");

        Assert.Equal("""{"Text":" two  words ","Words":2,"Seconds":5,"IsNow":true,"By":true,"Line":" two  words "}""", Assert.Single(stage.Saved));
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Ask_WithACheck_AsksAgainUntilItWillDo()
    {
        var stage = new Stage("""
            var a = await Meet();
            var reply = await a.Ask("A sentence?", check: r => r.Words < 3 ? "Longer, please." : null);
            Save(new { reply.Text });
            """).Seat("W1").Say(1, "no");
        Assert.Equal(["again 1 'Longer, please.'"], stage.Did);

        stage.Say(1, "   ");
        Assert.Equal(["again 1 'Please write something.'"], stage.Did);

        stage.Say(1, "now it is");
        Assert.Equal("took 1", stage.Did.First());
        Assert.Equal("finished", stage.Ending);
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Ask_TimePassesThroughBadAnswers_TimesOut()
    {
        var stage = new Stage("var a = await Meet();\nawait a.Ask(\"?\", within: Seconds(30), check: r => \"No.\");")
            .Seat("W1").Say(1, "a").Pass(TimeSpan.FromSeconds(31));

        Assert.Equal(["ended 1 timedOut", "end partnerLeft 'worker (W1) has left: no answer came in time.'"], stage.Did);
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Ask_ASecondPromptWhileOneIsOpen_IsAFaultThatNamesTheFirst()
    {
        var stage = new Stage("var a = await Meet();\nvar first = a.Ask(\"One?\");\nvar second = a.Ask(\"Two?\");").Seat("W1");

        Assert.Equal(3, stage.Play.Fault!.Line);
        Assert.Contains("the prompt of line 2", stage.Play.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryAsk_Silence_IsNullAndTheWorkerStays()
    {
        var stage = new Stage("""
            var a = await Meet();
            var hint = await a.TryAsk("Anything?", within: Seconds(20));
            await a.Tell(hint is null ? "silence" : hint.Text);
            """).Seat("W1").Pass(TimeSpan.FromSeconds(30));

        Assert.Equal(["withdraw 1 late", "tell 1 'silence'", "ended 1 finished", "end finished"], stage.Did);
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void TryAsk_AnAnswer_IsCheckedLikeAnyOther()
    {
        var stage = new Stage("""
            var a = await Meet();
            var hint = await a.TryAsk("Anything?", check: r => r.Words > 1 ? "One word." : null);
            await a.Tell(hint!.Text);
            """).Seat("W1").Say(1, "two words").Say(1, "one");

        Assert.Equal("tell 1 'one'", stage.Did.ElementAt(1));
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void TryAsk_TheWorkerLeaves_IsNull()
    {
        var stage = new Stage("""
            var (a, b) = await Meet("a", "b");
            var hint = await a.TryAsk("Anything?");
            await b.Tell(hint is null ? $"gone: {a.Left}" : "there");
            var again = await a.TryAsk("Anything?");
            await b.Tell(again is null ? "still gone" : "there");
            """).Seat("W1", "W2").Leave(1, Departure.Returned);

        Assert.Equal(["ended 1 returned", "departed 2 returned from a", "tell 2 'gone: Returned'", "tell 2 'still gone'"], stage.Did.Take(4));
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Next_WhatIsWrittenWhileTheScriptIsBusy_WaitsInOrder()
    {
        var stage = new Stage("""
            var (a, b) = await Meet("a", "b");
            var first = await a.Next();
            await Pause(Seconds(10));
            var second = await a.Next();
            var third = await a.Next();
            Save(new { first = first.Text, second = second.Text, third = third.Text, Took = second.Took.TotalSeconds });
            """).Seat("W1", "W2");
        Assert.Equal(["floor 1", "ask 1 next ''"], stage.Did);

        stage.Write(1, "one").Write(1, "two").Write(1, "three").Pass(TimeSpan.FromSeconds(20));

        Assert.Equal("""{"first":"one","second":"two","third":"three","Took":0}""", Assert.Single(stage.Saved));
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Next_FreeConversation_PassesMessagesOn()
    {
        var stage = new Stage("""
            var (a, b) = await Meet("a", "b");
            for (var i = 0; i < 4; i++)
            {
                var said = await FirstOf(a.Next(), b.Next());
                var other = said.From == a ? b : a;
                await other.Tell(said);
            }
            Save(a.History.Select(m => $"{m.From}: {m.Text}"));
            """).Seat("W1", "W2").Write(2, "hi").Write(2, "are you there?").Write(1, "yes").Write(2, "good");

        Assert.Equal("""["b: hi","b: are you there?","a: yes","b: good"]""", Assert.Single(stage.Saved));
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Choose_Strings_AcceptsNothingElse()
    {
        var stage = new Stage("var a = await Meet();\nvar v = await a.Choose(\"Is it?\", [\"Yes\", \"No\"]);\nSave(new { v });").Seat("W1");
        Assert.Equal(["ask 1 choice 'Is it?' [Yes, No]"], stage.Did);

        stage.Say(1, "Maybe");
        Assert.Equal(["again 1 'Please choose one of the options.'"], stage.Did);

        stage.Say(1, "No");
        Assert.Equal("""{"v":"No"}""", Assert.Single(stage.Saved));
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Choose_AnEnum_ShowsWordsAndGivesTheValue()
    {
        var stage = new Stage("""
            enum Verdict { Faithful, CannotTell }
            var a = await Meet();
            var v = await a.Choose<Verdict>("Is it?");
            Save(new { v });
            """).Seat("W1");
        Assert.Equal(["ask 1 choice 'Is it?' [Faithful, Cannot tell]"], stage.Did);

        stage.Say(1, "Cannot tell");
        Assert.Equal("""{"v":"CannotTell"}""", Assert.Single(stage.Saved));
        stage.ReplaysToTheLetter();
    }

    [Theory]
    [InlineData("await a.Choose(\"?\", []);", "at least one option")]
    [InlineData("await a.Choose(\"?\", [\"x\", \"x\"]);", "are the same")]
    public void Choose_OptionsThatCannotBe_IsAFault(string call, string message)
    {
        var stage = new Stage($"var a = await Meet();\n{call}").Seat("W1");

        Assert.Contains(message, stage.Play.Fault!.Message, StringComparison.Ordinal);
        Assert.Equal(2, stage.Play.Fault.Line);
    }

    [Fact]
    public void FirstOf_SeveralPrompts_WithdrawsTheOthers()
    {
        var stage = new Stage("""
            var (a, b) = await Meet("a", "b");
            var first = await FirstOf(a.Ask("Quick?"), b.Ask("Quick?"));
            await Everyone.Tell(first.From.Role);
            await b.Ask("Again?");
            """).Seat("W1", "W2").Say(1, "me");

        Assert.Equal(["took 1", "withdraw 2 other", "tell 1 'a'", "tell 2 'a'", "ask 2 text 'Again?'"], stage.Did);
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void FirstOf_OneLeavesFirst_Throws()
    {
        var stage = new Stage("""
            var (a, b) = await Meet("a", "b");
            try { await FirstOf(a.Ask("Quick?"), b.Ask("Quick?")); }
            catch (WorkerLeft left) { await left.Others.Tell($"{left.Who.Role} {left.Why}"); }
            """).Seat("W1", "W2").Leave(1, Departure.Disconnected);

        Assert.Equal(["ended 1 disconnected", "departed 2 disconnected from a", "withdraw 2 other", "tell 2 'a Disconnected'"], stage.Did.Take(4));
        stage.ReplaysToTheLetter();
    }

    [Theory]
    [InlineData("var (x, y) = await All(a.Ask(\"?\"), b.Ask(\"?\")); Save(x.Text + y.Text);")]
    [InlineData("var (x, y) = await All(a.Ask(\"?\"), b.Choose(\"?\", [\"2\"])); Save(x.Text + y);")]
    [InlineData("var r = await All(new[] { a, b }.Select(w => w.Ask(\"?\"))); Save(r[0].Text + r[1].Text);")]
    [InlineData("var r = await Everyone.Ask(\"?\"); Save(r[0].Text + r[1].Text);")]
    [InlineData("var s = new string[2]; await All(One(a, 0), One(b, 1)); Save(s[0] + s[1]); async Task One(Worker w, int i) => s[i] = (await w.Ask(\"?\")).Text;")]
    [InlineData("var (x, y, z) = await All(a.Ask(\"?\"), b.Ask(\"?\"), Three()); Save(x.Text + y.Text); async Task<int> Three() { await Pause(Seconds(0)); return 3; }")]
    public void All_AnswersInAnyOrder_ComeInTheOrderOfTheCall(string calls)
    {
        foreach (var order in new[] { (1, 2), (2, 1) })
        {
            var stage = new Stage($"var (a, b) = await Meet(\"a\", \"b\");\n{calls}").Seat("W1", "W2")
                .Say(order.Item1, order.Item1.ToString()).Say(order.Item2, order.Item2.ToString());

            Assert.Equal("\"12\"", Assert.Single(stage.Saved));
            stage.ReplaysToTheLetter();
        }
    }

    [Fact]
    public void All_OneLeaves_WithdrawsTheOthersAtOnce()
    {
        var stage = new Stage("""
            var team = await Meet(["j", "j", "j"]);
            try { await team.Ask("Score?"); }
            catch (WorkerLeft left) { await team.StillHere.Tell($"{left.Who.Id} left, {team.StillHere.Count} stay"); }
            """).Seat("W1", "W2", "W3").Say(1, "5").Leave(2, Departure.Returned);

        Assert.Equal(["withdraw 3 other", "tell 1 'W2 left, 2 stay'", "tell 3 'W2 left, 2 stay'"], stage.Did.Skip(3).Take(3));
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Now_WithinATurn_DoesNotMove_AndPauseMovesIt()
    {
        var stage = new Stage("""
            await Meet();
            var started = Now;
            await Pause(Minutes(3));
            Save(new { Waited = (Now - started).TotalSeconds });
            await Pause(Seconds(-1));
            Save(new { Same = true });
            """).Seat("W1").Pass(TimeSpan.FromMinutes(4));

        Assert.Equal(["""{"Waited":180}""", """{"Same":true}"""], stage.Saved);
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void RandomAndNewId_FromTheSeed_AreTheSameAgainAndDoNotDisturbEachOther()
    {
        const string script = "await Meet();\nSave(Random.Next(1000));\n{0}Save(Random.Next(1000));\nSave(Random.NextDouble());";
        var plain = new Stage(script.Replace("{0}", ""), seed: 11).Seat("W1");
        var withId = new Stage(script.Replace("{0}", "Save(NewId());"), seed: 11).Seat("W1");
        var other = new Stage(script.Replace("{0}", ""), seed: 12).Seat("W1");

        Assert.Equal(plain.Saved, [withId.Saved[0], withId.Saved[2], withId.Saved[3]]);
        Assert.NotEqual(plain.Saved, other.Saved);
        Assert.Equal(4, Guid.Parse(withId.Saved[1].Trim('"')).Version);
        withId.ReplaysToTheLetter();
    }

    [Fact]
    public async Task Once_AResult_IsNotAskedForAgain()
    {
        var stage = await new Stage("""
            record Forecast(string City, int Degrees);
            await Meet();
            var calls = 0;
            var f = await Once("forecast", async ct => { calls++; await Task.Yield(); return new Forecast("Oslo", 4); });
            Save(new { f.City, f.Degrees, calls });
            """).Seat("W1").DoEffects();

        Assert.Equal("""{"City":"Oslo","Degrees":4,"calls":1}""", Assert.Single(stage.Saved));

        // The count is 0 in the replay: nothing was called.
        var again = new Play(stage.Script, stage.Rules, (_, _) => { });
        var acts = stage.Journal().SelectMany(turn => again.Handle(turn.Input, turn.At)).ToList();
        Assert.Equal("""{"City":"Oslo","Degrees":4,"calls":0}""", Assert.Single(acts, act => act.Kind == ActKind.Save).Json);
    }

    [Fact]
    public async Task Once_AFailure_IsOnceFailedWithItsMessage()
    {
        var stage = await new Stage("""
            await Meet();
            try { await Once<int>("lookup", ct => throw new IOException("no line")); }
            catch (OnceFailed failed) { Save(new { failed.Name, failed.Message }); }
            """).Seat("W1").DoEffects();

        Assert.Equal("""{"Name":"lookup","Message":"lookup: no line"}""", Assert.Single(stage.Saved));
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public async Task Once_AFailureThatNobodyCatches_IsAFaultAtTheAwait()
    {
        var stage = await new Stage("await Meet();\nawait Once<int>(\"lookup\", ct => throw new IOException(\"no line\"));").Seat("W1").DoEffects();

        Assert.Equal(("lookup: no line", 2), (stage.Play.Fault!.Message, stage.Play.Fault.Line));
        stage.ReplaysToTheLetter();
    }

    [Theory]
    [InlineData("class Pair { public int A { get; } public Pair(int a, int b) { A = a; } public Pair(int a) { A = a; } }", "new Pair(1)")]
    [InlineData("interface IPair { int A { get; } } record Two(int A) : IPair;", "(IPair)new Two(1)")]
    [InlineData("class Strict { private int _a; public int A { get => _a; set => throw new Exception(\"never\"); } }", "new Strict()")]
    public async Task Once_AResultThatCannotBeReadBack_IsOnceFailed(string type, string value)
    {
        var stage = await new Stage($$"""
            {{type}}
            await Meet();
            try { await Once("pair", async ct => {{value}}); Save("read"); }
            catch (OnceFailed failed) { Save(failed.Message.StartsWith("pair: ")); }
            """).Seat("W1").DoEffects();

        Assert.Equal(["true"], stage.Saved);
        stage.ReplaysToTheLetter();
    }

    [Theory]
    [InlineData("await a.Ask(\"?\");")]
    [InlineData("await a.Next();")]
    [InlineData("await a.Choose(\"?\", [\"x\"]);")]
    [InlineData("await a.Fill<F>(\"?\");")]
    [InlineData("await FirstOf(a.Ask(\"?\"), b.Ask(\"?\"));")]
    [InlineData("await All(a.Ask(\"?\"), b.Ask(\"?\"));")]
    [InlineData("await Everyone.Ask(\"?\");")]
    [InlineData("await Pause(Minutes(20)); await a.Ask(\"?\");")]
    [InlineData("await Once(\"x\", async ct => 1); await a.Ask(\"?\");")]
    [InlineData("await Meet(\"late\", within: Hours(1));")]
    public async Task WorkerLeft_AtEveryAwaitAndForEveryReason_EndsTruthfullyForBoth(string wait)
    {
        foreach (var why in Enum.GetValues<Departure>())
        {
            var stage = new Stage($"record F(int N);\nvar (a, b) = await Meet(\"a\", \"b\");\n{wait}\nawait b.Ask(\"Still?\");").Seat("W1", "W2").Leave(1, why);
            Assert.Contains(stage.Did, line => line.StartsWith("ended 1 ", StringComparison.Ordinal));
            Assert.Contains(stage.Did, line => line.StartsWith("departed 2 ", StringComparison.Ordinal));
            await stage.DoEffects();
            stage.Pass(TimeSpan.FromHours(2));

            Assert.NotNull(stage.Ending);
            Assert.NotEqual("fault", stage.Ending);
            Assert.Single(stage.Acts, act => act is { Kind: ActKind.Ended, Seat: 1 });
            Assert.Single(stage.Acts, act => act is { Kind: ActKind.Ended, Seat: 2 });
            stage.ReplaysToTheLetter();
        }
    }

    [Fact]
    public void GrantRevokeBlock_AreActsOfTheirSeat()
    {
        var stage = new Stage("""
            var a = await Meet();
            await a.Grant("good", 3);
            await a.Grant("fine");
            await a.Revoke("bad");
            await a.Block("rude");
            """).Seat("W1");

        Assert.Equal(["grant 1 good", "grant 1 fine", "revoke 1 bad", "block 1 'rude'"], stage.Did.Take(4));
        Assert.Equal([3, 1, 0, 0], stage.Turns[^1].Acts.Take(4).Select(act => act.Value));
        stage.ReplaysToTheLetter();
    }

    [Theory]
    [InlineData("Review(p => Decision.Approve(\"a\")); Review(p => Decision.Approve(\"b\")); await Meet();", "declared twice")]
    [InlineData("await Meet(); Review(p => Decision.Approve(\"a\"));", "before the first await")]
    [InlineData("await Meet(); Onboard(async w => true);", "before the first await")]
    [InlineData("await Meet(); Model(\"m\", async t => \"\");", "before the first await")]
    [InlineData("Model(\"m\", async t => \"\"); Model(\"m\", async t => \"\"); await Meet();", "declared twice")]
    public void Declarations_TwiceOrTooLate_AreFaults(string script, string message)
    {
        var stage = new Stage(script);
        if (stage.Ending is null) stage.Seat("W1");

        Assert.Contains(message, stage.Play.Fault!.Message, StringComparison.Ordinal);
        Assert.Equal(1, stage.Play.Fault.Line);
    }

    [Theory]
    [InlineData("4", "passed")]
    [InlineData("5", "failed")]
    public void Onboard_AnAnswer_PassesOrFails(string answer, string ending)
    {
        var stage = new Stage("""
            Save("before");
            Onboard(async w =>
            {
                await w.Tell("Welcome.");
                return (await w.Ask("2 + 2?")).Text == "4";
            });
            var a = await Meet();
            await a.Tell("never in an onboarding");
            """, onboarding: true).SeatForOnboarding("W1").Say(1, answer);

        Assert.Equal([$"took 1", $"ended 1 {ending}", $"end {ending}"], stage.Did);
        Assert.Empty(stage.Saved);
        stage.ReplaysToTheLetter();
    }

    [Theory]
    [InlineData("Onboard(w => throw new InvalidOperationException(\"broken\"));")]
    [InlineData("Onboard(async w => throw new InvalidOperationException(\"broken\"));")]
    [InlineData("Onboard(w => Test(w)); Task<bool> Test(Worker w) => throw new InvalidOperationException(\"broken\");")]
    public void Onboard_ATestThatThrows_IsAFaultWithItsLine(string declaration)
    {
        var stage = new Stage($"\n{declaration}\nawait Meet();", onboarding: true).SeatForOnboarding("W1");

        Assert.Equal("fault", stage.Ending);
        Assert.Equal(("InvalidOperationException: broken", 2), (stage.Play.Fault!.Message, stage.Play.Fault.Line));
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Onboard_ATestThatReturnsNoTask_IsAFault()
    {
        var stage = new Stage("Onboard(w => null!);\nawait Meet();", onboarding: true).SeatForOnboarding("W1");

        Assert.Equal("fault", stage.Ending);
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Onboard_AScriptThatDeclaredItOnlySometimes_IsAFaultAndNotTheEndOfTheProcess()
    {
        var stage = new Stage("if (Random.Next(2) == 5) Onboard(async w => true);\nawait Meet();", onboarding: true).SeatForOnboarding("W1");

        Assert.Equal("fault", stage.Ending);
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Review_ARule_IsKeptForLater()
    {
        var stage = new Stage("Review(p => p.Finished ? Decision.Approve(\"ok\", 0.25m) : Decision.Reject(\"no\"));\nawait Meet();");
        var part = new Part("W1", "worker", finished: true, left: null, TimeSpan.FromSeconds(1), [], []);

        Assert.Equal((Verdict.Approve, "ok", 0.25m), (stage.Play.ReviewRule!(part).Verdict, stage.Play.ReviewRule(part).Because, stage.Play.ReviewRule(part).Bonus));
    }
}
