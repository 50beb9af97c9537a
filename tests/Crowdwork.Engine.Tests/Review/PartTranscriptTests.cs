using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Review;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Tests.Review;

/// <summary>A worker's part as their page showed it, read from the journal.</summary>
public sealed class PartTranscriptTests
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly Turn[] s_turns =
    [
        At(0, new Began("r", "w", 4, """{"id":"cork"}""", 1, Onboarding: false)),
        At(1, new Met(1, [new Seating(1, "A1", "asker", IsModel: false), new Seating(2, "A2", "judge", IsModel: false)]),
            new Act(ActKind.Show) { Seat = 1, Json = """{"title":"Cork"}""" }, new Act(ActKind.Ask) { Seat = 1, Call = 2, Name = "text", Text = "Ask something." },
            new Act(ActKind.Tell) { Seat = 2, Text = "Wait." }),
        At(4, new Said(1, 2, "c1", "Hm", null), new Act(ActKind.Again) { Seat = 1, Call = 2, Text = "A whole question, please." }),
        At(9, new Said(1, 2, "c2", "How old is it?", null), new Act(ActKind.Took) { Seat = 1, Call = 2 }, new Act(ActKind.Tell) { Seat = 2, From = "asker", Text = "How old is it?" },
            new Act(ActKind.Save) { Name = "Pair", Json = """{"q":"How old is it?"}""" }, new Act(ActKind.Save) { Seat = 2, Name = "Note", Json = "1" }),
        At(12, new LeftFor(2, Departure.Disconnected), new Act(ActKind.Departed) { Seat = 1, From = "judge", Name = "Disconnected" },
            new Act(ActKind.Ended) { Seat = 1, Name = "partnerLeft", Text = "Another participant has left.", Pay = "You will be paid $0.50." }),
    ];

    [Fact]
    public void Of_AWorker_TellsWhatTheySawAndSaid_AndNothingElse()
    {
        var part = PartTranscript.Of(s_turns, "A1")!;

        Assert.Equal(["seated", "shown", "asked", "again", "said", "departed", "ended"], part.Lines.Select(line => line.Kind));
        Assert.Equal(["judge"], part.Lines[0].Options);
        Assert.Equal("Hm", Assert.Single(part.Lines[3].Options!));
        Assert.Equal("Another participant has left. You will be paid $0.50.", part.Lines[^1].Text);
        Assert.Equal(("asker", 4), (part.Role, part.Unit));
        Assert.Equal("Cork", part.Shown!.Value.GetProperty("title").GetString());
        Assert.Equal("cork", part.Input!.Value.GetProperty("id").GetString());
    }

    [Fact]
    public void Of_AnAnswer_TellsHowLongTheyThought_SinceTheLastThingTheySaw()
    {
        var said = PartTranscript.Of(s_turns, "A1")!.Lines.Single(line => line.Kind == "said");

        Assert.Equal(TimeSpan.FromSeconds(5), said.Thought);
    }

    [Fact]
    public void Of_WhatWasSaved_HasThatOfAllAndOfTheWorker_ButNotOfOthers()
    {
        Assert.Equal(["Pair"], PartTranscript.Of(s_turns, "A1")!.Saved.Select(piece => piece.Type));
        Assert.Equal([("Pair", false), ("Note", true)], PartTranscript.Of(s_turns, "A2")!.Saved.Select(piece => (piece.Type, piece.IsOwn)));
    }

    [Fact]
    public void Of_SomebodyWhoWasNotThere_IsNull() => Assert.Null(PartTranscript.Of(s_turns, "A3"));

    private static Turn At(int seconds, Input input, params Act[] acts) => new(seconds, s_start.AddSeconds(seconds), input, acts);
}
