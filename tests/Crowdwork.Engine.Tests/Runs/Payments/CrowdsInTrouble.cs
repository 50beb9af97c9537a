using Crowdwork.Engine.Crowds;

namespace Crowdwork.Engine.Tests.Runs.Payments;

/// <summary>A crowd that passes everything on; what a test wants otherwise it says.</summary>
internal abstract class RelayedCrowd(ICrowd crowd) : ICrowd
{
    public CrowdAddress Address => crowd.Address;

    public virtual Task Approve(string assignment, string? words, CancellationToken cancelled) => crowd.Approve(assignment, words, cancelled);

    public Task PayBonus(BonusOrder order, CancellationToken cancelled) => crowd.PayBonus(order, cancelled);

    public Task Reject(string assignment, string reason, CancellationToken cancelled) => crowd.Reject(assignment, reason, cancelled);

    public Task TakeBackRejection(string assignment, string? words, CancellationToken cancelled) => crowd.TakeBackRejection(assignment, words, cancelled);

    public IAsyncEnumerable<HandedIn> Answers(string hit, CancellationToken cancelled) => crowd.Answers(hit, cancelled);

    public Task<HandedIn?> Answer(string assignment, CancellationToken cancelled) => crowd.Answer(assignment, cancelled);

    public IAsyncEnumerable<PaidBonus> Bonuses(string assignment, CancellationToken cancelled) => crowd.Bonuses(assignment, cancelled);

    public Task<string?> Qualification(string name, CancellationToken cancelled) => crowd.Qualification(name, cancelled);

    public Task<string> EnsureQualification(string name, string description, CancellationToken cancelled) => crowd.EnsureQualification(name, description, cancelled);

    public virtual Task DeleteQualification(string name, CancellationToken cancelled) => crowd.DeleteQualification(name, cancelled);

    public Task Grant(string qualification, string worker, int value, CancellationToken cancelled) => crowd.Grant(qualification, worker, value, cancelled);

    public Task Revoke(string qualification, string worker, string reason, CancellationToken cancelled) => crowd.Revoke(qualification, worker, reason, cancelled);

    public Task Block(string worker, string reason, CancellationToken cancelled) => crowd.Block(worker, reason, cancelled);

    public Task Unblock(string worker, CancellationToken cancelled) => crowd.Unblock(worker, cancelled);

    public IAsyncEnumerable<BlockedWorker> Blocks(CancellationToken cancelled) => crowd.Blocks(cancelled);

    public IAsyncEnumerable<QualifiedWorker> Qualified(string qualification, CancellationToken cancelled) => crowd.Qualified(qualification, cancelled);

    public Task<IReadOnlyList<NotReached>> Notify(IReadOnlyCollection<string> workers, string subject, string text, CancellationToken cancelled) => crowd.Notify(workers, subject, text, cancelled);

    public Task<CrowdAccount> Account(CancellationToken cancelled) => crowd.Account(cancelled);

    public Task<string> HitType(HitTerms terms, CancellationToken cancelled) => crowd.HitType(terms, cancelled);

    public Task<PostedHit> Post(HitOrder order, CancellationToken cancelled) => crowd.Post(order, cancelled);

    public IAsyncEnumerable<PostedHit> Hits(CancellationToken cancelled) => crowd.Hits(cancelled);

    public Task<PostedHit?> Hit(string id, CancellationToken cancelled) => crowd.Hit(id, cancelled);

    public Task Expire(string id, CancellationToken cancelled) => crowd.Expire(id, cancelled);

    public Task Delete(string id, CancellationToken cancelled) => crowd.Delete(id, cancelled);

    public void Dispose()
    {
    }
}

/// <summary>Refuses every approval in the same way; nothing happens.</summary>
internal sealed class RefusingCrowd(ICrowd crowd, CrowdFaultKind kind) : RelayedCrowd(crowd)
{
    public override Task Approve(string assignment, string? words, CancellationToken cancelled) => throw new CrowdFault(kind, null, "no");
}

/// <summary>Deletes no qualification, for this reason.</summary>
internal sealed class KeepingCrowd(ICrowd crowd, CrowdFaultKind kind) : RelayedCrowd(crowd)
{
    public override Task DeleteQualification(string name, CancellationToken cancelled) => throw new CrowdFault(kind, null, "It is still needed.");
}

/// <summary>Does not know for a while what was handed in.</summary>
internal sealed class ForgetfulCrowd(ICrowd crowd, int times) : RelayedCrowd(crowd)
{
    public int Calls { get; private set; }

    public override Task Approve(string assignment, string? words, CancellationToken cancelled)
        => Calls++ < times ? throw new CrowdFault(CrowdFaultKind.NotYetKnown, null, "not yet") : base.Approve(assignment, words, cancelled);
}
