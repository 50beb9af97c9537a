using Crowdwork.Engine.Rehearsals;
using Crowdwork.Engine.Tests.Support;

namespace Crowdwork.Engine.Tests.Rehearsals;

public sealed class RehearsalClockTests
{
    private readonly HandMovedTime _real = new();

    [Fact]
    public void Now_Running_FollowsTheRealClock()
    {
        var clock = new RehearsalClock(_real);
        _real.Advance(TimeSpan.FromMinutes(3));

        Assert.Equal(_real.GetUtcNow(), clock.GetUtcNow());
        Assert.Equal(TimeSpan.Zero, clock.Ahead);
    }

    [Fact]
    public void Pause_StandsStill_AndRunGoesOnFromThere()
    {
        var clock = new RehearsalClock(_real);
        var before = clock.GetUtcNow();
        clock.Pause();
        _real.Advance(TimeSpan.FromHours(1));
        Assert.Equal(before, clock.GetUtcNow());
        Assert.True(clock.IsPaused);

        clock.Run();
        _real.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(before + TimeSpan.FromMinutes(1), clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromHours(-1), clock.Ahead);
    }

    [Fact]
    public void Watch_NobodyWatches_StandsStillWithoutBeingPaused()
    {
        var clock = new RehearsalClock(_real);
        clock.Watch(isWatched: false);
        Assert.Equal((false, false), (clock.IsRunning, clock.IsPaused));

        clock.Pause();
        clock.Watch(isWatched: true);
        Assert.False(clock.IsRunning);
    }

    [Fact]
    public void SkipTo_ThePast_DoesNotGoBack()
    {
        var clock = new RehearsalClock(_real);
        var before = clock.GetUtcNow();
        clock.SkipTo(before - TimeSpan.FromDays(1));
        Assert.Equal(before, clock.GetUtcNow());
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.Skip(TimeSpan.FromSeconds(-1)));
    }

    [Fact]
    public async Task Timer_PassedBySkipping_Fires()
    {
        var clock = new RehearsalClock(_real);
        var fired = new TaskCompletionSource();
        await using var timer = clock.CreateTimer(_ => fired.TrySetResult(), null, TimeSpan.FromDays(3), Timeout.InfiniteTimeSpan);
        clock.Skip(TimeSpan.FromDays(3));

        await fired.Task.WaitAsync(RecordingOutlet.Guard);
    }

    [Fact]
    public void Timer_WhileItStands_DoesNotFire_AndFiresAfterwards()
    {
        var clock = new RehearsalClock(_real);
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);
        clock.Pause();
        _real.Advance(TimeSpan.FromHours(5));
        Assert.Equal(0, fired);

        clock.Run();
        _real.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(0, fired);
        _real.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, fired);
    }

    [Fact]
    public void Timer_Periodic_FiresEveryTime()
    {
        var clock = new RehearsalClock(_real);
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));
        for (var i = 0; i < 4; i++) _real.Advance(TimeSpan.FromSeconds(10) + TimeSpan.FromMilliseconds(2));

        Assert.Equal(4, fired);
    }

    [Fact]
    public void Timer_Disposed_IsSilent()
    {
        var clock = new RehearsalClock(_real);
        var fired = 0;
        clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan).Dispose();
        _real.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(0, fired);
    }
}
