using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Tests.Support;

namespace Crowdwork.Engine.Tests.Runs;

public sealed class CrowdGateTests
{
    private readonly HandMovedTime _time = new();

    [Fact]
    public async Task Calls_AreLetThroughAtThePace()
    {
        var time = new JumpingTime();
        var gate = new CrowdGate(time);
        var begun = new List<DateTimeOffset>();

        for (var call = 0; call < 50; call++) await gate.Pass(() => Task.Run(() => begun.Add(time.GetUtcNow())), Urgency.Usual, CancellationToken.None);

        // This clock may jump to the next opening between a call's being let through and its looking at it, so each may seem a gap late.
        var gap = TimeSpan.FromSeconds(1 / Pace.Start);
        Assert.All(Enumerable.Range(0, 50), call => Assert.True(begun[call] - begun[0] >= (call / Pace.Fastest * TimeSpan.FromSeconds(1)) - gap));
        Assert.InRange(begun.Count(at => at - begun[0] < TimeSpan.FromSeconds(1)), 4, 6);
    }

    [Fact]
    public async Task CallThatIsOneTooMany_SlowsAllOthers()
    {
        var time = new JumpingTime();
        var gate = new CrowdGate(time);

        await Assert.ThrowsAsync<CrowdFault>(() => gate.Pass(() => Task.FromException(new CrowdFault(CrowdFaultKind.Throttled, null, "slower")), Urgency.Usual, CancellationToken.None));

        Assert.Equal(Pace.Start / 2, gate.PerSecond);
    }

    [Fact]
    public async Task OtherFaults_LeaveThePaceAlone()
    {
        var gate = new CrowdGate(new JumpingTime());

        await Assert.ThrowsAsync<CrowdFault>(() => gate.Pass(() => Task.FromException(new CrowdFault(CrowdFaultKind.Refused, null, "no")), Urgency.Usual, CancellationToken.None));

        Assert.Equal(Pace.Start, gate.PerSecond);
    }

    [Fact]
    public async Task UrgentCalls_GoBeforeThoseThatCameEarlier()
    {
        var gate = new CrowdGate(_time);
        var order = new List<string>();
        Task Call(string name, Urgency urgency) => gate.Pass(
            () =>
            {
                lock (order) order.Add(name);
                return Task.CompletedTask;
            }, urgency, CancellationToken.None);

        await Call("first", Urgency.Usual);
        Task[] waiting = [Call("pay", Urgency.Usual), Call("pay more", Urgency.Usual), Call("answer", Urgency.Asked), Call("stop", Urgency.Stopping)];
        await Until(waiting);

        Assert.Equal(["first", "stop", "answer", "pay", "pay more"], order);
    }

    [Fact]
    public async Task CallThatIsCancelledWhileItWaits_IsNotMade()
    {
        var gate = new CrowdGate(_time);
        using var cancel = new CancellationTokenSource();
        var made = 0;
        await gate.Pass(() => Task.CompletedTask, Urgency.Usual, CancellationToken.None);
        var waiting = gate.Pass(() => Task.FromResult(made++), Urgency.Usual, cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Until([gate.Pass(() => Task.CompletedTask, Urgency.Usual, CancellationToken.None)]);
        Assert.Equal(0, made);
    }

    // Time passes as soon as everybody waits for it; with a deadline, should somebody wait for something else.
    private async Task Until(Task[] all)
    {
        var done = Task.WhenAll(all);
        for (var step = 0; step < 2000 && !done.IsCompleted; step++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.WhenAny(done, Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System));
        }

        await done.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
