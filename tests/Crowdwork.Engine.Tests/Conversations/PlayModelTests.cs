using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Tests.Support;

namespace Crowdwork.Engine.Tests.Conversations;

public sealed class PlayModelTests
{
    [Fact]
    public void Model_AFunction_AnswersInPlaceOfAWorker()
    {
        var stage = new Stage("""
            Model("echo", async turn => $"You said: {turn.Prompt} ({turn.History.Count})");
            var (person, echo) = await Meet("person", "echo");
            var said = await person.Ask("Say something.");
            var reply = await echo.Ask(said.Text);
            await person.Tell(reply);
            await person.Tell($"{echo.IsModel} {person.IsModel}");
            """).Seat("W1").Say(1, "hi");

        Assert.Equal(
            ["took 1", "ask 2 text 'hi'", "replied 2 'You said: hi (1)'", "tell 1 from echo 'You said: hi (1)'", "tell 1 'True False'", "ended 1 finished", "end finished"],
            stage.Did);
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Model_AChoice_SeesItsOptionsAndHasThreeAttempts()
    {
        var stage = new Stage("""
            var answers = new Queue<string>(["maybe", "perhaps", "Yes"]);
            Model("judge", async turn => turn.Options.Count == 2 ? answers.Dequeue() : "wrong");
            var (person, judge) = await Meet("person", "judge");
            Save(await judge.Choose("Is it?", ["Yes", "No"]));
            """).Seat("W1");

        Assert.Equal(["\"Yes\""], stage.Saved);
        Assert.Equal(3, stage.Acts.Count(act => act.Kind == ActKind.Replied));
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Model_ThreeBadAnswers_FailTheAwaitWithTheLastComplaint()
    {
        var stage = new Stage("""
            Model("judge", async turn => "maybe");
            var (person, judge) = await Meet("person", "judge");
            try { await judge.Ask("Is it?", check: r => r.Words < 2 ? "Two words." : null); }
            catch (OnceFailed failed) { await person.Tell(failed.Message); }
            """).Seat("W1");

        Assert.Contains("tell 1 'judge: the model gave 3 answers that will not do; the last complaint was: Two words.'", stage.Did);
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Model_AFormInJson_IsFilled()
    {
        var stage = new Stage("""
            record Score(int Points, string? Why);
            var answers = new Queue<string>(["no json", "{\"Points\":\"many\"}", "{\"Points\":7,\"Why\":\"good\"}"]);
            Model("judge", async turn => answers.Dequeue());
            var (person, judge) = await Meet("person", "judge");
            Save(await judge.Fill<Score>("Score?"));
            """).Seat("W1");

        Assert.Equal("""{"Points":7,"Why":"good"}""", Assert.Single(stage.Saved));
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Model_AFunctionThatThrows_IsAFaultInTheFunction()
    {
        var stage = new Stage("""
            Model("judge", async turn =>
            {
                throw new InvalidOperationException("tired");
            });
            var (person, judge) = await Meet("person", "judge");
            await judge.Ask("Is it?");
            """).Seat("W1");

        Assert.Equal(("InvalidOperationException: tired", 3), (stage.Play.Fault!.Message, stage.Play.Fault.Line));
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Model_AFunctionThatReturnsNull_IsABadAnswerAndNotTheEndOfTheProcess()
    {
        var stage = new Stage("""
            Model("judge", async turn => null!);
            var (person, judge) = await Meet("person", "judge");
            await judge.Ask("Is it?");
            """).Seat("W1");

        Assert.Equal("fault", stage.Ending);
        Assert.Contains("3 answers that will not do", stage.Play.Fault!.Message, StringComparison.Ordinal);
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public async Task Model_InAFunction_OnceIsAllowed()
    {
        var stage = await new Stage("""
            Model("seer", async turn => await Once("look", async ct => { await Task.Yield(); return "rain"; }));
            var (person, seer) = await Meet("person", "seer");
            await person.Tell(await seer.Ask("Weather?"));
            """).Seat("W1").DoEffects();

        Assert.Contains("tell 1 from seer 'rain'", stage.Did);
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public async Task Model_AnEndpoint_HearsTheConversationAndIsNotAskedAgain()
    {
        var endpoint = new AnsweringEndpoint("ten dollars");
        var stage = await new Stage("""
            Model("seller", endpoint: "local", instructions: "Sell.");
            var (buyer, seller) = await Meet("buyer", "seller");
            await seller.Tell("A bicycle.");
            await buyer.Tell(await seller.Ask("How much?"));
            await buyer.Tell(await seller.Choose("Sure?", ["ten dollars", "no"]));
            """, new PlayRules { Task = "test", Models = endpoint }).Seat("W1").DoEffects();

        Assert.Equal("finished", stage.Ending);
        Assert.Equal(["user A bicycle.", "user How much?"], endpoint.Heard[0]);
        Assert.Equal(
            ["user A bicycle.", "user How much?", "assistant ten dollars", "user Sure?", "user Answer with exactly one of: ten dollars | no"], endpoint.Heard[1]);
        stage.ReplaysToTheLetter();
        Assert.Equal(2, endpoint.Heard.Count);
    }

    [Fact]
    public async Task Model_AnEndpointThatFails_IsOnceFailed()
    {
        var stage = await new Stage("""
            Model("seller", endpoint: "local");
            var (buyer, seller) = await Meet("buyer", "seller");
            try { await seller.Ask("How much?"); }
            catch (OnceFailed failed) { await buyer.Tell(failed.Message); }
            """, new PlayRules { Task = "test", Models = new AnsweringEndpoint(null) }).Seat("W1").DoEffects();

        Assert.Contains("tell 1 'model local: nobody is in'", stage.Did);
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Model_AnEndpointThatCrowdJsonDoesNotName_IsAFaultThatListsThem()
    {
        var stage = new Stage("\nModel(\"seller\", endpoint: \"lokal\");", new PlayRules { Task = "test", Models = new AnsweringEndpoint("x") });

        Assert.Equal(2, stage.Play.Fault!.Line);
        Assert.Contains("use one of: local", stage.Play.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Model_ALateAnswerToAWithdrawnPrompt_ChangesNothing()
    {
        var stage = await new Stage("""
            Model("slow", async turn => await Once("think", async ct => "late"));
            var (person, slow) = await Meet("person", "slow");
            await FirstOf(person.Ask("Quick?"), slow.Ask("Quick?"));
            await person.Ask("And now?");
            """).Seat("W1").Say(1, "first").DoEffects();

        Assert.Empty(stage.Did);
        stage.Say(1, "bye");
        Assert.Equal("finished", stage.Ending);
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public async Task Model_ThatThinksLongerThanItMay_LeavesLikeAnybody()
    {
        var stage = new Stage("""
            Model("slow", async turn => await Once("think", async ct => "late"));
            var (person, slow) = await Meet("person", "slow");
            try { await slow.Ask("Quick?", within: Seconds(5)); }
            catch (WorkerLeft left) { await person.Ask($"{left.Who.Role} {left.Why}"); }
            """).Seat("W1").Pass(TimeSpan.FromSeconds(6));

        Assert.Equal(["departed 1 timedOut from slow", "ask 1 text 'slow TimedOut'"], stage.Did);
        await stage.DoEffects();
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public async Task Model_AnEndpointThatIsGivenAForm_IsToldItsFieldsAndWhatWasWrong()
    {
        var endpoint = new AnsweringEndpoint("""{"ease":9}""");
        var stage = new Stage("""
            record Rating([property: Range(1, 5)] int Ease);
            Model("judge", endpoint: "local");
            var (person, judge) = await Meet("person", "judge");
            try { await judge.Fill<Rating>("How easy?"); }
            catch (OnceFailed failed) { await person.Ask(failed.Message); }
            """, new PlayRules { Task = "test", Models = endpoint }).Seat("W1");
        for (var attempt = 0; attempt < 3; attempt++) await stage.DoEffects();

        Assert.Equal(3, endpoint.Heard.Count);
        Assert.Contains(endpoint.Heard[0], line => line.StartsWith("user Answer with a JSON object", StringComparison.Ordinal) && line.Contains("\"name\":\"ease\"", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(endpoint.Heard[0], line => line.Contains("will not do", StringComparison.Ordinal));
        Assert.Contains(endpoint.Heard[1], line => line.StartsWith("user Your last answer will not do.", StringComparison.Ordinal) && line.Contains("ease:", StringComparison.OrdinalIgnoreCase));
        stage.ReplaysToTheLetter();
    }

    private sealed class AnsweringEndpoint(string? answer) : IModelEndpoints
    {
        public List<string[]> Heard { get; } = [];

        public IReadOnlyCollection<string> Names => ["local"];

        public bool Knows(string endpoint) => endpoint == "local";

        public Task<string> Complete(string endpoint, string? instructions, IReadOnlyList<ModelLine> lines, CancellationToken cancelled)
        {
            if (answer is null) throw new InvalidOperationException("nobody is in");
            Heard.Add(lines.Select(line => $"{(line.IsOwn ? "assistant" : "user")} {line.Text}").ToArray());
            return Task.FromResult(answer);
        }
    }
}
