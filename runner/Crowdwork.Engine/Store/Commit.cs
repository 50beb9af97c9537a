namespace Crowdwork.Engine.Store;

/// <summary>
/// What must be durable together: turns, and the projections that follow from them. All of it is stored or nothing. Whoever submits it
/// goes on at once; exactly one of <see cref="Committed"/> and <see cref="Failed"/> is called when its fate is known.
/// </summary>
/// <remarks>
/// Both calls come on the thread that writes, in the order of submission, and everybody's durability waits while they run: hand the
/// news to a mailbox and return. They may submit further commits. The bytes of every body must stay unchanged until the call.
/// </remarks>
public abstract class Commit
{
    // One turn is by far the most frequent commit and costs no list.
    private readonly TurnRow _only;
    private readonly IReadOnlyList<TurnRow>? _several;

    /// <summary>A commit of one turn.</summary>
    protected Commit(in TurnRow turn, IReadOnlyList<Projection>? projections = null)
    {
        _only = turn;
        TurnCount = 1;
        Projections = projections ?? [];
        Weight = Overhead + turn.Body.Length;
    }

    /// <summary>A commit of any number of turns: several for a new edition, none for facts that belong to no conversation.</summary>
    protected Commit(IReadOnlyList<TurnRow> turns, IReadOnlyList<Projection>? projections = null)
    {
        ArgumentNullException.ThrowIfNull(turns);
        _several = turns;
        TurnCount = turns.Count;
        Projections = projections ?? [];
        Weight = Overhead + turns.Sum(turn => (long)turn.Body.Length);
    }

    private const int Overhead = 128;

    public IReadOnlyList<TurnRow> Turns => _several ?? [_only];

    /// <summary>Applied in this order, after the turns.</summary>
    public IReadOnlyList<Projection> Projections { get; }

    internal int TurnCount { get; }

    /// <summary>What it takes up in the queue, in bytes.</summary>
    internal long Weight { get; }

    internal TurnRow Turn(int index) => _several is null ? _only : _several[index];

    /// <summary>It is on disk, as durably as the store was asked for.</summary>
    protected internal abstract void Committed();

    /// <summary>Nothing of it is stored.</summary>
    protected internal abstract void Failed(StoreFault fault);
}
