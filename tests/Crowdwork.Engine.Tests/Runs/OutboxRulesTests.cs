using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Tests.Runs;

public sealed class OutboxRulesTests
{
    private static readonly RunId Run = new("run");

    [Fact]
    public void ToSend_OfANewRun_IsEveryPlaceInItsFirstGeneration()
        => Assert.Equal([Tag(0, 0), Tag(1, 0)], OutboxRules.ToSend(Run, [], 2));

    [Fact]
    public void ToSend_LeavesOutWhatWasPostedAndBeginsTheRefusedAnew()
        => Assert.Equal(
            [Tag(1, 0), Tag(2, 2), Tag(4, 0)],
            OutboxRules.ToSend(Run, [Row(0, 0, HitState.Posted), Row(1, 0, HitState.Intended), Row(2, 0, HitState.Refused), Row(2, 1, HitState.Refused), Row(3, 0, HitState.Closed)], 5));

    [Fact]
    public void ToSend_WithFewerPlacesThanBefore_StillSettlesWhatWasIntended()
        => Assert.Equal([Tag(7, 0)], OutboxRules.ToSend(Run, [Row(0, 0, HitState.Posted), Row(7, 0, HitState.Intended)], 1));

    [Fact]
    public void ToSend_RefusedAndBegunAnew_SendsTheNewGeneration()
        => Assert.Equal([Tag(0, 1)], OutboxRules.ToSend(Run, [Row(0, 0, HitState.Refused), Row(0, 1, HitState.Intended)], 1));

    [Fact]
    public void After_EveryKindOfFault_HasARule()
        => Assert.Equal(
            new Dictionary<CrowdFaultKind, AfterFault>
            {
                [CrowdFaultKind.Unreachable] = AfterFault.Later,
                [CrowdFaultKind.Credentials] = AfterFault.Halt,
                [CrowdFaultKind.Refused] = AfterFault.Refuse,
                [CrowdFaultKind.AlreadyDone] = AfterFault.Adopt,
                [CrowdFaultKind.NoFunds] = AfterFault.Halt,
                [CrowdFaultKind.NotYetKnown] = AfterFault.Later,
                [CrowdFaultKind.Throttled] = AfterFault.Slower,
                [CrowdFaultKind.Busy] = AfterFault.Later,
            },
            Enum.GetValues<CrowdFaultKind>().ToDictionary(kind => kind, kind => OutboxRules.After(new CrowdFault(kind, null, "no"))));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(6, 32)]
    [InlineData(7, 60)]
    [InlineData(1000, 60)]
    public void Wait_AfterFailuresInARow_DoublesUpToAMinute(int failures, double seconds) => Assert.Equal(seconds, OutboxRules.Wait(failures).TotalSeconds);

    private static HitTag Tag(int place, int generation) => new(Run, place, generation);

    private static HitRow Row(int place, int generation, string state) => new(Run, place, generation, Tag(place, generation).Token, state, null, null, 0, null);
}
