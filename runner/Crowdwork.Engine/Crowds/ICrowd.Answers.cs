namespace Crowdwork.Engine.Crowds;

// What workers handed in, and what they get for it.
public partial interface ICrowd
{
    /// <summary>Everything that was handed in for a HIT, decided or not, to the last page.</summary>
    /// <exception cref="CrowdFault">The marketplace cannot be reached, or refuses us.</exception>
    IAsyncEnumerable<HandedIn> Answers(string hit, CancellationToken cancelled);

    /// <summary>One of them, or null when the crowd does not know (or does not know yet) that it was handed in.</summary>
    /// <exception cref="CrowdFault">The marketplace cannot be reached, or refuses us.</exception>
    Task<HandedIn?> Answer(string assignment, CancellationToken cancelled);

    /// <summary>
    /// Approves, which pays the reward. A moment after the worker handed in this may be <see cref="CrowdFaultKind.NotYetKnown"/>; what is decided already is
    /// <see cref="CrowdFaultKind.Refused"/>: look at the answer then, since it may have been approved by itself or by an earlier call whose reply was lost.
    /// </summary>
    /// <exception cref="CrowdFault">The marketplace cannot be reached, or refuses us.</exception>
    Task Approve(string assignment, string? words, CancellationToken cancelled);

    /// <summary>Rejects, with a reason that the worker reads. Nothing is paid.</summary>
    /// <exception cref="CrowdFault">The marketplace cannot be reached, or refuses us.</exception>
    Task Reject(string assignment, string reason, CancellationToken cancelled);

    /// <summary>Takes a rejection back and approves; possible for 30 days, while the HIT is not deleted.</summary>
    /// <exception cref="CrowdFault">The marketplace cannot be reached, or refuses us.</exception>
    Task TakeBackRejection(string assignment, string? words, CancellationToken cancelled);

    /// <summary>Pays a bonus. A token that was used before is <see cref="CrowdFaultKind.AlreadyDone"/>: it was paid then.</summary>
    /// <exception cref="CrowdFault">The marketplace cannot be reached, or refuses us.</exception>
    Task PayBonus(BonusOrder order, CancellationToken cancelled);

    /// <summary>The bonuses that were paid for an assignment, to the last page. Tokens are forgotten after a day; this is not.</summary>
    /// <exception cref="CrowdFault">The marketplace cannot be reached, or refuses us.</exception>
    IAsyncEnumerable<PaidBonus> Bonuses(string assignment, CancellationToken cancelled);
}

/// <summary>What has become of something that was handed in.</summary>
public enum Verdict
{
    /// <summary>Nobody has decided.</summary>
    None,

    /// <summary>Approved by us, or by itself after its time.</summary>
    Approved,

    Rejected,
}

/// <summary>What a worker handed in, as the crowd has it.</summary>
/// <param name="Answer">The answer as it came, in the crowd's own format.</param>
/// <param name="ApprovesItselfAt">When it is approved if nobody decides.</param>
public sealed record HandedIn(
    string Assignment, string Hit, string Worker, Verdict Verdict, string Answer, DateTimeOffset Accepted, DateTimeOffset At, DateTimeOffset? ApprovesItselfAt, string? Words);

/// <summary>A bonus that is to be paid.</summary>
/// <param name="Token">The same token pays once, within a day.</param>
public sealed record BonusOrder(string Worker, string Assignment, Money Amount, string Reason, string Token);

/// <summary>A bonus that was paid.</summary>
public sealed record PaidBonus(string Worker, string Assignment, Money Amount, string Reason, DateTimeOffset At);
