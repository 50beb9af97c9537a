namespace Crowdwork.Engine.Bots;

/// <summary>
/// Moves a clock that does not wait: as soon as nobody has anything to do, to the moment when somebody has.
/// </summary>
/// <param name="clock">The clock.</param>
/// <param name="isIdle">Whether all bots wait for something.</param>
/// <param name="settle">Completes when what the bots did has had its effects, as far as that can be known.</param>
/// <param name="real">The clock of the machine.</param>
internal sealed class Metronome(FastClock clock, Func<bool> isIdle, Func<Task> settle, TimeProvider real)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private static readonly TimeSpan OfTheServer = TimeSpan.FromMilliseconds(50);

    // What is still on its way over a socket cannot be seen from here. A long jump would be the end of whoever it is for, so it is looked for more often.
    private static readonly TimeSpan LongJump = TimeSpan.FromSeconds(20);
    private const int LooksBeforeALongJump = 8;
    private const int LooksWithoutATimer = 20;

    /// <summary>After so long it goes on although somebody looks busy: a bot that waits for two things at once can look so for ever.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Waits until nobody has anything to do, twice in a row: what the first look set off, the second one sees.</summary>
    public async Task Quiet(int looks = 2)
    {
        var began = real.GetTimestamp();
        var busy = 0;
        for (var quiet = 0; quiet < looks && real.GetElapsedTime(began) < Patience;)
        {
            await settle();
            if (isIdle())
            {
                quiet++;
                continue;
            }

            quiet = 0;
            // Mostly it is a matter of microseconds, and a timer would take a thousand of them.
            if (++busy <= LooksWithoutATimer) await Task.Yield();
            else await Task.Delay(Moment, real);
        }
    }

    /// <summary>Moves the clock on, again and again, until it is over or nothing is due any more.</summary>
    /// <param name="isOver">Asked when all is quiet.</param>
    /// <param name="notBeyond">The clock is not moved beyond this.</param>
    /// <param name="cancelled">Gives up.</param>
    /// <returns>Whether it is over; false when the clock stands and it will never be.</returns>
    public async Task<bool> Run(Func<Task<bool>> isOver, DateTimeOffset notBeyond, CancellationToken cancelled)
    {
        while (true)
        {
            cancelled.ThrowIfCancellationRequested();
            await Quiet();
            if (await isOver()) return true;
            if (clock.NextDue is { } due && due - clock.GetUtcNow() > LongJump) await Quiet(LooksBeforeALongJump);
            if (clock.Jump(notBeyond)) continue;
            // Beside a clock that stands nothing goes on by itself; beside one that goes, a server may have something to come.
            if (clock.Stands) return false;
            await Task.Delay(OfTheServer, real, cancelled);
        }
    }
}
