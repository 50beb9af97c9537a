using Crowdwork.Engine.Crowds;

namespace Crowdwork.Engine.Runs.Payments;

/// <summary>What a look at the crowd says of something that may have been done.</summary>
internal enum Sight
{
    /// <summary>The crowd does not say.</summary>
    Unknown,

    NotDone,
    Done,

    /// <summary>The crowd says something that rules it out.</summary>
    Contradicted,
}

/// <summary>A look, and what it saw in words.</summary>
internal sealed record Look(Sight Sight, string? Detail = null);

/// <summary>What has become of something that was to be done.</summary>
internal enum Ending
{
    Done,

    /// <summary>Not done, or not known; trying again later may do it.</summary>
    Later,

    /// <summary>The crowd will not do it.</summary>
    Refused,

    /// <summary>Nothing more can be done at all just now: no money, wrong keys, nobody there.</summary>
    Halted,
}

/// <summary>How long a round of paying waits for a marketplace that does not do at once what it is asked.</summary>
/// <param name="Known">For what a worker handed in to be known to all of it.</param>
/// <param name="Answered">For it to answer at all.</param>
public sealed record PayPatience(TimeSpan Known, TimeSpan Answered)
{
    /// <summary>Where nobody waits.</summary>
    public static PayPatience Lasting { get; } = new(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(15));

    /// <summary>Where a person waits, and another round comes by itself.</summary>
    public static PayPatience Brief { get; } = new(TimeSpan.Zero, TimeSpan.FromSeconds(20));

    /// <summary>Where a person waits, and no other round comes.</summary>
    public static PayPatience OfACommand { get; } = new(TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(20));
}

internal sealed record Settled(Ending Ending, string? Detail, CrowdFault? Fault);

/// <summary>
/// Gets one thing done at a crowd, whatever is lost on the way, and never twice: calls, looks what came of it, and calls again only when it did not happen.
/// </summary>
/// <remarks>
/// <code>
///   call --ok--------------------------------------> done
///    |  \--too often, not yet known----> wait, call again
///    |  \--no reply, failed over there--> wait, LOOK: done? --no--> call again
///    |  \--"done before", refused-------> LOOK: done? --no--> refused
///    \--no money, wrong keys-------------------------> halted
/// </code>
/// An error is never taken for a success: only a reply, or what the crowd shows when it is looked at, is.
/// </remarks>
internal sealed class Insistence(CrowdGate gate, TimeProvider time)
{
    /// <summary>A crowd that has answered nothing for so long is left alone.</summary>
    public PayPatience Patience { get; set; } = PayPatience.Lasting;

    /// <param name="call">Does it.</param>
    /// <param name="look">Says whether it is done.</param>
    /// <param name="mayBeDone">Whether an earlier life may have done it: then it is looked at first.</param>
    /// <param name="hasToken">Whether the call carries a token: one that is known to the crowd has done it, even where no list shows it yet.</param>
    /// <param name="waits">Whether to wait for what is not yet known; otherwise it is left for later at once.</param>
    /// <param name="cancelled">Stops the waiting.</param>
    public async Task<Settled> Do(Func<Task> call, Func<Task<Look>> look, bool mayBeDone, bool hasToken, bool waits, CancellationToken cancelled)
    {
        var begun = time.GetUtcNow();
        var failures = 0;
        CrowdFault? refusal = null;
        while (true)
        {
            try
            {
                if (mayBeDone || refusal is not null)
                {
                    var seen = await gate.Pass(look, Urgency.Usual, cancelled);
                    if (AfterLook(seen, refusal, hasToken) is { } settled) return settled;
                    mayBeDone = false;
                }

                await gate.Pass(call, Urgency.Usual, cancelled);
                return new Settled(Ending.Done, null, null);
            }
            catch (CrowdFault fault)
            {
                if (fault.Kind is CrowdFaultKind.NoFunds or CrowdFaultKind.Credentials) return new Settled(Ending.Halted, fault.Message, fault);
                if (!fault.IsPassing)
                {
                    // The second refusal is that of the look itself: then nothing is known, and nothing is claimed.
                    if (refusal is not null) return new Settled(Ending.Later, fault.Message, fault);
                    refusal = fault;
                    continue;
                }

                if (fault.Kind == CrowdFaultKind.NotYetKnown && (!waits || time.GetUtcNow() - begun >= Patience.Known)) return new Settled(Ending.Later, fault.Message, fault);
                if (time.GetUtcNow() - begun >= Patience.Answered) return new Settled(Ending.Halted, fault.Message, fault);
                mayBeDone |= fault.Kind is CrowdFaultKind.Busy or CrowdFaultKind.Unreachable;
                await Task.Delay(OutboxRules.Wait(++failures), time, cancelled);
            }
        }
    }

    /// <summary>Asks something that changes nothing, and again after what passes.</summary>
    /// <exception cref="CrowdFault">It does not pass, or not in time.</exception>
    public async Task<T> Ask<T>(Func<Task<T>> call, CancellationToken cancelled)
    {
        var begun = time.GetUtcNow();
        for (var failures = 1; ; failures++)
        {
            try
            {
                return await gate.Pass(call, Urgency.Usual, cancelled);
            }
            catch (CrowdFault fault) when (fault.IsPassing && time.GetUtcNow() - begun < Patience.Answered)
            {
                await Task.Delay(OutboxRules.Wait(failures), time, cancelled);
            }
        }
    }

    private static Settled? AfterLook(Look seen, CrowdFault? refusal, bool hasToken) => (seen.Sight, refusal) switch
    {
        (Sight.Done, _) => new Settled(Ending.Done, seen.Detail ?? "It had been done before.", null),
        (Sight.Contradicted, _) => new Settled(Ending.Refused, seen.Detail, refusal),
        (_, { Kind: CrowdFaultKind.AlreadyDone }) when hasToken => new Settled(Ending.Done, "It had been done before.", null),
        (Sight.NotDone, not null) => new Settled(Ending.Refused, refusal.Message, refusal),
        (Sight.Unknown, not null) => new Settled(Ending.Later, refusal.Message, refusal),
        _ => null,
    };
}
