namespace Crowdwork.Engine.Crowds;

/// <summary>The part of a crowd that HITs are posted on and found again at: all that whoever posts needs to know of it.</summary>
public interface IHitBoard
{
    /// <summary>Posts a HIT. A token that was used before is <see cref="CrowdFaultKind.AlreadyDone"/>, and the fault says which HIT it made.</summary>
    /// <exception cref="CrowdFault">The marketplace cannot be reached, or refuses us.</exception>
    Task<PostedHit> Post(HitOrder order, CancellationToken cancelled);

    /// <summary>Everything that this account has posted and not deleted, newest first, to the last page.</summary>
    /// <exception cref="CrowdFault">The marketplace cannot be reached, or refuses us.</exception>
    IAsyncEnumerable<PostedHit> Hits(CancellationToken cancelled);

    /// <summary>One of them, or null when there is none of this id.</summary>
    /// <exception cref="CrowdFault">The marketplace cannot be reached, or refuses us.</exception>
    Task<PostedHit?> Hit(string id, CancellationToken cancelled);
}
