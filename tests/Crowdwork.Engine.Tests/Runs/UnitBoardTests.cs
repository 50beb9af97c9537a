using Crowdwork.Engine.Runs;

namespace Crowdwork.Engine.Tests.Runs;

/// <summary>Every way that a unit can go, with and without <c>countComplete</c>.</summary>
public sealed class UnitBoardTests
{
    [Fact]
    public void Take_UntilNoneIsLeft_LendsEachOnceFromTheFirstOn()
    {
        var board = new UnitBoard(3, countComplete: false);

        Assert.Equal([0, 1, 2, null], new[] { board.Take(), board.Take(), board.Take(), board.Take() });
        Assert.Equal((0, 3, 0, 0), (board.Open, board.Leased, board.Done, board.Spent));
    }

    [Theory]
    [InlineData(false, true, true, UnitState.Done)]
    [InlineData(false, true, false, UnitState.Spent)]
    [InlineData(false, false, false, UnitState.Open)]
    [InlineData(false, false, true, UnitState.Done)]
    [InlineData(true, true, true, UnitState.Done)]
    [InlineData(true, true, false, UnitState.Open)]
    [InlineData(true, false, false, UnitState.Open)]
    [InlineData(true, false, true, UnitState.Done)]
    public void Settle_EachEndOfAConversation_LeavesTheUnitAsTheTableSays(bool countComplete, bool isPaidFor, bool hasFinished, string state)
    {
        var board = new UnitBoard(2, countComplete);
        board.Take();

        Assert.Equal(state, board.Settle(0, isPaidFor, hasFinished));

        Assert.Equal(state, board.StateOf(0));
        Assert.Equal(state == UnitState.Open ? 0 : 1, board.Take());
    }

    [Fact]
    public void Settle_AUnitThatCameBack_IsLentToTheNext()
    {
        var board = new UnitBoard(1, countComplete: true);

        board.Take();
        board.Settle(0, isPaidFor: true, hasFinished: false);

        Assert.False(board.IsComplete);
        Assert.Equal(0, board.Take());
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Settle_AUnitThatIsDone_StaysDone(bool isPaidFor, bool hasFinished)
    {
        var board = new UnitBoard(1, countComplete: true);
        board.Settle(0, isPaidFor: true, hasFinished: true);

        Assert.Equal(UnitState.Done, board.Settle(0, isPaidFor, hasFinished));
        Assert.Equal((1, true), (board.Done, board.IsComplete));
    }

    [Fact]
    public void Settle_ASpentUnitOfWhichAConversationFinishes_IsDone()
    {
        var board = new UnitBoard(1, countComplete: false);
        board.Settle(0, isPaidFor: true, hasFinished: false);

        Assert.Equal(UnitState.Done, board.Settle(0, isPaidFor: true, hasFinished: true));
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    public void Counted_OneDoneAndOneBrokenOff_FollowsCountComplete(bool countComplete, int counted)
    {
        var board = new UnitBoard(3, countComplete);
        board.Settle(0, isPaidFor: true, hasFinished: true);
        board.Settle(1, isPaidFor: true, hasFinished: false);

        Assert.Equal(counted, board.Counted);
    }

    [Fact]
    public void Lend_AUnitOfAFormerProcess_IsNotTakenAgain()
    {
        var board = new UnitBoard(2, countComplete: false);

        board.Lend(0);

        Assert.Equal(1, board.Take());
        Assert.Equal(2, board.Leased);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void Board_AUnitItDoesNotHave_ChangesNothing(int unit)
    {
        var board = new UnitBoard(2, countComplete: false);

        board.Lend(unit);
        Assert.Equal(UnitState.Done, board.Settle(unit, isPaidFor: true, hasFinished: false));

        Assert.Equal((2, 0, 0, 0), (board.Open, board.Leased, board.Done, board.Spent));
    }

    [Fact]
    public void Wave_OfAPilot_HoldsTheRestBackUntilItIsLifted()
    {
        var board = new UnitBoard(5, countComplete: false) { Wave = 2 };
        board.Take();
        board.Take();

        Assert.Equal((null, 0), (board.Take(), board.Open));
        Assert.False(board.IsComplete);
        board.Settle(0, true, true);
        board.Settle(1, true, true);
        Assert.True(board.IsComplete);

        board.Wave = 5;
        Assert.False(board.IsComplete);
        Assert.Equal((3, 2), (board.Open, board.Take()));
    }
}
