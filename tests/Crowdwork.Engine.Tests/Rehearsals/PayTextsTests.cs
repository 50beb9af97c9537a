using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Rooms;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Tests.Rehearsals;

public sealed class PayTextsTests
{
    private static readonly TaskConfig Config = new()
    {
        Title = "T", Reward = 0.5m, Waiting = new WaitingConfig { Pay = 0.05m }, Pay = new PayConfig { PartnerLeft = 0.2m, WorldFault = 0m },
    };

    [Theory]
    [InlineData(PartState.Finished, "The reward is $0.50.")]
    [InlineData(PartState.PartnerLeft, "You will be paid $0.20.")]
    [InlineData(PartState.NobodyCame, "You will be paid $0.05.")]
    [InlineData(PartState.Fault, "Nothing is paid for this.")]
    [InlineData(PartState.Stopped, "Nothing is paid for this.")]
    [InlineData(PartState.TimedOut, "Work that was not finished is not paid.")]
    [InlineData(PartState.Disconnected, "Work that was not finished is not paid.")]
    [InlineData(PartState.Returned, "Work that was not finished is not paid.")]
    [InlineData(PartState.Passed, null)]
    [InlineData(PartState.Failed, null)]
    public void Of_EachEnding_SaysWhatThePolicySays(PartState state, string? text) => Assert.Equal(text, PayTexts.Of(Config)(state, 3));

    [Fact]
    public void Of_NoPolicy_IsTheFullReward()
    {
        var plain = PayTexts.Of(new TaskConfig { Title = "T", Reward = 1.25m });

        Assert.Equal("You will be paid $1.25.", plain(PartState.PartnerLeft, 0));
        Assert.Equal("You will be paid $1.25.", plain(PartState.Fault, 0));
        Assert.Equal("Nothing is paid for this.", plain(PartState.NobodyCame, 0));
        Assert.Null(PayTexts.Of(new TaskConfig { Title = "T" })(PartState.Finished, 3));
    }

    [Fact]
    public void Of_APartnerWhoLeftEarly_PaysByTheNumberOfMessages()
    {
        var texts = PayTexts.Of(new TaskConfig { Title = "T", Reward = 1m, Pay = new PayConfig { PartnerLeftEarly = 0.2m, MinMessages = 2 } });

        Assert.Equal("You will be paid $0.20.", texts(PartState.PartnerLeft, 1));
        Assert.Equal("You will be paid $1.00.", texts(PartState.PartnerLeft, 2));
    }

    [Fact]
    public void States_EachHasANameOfItsOwnAndATextThatIsNotEmpty()
    {
        var states = Enum.GetValues<PartState>();

        Assert.Equal(states.Length, states.Select(PartStates.NameOf).Distinct().Count());
        Assert.Equal(states.Length, states.Select(PartStates.TextOf).Distinct().Count());
        Assert.DoesNotContain(states, state => string.IsNullOrWhiteSpace(PartStates.TextOf(state)));
    }
}
