using Crowdwork.Scripting;

namespace Crowdwork.Engine.Conversations;

// Free conversation: from a worker's first Next on, they may write at any time, and what they write waits in order.
internal sealed partial class Play
{
    private Dictionary<int, Queue<Reply>>? _floors;

    private bool HasFloor(int seat) => _floors?.ContainsKey(seat) == true;

    private void Hear(Said said)
    {
        var worker = Find(said.Seat);
        if (worker is null || _floors is null || !_floors.TryGetValue(said.Seat, out var inbox)) return;
        Add(new Act(ActKind.Took) { Seat = said.Seat });

        if (OpenAskOf(said.Seat) is { PromptKind: PromptKind.Next } next)
        {
            _open.Remove(next);
            next.Answer(said, _now);
            return;
        }

        worker.Remember(worker.Role, said.Text, _now);
        inbox.Enqueue(new Reply(worker, said.Text, _now, TimeSpan.Zero, value: null));
    }

    private Reply? TakeFromInbox(Worker worker, CallSite at)
    {
        _floors ??= [];
        if (_floors.TryGetValue(worker.Seat, out var inbox)) return inbox.TryDequeue(out var reply) ? reply : null;

        _floors[worker.Seat] = new Queue<Reply>();
        if (!worker.IsModel) Add(new Act(ActKind.Floor) { Seat = worker.Seat, Site = SiteOf(at) });
        return null;
    }
}
