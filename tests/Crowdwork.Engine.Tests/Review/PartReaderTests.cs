using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Review;
using Crowdwork.Engine.Tests.Support;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Tests.Review;

public sealed class PartReaderTests
{
    private const string Script = """
        record Pair(string Q, string A);
        var (a, b) = await Meet("a", "b");
        await Everyone.Tell("Welcome.");
        var q = await a.Ask("Ask.");
        await b.Tell(q);
        var r = await b.Ask("Answer.");
        Save(new Pair(q.Text, r.Text));
        b.Save(new { Score = 3 });
        await a.Ask("Bye?");
        """;

    [Fact]
    public void Read_AFinishedConversation_HasAPartForEach()
    {
        var stage = new Stage(Script).Seat("W1", "W2").Say(1, "why").Say(2, "so").Say(1, "bye");
        var parts = PartReader.Read(stage.Journal());

        Assert.Equal(["W1 a True", "W2 b True"], parts.Select(part => $"{part.Part.Worker} {part.Part.Role} {part.Part.Finished}"));
        Assert.Equal(["task: Welcome.", "task: Ask.", "a: why", "task: Bye?", "a: bye"], parts[0].Part.Messages.Select(message => $"{message.From}: {message.Text}"));
        Assert.Equal(["task: Welcome.", "a: why", "task: Answer.", "b: so"], parts[1].Part.Messages.Select(message => $"{message.From}: {message.Text}"));
        Assert.Equal((2, 1), (parts[0].Part.Said("a"), parts[1].Part.Said("a")));
        Assert.Equal(new Pair("why", "so"), parts[1].Part.Data<Pair>());
        Assert.False(parts[0].Part.Has<string>());
        Assert.Equal(TimeSpan.FromSeconds(3), parts[0].Part.Took);
    }

    [Fact]
    public void Read_AnAnswerWithSignals_HasThemOnTheWorkersOwnMessageOnly()
    {
        var pasted = new Signals { Characters = 40, Pastes = 1, Pasted = 40 };
        var journal = new Stage(Script).Seat("W1", "W2").Say(1, "why").Journal()
            .Select(turn => turn.Input is Said said ? turn with { Input = said with { Signals = pasted } } : turn).ToArray();
        var parts = PartReader.Read(journal);

        Assert.Equal([null, null, pasted], parts[0].Part.Messages.Select(message => message.Signals));
        Assert.All(parts[1].Part.Messages, message => Assert.Null(message.Signals));
        Assert.Equal(Verdict.AskAHuman, ReviewRule.Apply(part => part.Messages.Any(message => message.Signals is { IsMostlyPasted: true }) ? Decision.AskAHuman("Pasted") : Decision.Approve("Fine"), parts[0].Part).Verdict);
    }

    [Fact]
    public void Read_ALeaver_SaysHowAndWhen()
    {
        var stage = new Stage(Script).Seat("W1", "W2").Say(1, "why").Leave(2, Departure.Returned);
        var parts = PartReader.Read(stage.Journal());

        Assert.Equal(("returned", Departure.Returned, false), (parts[1].State, parts[1].Part.Left, parts[1].Part.Finished));
        Assert.Equal(("partnerLeft", null, false), (parts[0].State, parts[0].Part.Left, parts[0].Part.Finished));
        Assert.Throws<InvalidOperationException>(() => parts[0].Part.Data<Pair>());
    }

    [Fact]
    public void Read_AnOpenConversation_IsTalking()
        => Assert.All(PartReader.Read(new Stage(Script).Seat("W1", "W2").Journal()), part => Assert.Equal("talking", part.State));

    [Fact]
    public void Apply_ARuleThatThrowsReturnsNullOrNeverEnds_AsksAHuman()
    {
        var part = new Part("W1", "a", true, null, TimeSpan.Zero, [], []);
        using var endless = Scripts.Compile("Review(p => { while (true) { } });\nawait Meet();");
        var stage = new Stage("Review(p => { while (true) { } });\nawait Meet();");

        Assert.Contains("broken", ReviewRule.Apply(_ => throw new InvalidOperationException("broken"), part).Because, StringComparison.Ordinal);
        Assert.Equal(Verdict.AskAHuman, ReviewRule.Apply(_ => null!, part).Verdict);
        Assert.Contains("without end", ReviewRule.Apply(stage.Play.ReviewRule, part).Because, StringComparison.Ordinal);
        Assert.Equal(Verdict.Approve, ReviewRule.Apply(null, part).Verdict);
    }

    private sealed record Pair(string Q, string A);
}
