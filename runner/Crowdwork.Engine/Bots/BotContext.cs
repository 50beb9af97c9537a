using Crowdwork.Scripting;

namespace Crowdwork.Engine.Bots;

/// <summary>
/// Where the function of a bot goes on: on threads of the pool, with fuel for each step from one await to the next.
/// </summary>
/// <remarks>
/// <code>
///   what the bot waited for --Post--> Fuel.Fill --> its function, until it waits again --> Fuel.Stop
///                                         (loops tick; whoever runs dry throws OutOfFuel, in the author's line)
/// </code>
/// A function that computes for long where no loop of its own ticks (a pattern that backtracks for ever) cannot be stopped without danger, since it also calls
/// into the room, which holds locks. It is given up: the bot has failed, and nobody waits for it any more.
/// </remarks>
/// <param name="real">The clock of the machine.</param>
/// <param name="fail">Told what went wrong and cannot come out of the function itself.</param>
internal sealed class BotContext(TimeProvider real, Action<Exception> fail) : SynchronizationContext
{
    /// <summary>Rounds of loops and calls of functions, from one await to the next.</summary>
    public const long Steps = 20_000_000;

    /// <summary>What a call of the page costs. One that has its answer at once does not wait, and may stand in a loop that never will.</summary>
    public const long StepsOfACall = 1_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public override void Post(SendOrPostCallback d, object? state) => ThreadPool.UnsafeQueueUserWorkItem(_ => Step(d, state), null);

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("A bot's function is not called from another thread.");

    public override SynchronizationContext CreateCopy() => this;

    private void Step(SendOrPostCallback go, object? state)
    {
        using var patience = real.CreateTimer(_ => fail(new BotStuck(Patience)), null, Patience, Timeout.InfiniteTimeSpan);
        var outer = Current;
        SetSynchronizationContext(this);
        Fuel.Fill(Steps);
        try
        {
            go(state);
        }
        catch (Exception e)
        {
            // Only async void gets here: there is no task that could carry the exception.
            fail(e);
        }
        finally
        {
            Fuel.Stop();
            SetSynchronizationContext(outer);
        }
    }
}

/// <summary>A bot did not come back.</summary>
internal sealed class BotStuck(TimeSpan patience) : Exception($"The bot has computed for more than {patience.TotalSeconds:0} seconds without waiting for anything, and was given up.");
