using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Crowds;

// Who may take part, and how to reach them.
public partial interface ICrowd
{
    /// <summary>The crowd's id for a qualification by the name that config.json gives it: one that all crowds know, or one of our own. Null when there is none.</summary>
    /// <exception cref="CrowdFault">The marketplace cannot be reached, or refuses us.</exception>
    Task<string?> Qualification(string name, CancellationToken cancelled);

    /// <summary>The same; one of our own that is not there is made. Workers cannot ask for it.</summary>
    /// <exception cref="CrowdFault">
    /// The marketplace cannot be reached, or refuses us. <see cref="CrowdFaultKind.NotYetKnown"/>: it was made a moment ago and is in no list yet.
    /// </exception>
    Task<string> EnsureQualification(string name, string description, CancellationToken cancelled);

    /// <summary>Deletes a qualification of our own, with all who have it. One that is not there is no mistake. Its name may stay taken for days.</summary>
    /// <exception cref="CrowdFault">The marketplace cannot be reached, or refuses us.</exception>
    Task DeleteQualification(string name, CancellationToken cancelled);

    /// <summary>Gives a worker a qualification with this value, or changes the value. The worker is not told.</summary>
    /// <exception cref="CrowdFault">The marketplace cannot be reached, or refuses us.</exception>
    Task Grant(string qualification, string worker, int value, CancellationToken cancelled);

    /// <summary>Takes a qualification away. A worker who does not have it is no mistake.</summary>
    /// <exception cref="CrowdFault">The marketplace cannot be reached, or refuses us.</exception>
    Task Revoke(string qualification, string worker, string reason, CancellationToken cancelled);

    /// <summary>Keeps a worker from all work of this account. It counts against the worker with the marketplace; a qualification does not.</summary>
    /// <exception cref="CrowdFault">The marketplace cannot be reached, or refuses us.</exception>
    Task Block(string worker, string reason, CancellationToken cancelled);

    /// <summary>Lifts a block. A worker who is not blocked is no mistake.</summary>
    /// <exception cref="CrowdFault">The marketplace cannot be reached, or refuses us.</exception>
    Task Unblock(string worker, CancellationToken cancelled);

    /// <summary>All whom this account blocks, to the last page.</summary>
    /// <exception cref="CrowdFault">The marketplace cannot be reached, or refuses us.</exception>
    IAsyncEnumerable<BlockedWorker> Blocks(CancellationToken cancelled);

    /// <summary>Writes to workers. Returns those whom it did not reach, each with the reason.</summary>
    /// <exception cref="CrowdFault">The marketplace cannot be reached, or refuses us.</exception>
    Task<IReadOnlyList<NotReached>> Notify(IReadOnlyCollection<string> workers, string subject, string text, CancellationToken cancelled);
}

/// <summary>One condition on who may take part, with the crowd's id for the qualification.</summary>
public sealed record WorkerRequirement(string Qualification, Comparison Is, IReadOnlyList<int> Values, IReadOnlyList<string> Countries, Guards Guards)
{
    /// <summary>A condition of config.json.</summary>
    public static WorkerRequirement Of(string qualification, QualificationRule rule)
        => new(qualification, rule.Is, rule.Value is { } value ? [value] : rule.Values, rule.Countries, rule.Guards);
}

public sealed record BlockedWorker(string Worker, string Reason);

/// <summary>Somebody whom a message did not reach.</summary>
public sealed record NotReached(string Worker, string Why);
