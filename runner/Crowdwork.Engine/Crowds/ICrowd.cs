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
public interface ICrowd : IDisposable
{
    CrowdAddress Address { get; }

    /// <summary>Who we are there, and what there is to spend.</summary>
    /// <exception cref="CrowdFault">The marketplace cannot be reached, or refuses us.</exception>
    Task<CrowdAccount> Account(CancellationToken cancelled);

    /// <summary>Everything that this account has posted and not deleted, newest first, to the last page.</summary>
    /// <exception cref="CrowdFault">The marketplace cannot be reached, or refuses us.</exception>
    IAsyncEnumerable<PostedHit> Hits(CancellationToken cancelled);

    /// <summary>One of them, or null when there is none of this id.</summary>
    /// <exception cref="CrowdFault">The marketplace cannot be reached, or refuses us.</exception>
    Task<PostedHit?> Hit(string id, CancellationToken cancelled);

    /// <summary>Takes a HIT off the market. Whoever works on it may finish. Doing it twice is no mistake.</summary>
    /// <exception cref="CrowdFault">The marketplace cannot be reached, or refuses us.</exception>
    Task Expire(string id, CancellationToken cancelled);

    /// <summary>Deletes a HIT, with its answers. The marketplace does so only when it is off the market and every answer has been approved or rejected.</summary>
    /// <exception cref="CrowdFault">The marketplace cannot be reached, or refuses us.</exception>
    Task Delete(string id, CancellationToken cancelled);
}

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
