namespace Crowdwork.Engine.Crowds;

// Who has what: lists that are read to the end.
public partial interface ICrowd
{
    /// <summary>All who have one of our qualifications, to the last page.</summary>
    /// <exception cref="CrowdFault">The marketplace cannot be reached, or refuses us.</exception>
    IAsyncEnumerable<QualifiedWorker> Qualified(string qualification, CancellationToken cancelled);
}

public sealed record QualifiedWorker(string Worker, int Value);
