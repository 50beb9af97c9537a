using System.Runtime.CompilerServices;
using Crowdwork.Engine.Crowds;

namespace Crowdwork.Engine.Tests.Runs;

/// <summary>A crowd on paper that posts whatever it is told, and answers the next calls with faults on demand.</summary>
internal sealed class PaperBoard(TimeProvider time) : IHitBoard
{
    private readonly Lock _gate = new();
    private readonly List<PostedHit> _hits = [];
    private readonly Dictionary<string, PostedHit> _tokens = [];

    /// <summary>What the next calls of Post meet instead of an answer, in this order.</summary>
    public Queue<CrowdFaultKind> Faults { get; } = new();

    /// <summary>What every call of Post meets.</summary>
    public CrowdFaultKind? Always { get; set; }

    /// <summary>Whether the fault comes after the HIT was posted.</summary>
    public bool PostsAllTheSame { get; set; }

    /// <summary>Whether a repeated token is answered without saying which HIT it made.</summary>
    public bool KeepsIdsToItself { get; set; }

    /// <summary>Whether lists show nothing yet.</summary>
    public bool ListsNothing { get; set; }

    public List<(DateTimeOffset At, string Annotation)> Calls { get; } = [];

    public IReadOnlyList<PostedHit> Posted => _hits;

    public Task<PostedHit> Post(HitOrder order, CancellationToken cancelled)
    {
        lock (_gate)
        {
            Calls.Add((time.GetUtcNow(), order.Annotation));
            if (_tokens.TryGetValue(order.Token, out var there))
                throw new CrowdFault(CrowdFaultKind.AlreadyDone, null, "again") { Hit = KeepsIdsToItself ? null : there.Id };
            var fault = Faults.TryDequeue(out var next) ? next : Always;
            if (fault is not null && !PostsAllTheSame) throw new CrowdFault(fault.Value, null, "no");
            var hit = new PostedHit($"H{_hits.Count}", "", "Assignable", Money.Zero, time.GetUtcNow(), time.GetUtcNow() + order.Lifetime, order.Places, order.Places, 0, 0, order.Annotation);
            _hits.Add(hit);
            _tokens.Add(order.Token, hit);
            return fault is null ? Task.FromResult(hit) : throw new CrowdFault(fault.Value, null, "lost");
        }
    }

    public async IAsyncEnumerable<PostedHit> Hits([EnumeratorCancellation] CancellationToken cancelled)
    {
        await Task.CompletedTask;
        if (ListsNothing) yield break;
        foreach (var hit in _hits) yield return hit;
    }

    public Task<PostedHit?> Hit(string id, CancellationToken cancelled) => Task.FromResult(ListsNothing ? null : _hits.Find(hit => hit.Id == id));
}
