using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Conversations;

/// <summary>A turn on its way to the disk, with the frames that wait for it.</summary>
internal sealed class TurnCommit : Commit
{
    private readonly Conversation _conversation;
    private readonly int _generation;
    private readonly List<(Seat Seat, byte[] Frame)> _frames;
    private readonly List<OpenOnce>? _effects;

    public TurnCommit(
        Conversation conversation, int generation, in TurnRow row, IReadOnlyList<Projection>? projections,
        List<(Seat Seat, byte[] Frame)> frames, List<OpenOnce>? effects) : base(row, projections)
    {
        _conversation = conversation;
        _generation = generation;
        _frames = frames;
        _effects = effects;
    }

    protected internal override void Committed()
    {
        foreach (var (seat, frame) in _frames) seat.Outlet?.Send(frame);
        _conversation.OnCommitted(_effects);
    }

    protected internal override void Failed(StoreFault fault)
    {
        var turn = Turns[0];
        _conversation.OnFailed(_generation, fault, turn.Seat, turn.ClientMessageId);
    }
}

/// <summary>A complete new journal, written because a saved script changed what was said.</summary>
internal sealed class EditionCommit(
    Conversation conversation, int generation, IReadOnlyList<TurnRow> rows, IReadOnlyList<Projection> projections, Action released)
    : Commit(rows, projections)
{
    protected internal override void Committed()
    {
        released();
        conversation.OnCommitted(effects: null);
    }

    protected internal override void Failed(StoreFault fault) => conversation.OnFailed(generation, fault);
}
