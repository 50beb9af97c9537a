using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Review;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Tests.Review;

/// <summary>How a reviewer reads what pages told of their answers.</summary>
public sealed class PartWritingTests
{
    private static readonly Signals s_typed = new() { Characters = 40, Keys = 44, Typed = 42, Deleted = 2, Writing = TimeSpan.FromSeconds(9.25) };
    private static readonly Signals s_pasted = new() { Characters = 250, Keys = 10, Typed = 10, Pastes = 1, Pasted = 240, Writing = TimeSpan.FromSeconds(12), TimesLeft = 3, Away = TimeSpan.FromSeconds(42) };

    [Fact]
    public void Remarks_OnATypedAnswer_AreItsFigures_WithoutAMark()
        => Assert.Equal([new WritingRemark("typed 42 characters with 44 keys in 9.3 s, 2 taken away")], PartWriting.RemarksOn(s_typed));

    [Fact]
    public void Remarks_OnAPastedAnswer_MarkIt_AndTellOfLeaving()
        => Assert.Equal(
            [new("pasted 240 of 250 characters", IsMark: true), new("typed 10 characters with 10 keys in 12 s"), new("left the page 3 times, 42 s")],
            PartWriting.RemarksOn(s_pasted));

    [Fact]
    public void Remarks_OnAFewPastedWords_AreNoMark()
        => Assert.Equal(new WritingRemark("pasted 12 of 250 characters"), PartWriting.RemarksOn(new Signals { Characters = 250, Typed = 238, Pastes = 1, Pasted = 12 })[0]);

    [Fact]
    public void Remarks_OnMoreThanWasSent_SayBoth()
        => Assert.Equal(new WritingRemark("pasted 1,300 characters, 250 sent", IsMark: true), PartWriting.RemarksOn(new Signals { Characters = 250, Deleted = 1050, Pastes = 2, Pasted = 1300 })[0]);

    [Theory]
    [InlineData(0, "written without typing")]
    [InlineData(9, "mostly written without typing")]
    public void Remarks_OnWhatNobodyWrote_MarkIt(int typed, string words)
        => Assert.Equal(new WritingRemark(words, IsMark: true), PartWriting.RemarksOn(new Signals { Characters = 250, Typed = typed })[0]);

    [Fact]
    public void Remarks_OnWhatWasDraggedAndWhatWasThere_NameIt()
        => Assert.Equal(
            ["dragged in 30 of 80 characters", "50 stood there before", "left the page once, 1 h 5 min"],
            PartWriting.RemarksOn(new Signals { Characters = 80, Drops = 1, Dropped = 30, Kept = 50, TimesLeft = 1, Away = TimeSpan.FromMinutes(65) }).Select(remark => remark.Text));

    [Fact]
    public void Remarks_OnAClickOrOnNothing_AreNone()
    {
        Assert.Empty(PartWriting.RemarksOn(new Signals()));
        Assert.Empty(PartWriting.RemarksOn(null));
    }

    [Fact]
    public void Text_OfAPart_SumsItsAcceptedAnswers()
    {
        var writing = PartWriting.Of([Answer(1, s_typed), Answer(1, s_pasted), Answer(1, new Signals { Characters = 30 }), Answer(1, null), Answer(2, s_pasted), Answer(1, s_pasted, isTaken: false)], 1);

        Assert.Equal(
            "1 of 4 answers without typing · 1 of 4 answers with pasted text (240 of 320 characters) · 52 characters typed in 21 s · left the page 3 times, 42 s · nothing is known of 1 answer",
            writing.Text);
        Assert.Equal([true, true, true, false], new[] { "pasted", "untyped", "left", "bored" }.Select(writing.Has));
    }

    [Fact]
    public void Text_OfClicks_SaysSo() => Assert.Equal("clicked", PartWriting.Of([Answer(1, new Signals())], 1).Text);

    [Fact]
    public void Text_OfAnOldJournal_SaysThatThePageToldNothing() => Assert.Equal("the page told nothing about it", PartWriting.Of([Answer(1, null)], 1).Text);

    [Fact]
    public void Text_WithoutAnswers_IsNone() => Assert.Null(PartWriting.Of([Answer(2, s_typed)], 1).Text);

    private static Turn Answer(int seat, Signals? signals, bool isTaken = true)
        => new(1, DateTimeOffset.UnixEpoch, new Said(seat, 0, "c", "text", null) { Signals = signals }, [new Act(isTaken ? ActKind.Took : ActKind.Again) { Seat = seat }]);
}
