using Crowdwork.Engine.Crowds;

namespace Crowdwork.Engine.Tests.Runs.Payments;

/// <summary>The process is dead.</summary>
internal sealed class ProcessKilled : Exception;

/// <summary>When a process dies.</summary>
public enum Dies
{
    /// <summary>The intent is on disk, the crowd has heard nothing.</summary>
    BeforeTheCall,

    /// <summary>It is done over there, and nothing heard the reply.</summary>
    BeforeTheReply,

    /// <summary>The reply came, and could not be written down any more.</summary>
    BeforeTheResult,
}

/// <summary>The crowd as a process sees it that is killed at the n-th call that changes something: from then on nothing of that process happens any more.</summary>
internal sealed class MortalCrowd(ICrowd crowd, Dies how, int atCall, Action lastBreath) : ICrowd
{
    private int _calls;

    public CrowdAddress Address => crowd.Address;

    /// <summary>Whether it came to the call that it dies at.</summary>
    public bool IsDead => _calls >= atCall;

    public Task Approve(string assignment, string? words, CancellationToken cancelled) => Change(() => crowd.Approve(assignment, words, cancelled));

    public Task Reject(string assignment, string reason, CancellationToken cancelled) => Change(() => crowd.Reject(assignment, reason, cancelled));

    public Task TakeBackRejection(string assignment, string? words, CancellationToken cancelled) => Change(() => crowd.TakeBackRejection(assignment, words, cancelled));

    public Task PayBonus(BonusOrder order, CancellationToken cancelled) => Change(() => crowd.PayBonus(order, cancelled));

    public Task<string> EnsureQualification(string name, string description, CancellationToken cancelled) => Change(() => crowd.EnsureQualification(name, description, cancelled));

    public Task DeleteQualification(string name, CancellationToken cancelled) => Change(() => crowd.DeleteQualification(name, cancelled));

    public Task Grant(string qualification, string worker, int value, CancellationToken cancelled) => Change(() => crowd.Grant(qualification, worker, value, cancelled));

    public Task Revoke(string qualification, string worker, string reason, CancellationToken cancelled) => Change(() => crowd.Revoke(qualification, worker, reason, cancelled));

    public Task Block(string worker, string reason, CancellationToken cancelled) => Change(() => crowd.Block(worker, reason, cancelled));

    public Task Unblock(string worker, CancellationToken cancelled) => Change(() => crowd.Unblock(worker, cancelled));

    public Task<string> HitType(HitTerms terms, CancellationToken cancelled) => Change(() => crowd.HitType(terms, cancelled));

    public Task<PostedHit> Post(HitOrder order, CancellationToken cancelled) => Change(() => crowd.Post(order, cancelled));

    public Task<IReadOnlyList<NotReached>> Notify(IReadOnlyCollection<string> workers, string subject, string text, CancellationToken cancelled)
        => Change(() => crowd.Notify(workers, subject, text, cancelled));

    public Task Expire(string id, CancellationToken cancelled) => Change(() => crowd.Expire(id, cancelled));

    public Task Delete(string id, CancellationToken cancelled) => Change(() => crowd.Delete(id, cancelled));

    public IAsyncEnumerable<HandedIn> Answers(string hit, CancellationToken cancelled) => Alive(() => crowd.Answers(hit, cancelled));

    public Task<HandedIn?> Answer(string assignment, CancellationToken cancelled) => Alive(() => crowd.Answer(assignment, cancelled));

    public IAsyncEnumerable<PaidBonus> Bonuses(string assignment, CancellationToken cancelled) => Alive(() => crowd.Bonuses(assignment, cancelled));

    public Task<string?> Qualification(string name, CancellationToken cancelled) => Alive(() => crowd.Qualification(name, cancelled));

    public IAsyncEnumerable<BlockedWorker> Blocks(CancellationToken cancelled) => Alive(() => crowd.Blocks(cancelled));

    public IAsyncEnumerable<QualifiedWorker> Qualified(string qualification, CancellationToken cancelled) => Alive(() => crowd.Qualified(qualification, cancelled));

    public Task<CrowdAccount> Account(CancellationToken cancelled) => Alive(() => crowd.Account(cancelled));

    public IAsyncEnumerable<PostedHit> Hits(CancellationToken cancelled) => Alive(() => crowd.Hits(cancelled));

    public Task<PostedHit?> Hit(string id, CancellationToken cancelled) => Alive(() => crowd.Hit(id, cancelled));

    public void Dispose()
    {
    }

    private T Alive<T>(Func<T> call) => Volatile.Read(ref _calls) >= atCall ? throw new ProcessKilled() : call();

    private Task<bool> Change(Func<Task> call) => Change(async () =>
    {
        await call();
        return true;
    });

    private async Task<T> Change<T>(Func<Task<T>> make)
    {
        var call = Interlocked.Increment(ref _calls);
        if (call > atCall || (call == atCall && how == Dies.BeforeTheCall)) throw new ProcessKilled();
        var made = await make();
        if (call < atCall) return made;
        if (how == Dies.BeforeTheReply) throw new ProcessKilled();
        lastBreath();
        return made;
    }
}
