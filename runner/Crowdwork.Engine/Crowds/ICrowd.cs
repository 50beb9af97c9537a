namespace Crowdwork.Engine.Crowds;

/// <summary>
/// Where workers come from: a marketplace that work is posted on, answered at and paid through.
/// </summary>
/// <remarks>
/// <code>
///   commands, runs --ICrowd--> MTurkCrowd --the wire--> local marketplace | sandbox | live | a lab's own
/// </code>
/// Nothing above this knows how a marketplace is spoken to, so that one of another kind can stand beside it. Whatever goes wrong on the way comes out as a
/// <see cref="CrowdFault"/>, with a message that says what to do.
/// </remarks>
public partial interface ICrowd : IHitBoard, IDisposable
{
    CrowdAddress Address { get; }

    /// <summary>Who we are there, and what there is to spend.</summary>
    /// <exception cref="CrowdFault">The marketplace cannot be reached, or refuses us.</exception>
    Task<CrowdAccount> Account(CancellationToken cancelled);

    /// <summary>The crowd's id for work on these terms. Equal terms have one id, so asking twice makes nothing twice.</summary>
    /// <exception cref="CrowdFault">The marketplace cannot be reached, or refuses us.</exception>
    Task<string> HitType(HitTerms terms, CancellationToken cancelled);

    /// <summary>Takes a HIT off the market. Whoever works on it may finish. Doing it twice is no mistake.</summary>
    /// <exception cref="CrowdFault">The marketplace cannot be reached, or refuses us.</exception>
    Task Expire(string id, CancellationToken cancelled);

    /// <summary>Deletes a HIT, with its answers. The marketplace does so only when it is off the market and every answer has been approved or rejected.</summary>
    /// <exception cref="CrowdFault">The marketplace cannot be reached, or refuses us.</exception>
    Task Delete(string id, CancellationToken cancelled);
}

/// <summary>What all HITs of a run have in common. A crowd shows equal ones to its workers as one group.</summary>
public sealed record HitTerms(string Title, string Description, IReadOnlyList<string> Keywords, Money Reward, TimeSpan AssignmentDuration, TimeSpan AutoApprovalDelay)
{
    public IReadOnlyList<WorkerRequirement> Requirements { get; init; } = [];
}

/// <summary>A HIT that is to be posted.</summary>
/// <param name="HitType">From <see cref="ICrowd.HitType"/>.</param>
/// <param name="Page">The work: what the worker's browser shows within the crowd's page.</param>
/// <param name="FrameHeight">In pixels; 0 lets the crowd fit it.</param>
/// <param name="Lifetime">How long it is offered.</param>
/// <param name="Token">The same token makes the same HIT, within a day.</param>
/// <param name="Annotation">A note to ourselves, by which the HIT is found again when the token is forgotten.</param>
/// <param name="Places">How many workers it takes. From ten on the fee doubles.</param>
public sealed record HitOrder(string HitType, HitPage Page, int FrameHeight, TimeSpan Lifetime, string Token, string Annotation, int Places = 1);

/// <summary>What a marketplace says of an account.</summary>
/// <param name="Identity">The access key by which it knows us; the secret is never shown.</param>
/// <param name="Available">What can be spent.</param>
/// <param name="OnHold">What is reserved for work that is out; null where the marketplace does not say.</param>
public sealed record CrowdAccount(string Identity, Money Available, Money? OnHold);

/// <summary>A piece of work as the marketplace has it.</summary>
/// <param name="Waiting">Answers that were handed in and not yet approved or rejected.</param>
public sealed record PostedHit(
    string Id, string Title, string State, Money Reward, DateTimeOffset Created, DateTimeOffset Expires, int Places, int Available, int Pending, int Completed, string? Annotation)
{
    // MTurk counts answers that wait for a review in none of its three numbers.
    public int Waiting => Places - Available - Pending - Completed;
}
