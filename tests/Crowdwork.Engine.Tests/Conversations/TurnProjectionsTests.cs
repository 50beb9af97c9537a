using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Tests.Conversations;

public sealed class TurnProjectionsTests
{
    private static readonly PlayRules Rules = new() { Task = "test", OnboardingQualification = "onboarded for test" };

    [Theory]
    [InlineData(true, PartState.Passed, true)]
    [InlineData(true, PartState.Failed, false)]
    [InlineData(false, PartState.Passed, false)]
    public void AddGrants_TheEndOfAnOnboarding_QualifiesWhoPassed(bool isOnboarding, PartState state, bool qualifies)
    {
        var turn = new Turn(3, DateTimeOffset.UnixEpoch, new Said(1, 1, "c", "4", null), [new Act(ActKind.Ended) { Seat = 1, Name = PartStates.NameOf(state) }]);
        List<Projection>? found = null;

        TurnProjections.AddGrants(ref found, turn, Rules, isOnboarding, seat => new WorkerId($"W{seat}"));

        Projection[] wanted = qualifies ? [new Projection.QualificationSet(new WorkerId("W1"), "onboarded for test", 1, 0)] : [];
        Assert.Equal(wanted, found ?? []);
    }
}
