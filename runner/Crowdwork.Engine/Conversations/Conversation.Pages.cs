using Crowdwork.Engine.Store;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Conversations;

// Seats and the pages that come and go.
internal sealed partial class Conversation
{
    /// <summary>Begins: the script runs to its first await.</summary>
    public void Begin(Began began)
    {
        IsOnboarding = began.Onboarding;
        _unit = began.Unit;
        _startedAt = _setting.Now;
        _play = new Play(_program, _rules, Foreign);
        Post(began);
    }

    private void Seat(Arrival arrival)
    {
        if (_broken is not null || _play is not { IsOver: false } play || !play.WaitsFor(arrival.Call))
        {
            _setting.Room.NotSeated(this, arrival.Comers.Where(comer => !comer.IsModel).Select(comer => new WorkerId(comer.Worker)).ToArray());
            return;
        }

        HasMet = true;

        var seatings = new List<Seating>(arrival.Comers.Count);
        foreach (var comer in arrival.Comers)
        {
            var seat = new Seat(_seats.Count + 1, new WorkerId(comer.Worker), comer.Role, comer.IsModel) { Outlet = comer.Outlet };
            if (comer.Outlet is null && !comer.IsModel) seat.AwaySince = _setting.Now;
            _seats.Add(seat);
            seatings.Add(new Seating(seat.Number, comer.Worker, comer.Role, comer.IsModel));
            comer.Outlet?.Send(ServerFrames.Welcome(
                comer.Worker, _rules.Task, Id.Value, Edition, seq: 0, reset: true, _setting.Now, _setting.ClockRuns()));
            if (_rules.PagesFrame is { } pages) comer.Outlet?.Send(pages);
        }

        Handle(new Met(arrival.Call, seatings));
    }

    private void Attach(Mail.Attach attach)
    {
        if (_broken is not null && !Recover())
        {
            attach.Outlet.Close(LineEnd.StoreTrouble);
            return;
        }

        var seat = Find(attach.Worker);
        if (seat is null)
        {
            _setting.Room.NotSeated(this, [attach.Worker]);
            return;
        }

        if (seat.Outlet is { } older && older != attach.Outlet) older.Close(LineEnd.Superseded);

        // What is committed from now on is held back until what was committed before has been sent. What falls in between may be sent twice, and the
        // page ignores numbers that it has seen.
        attach.Outlet.Hold();
        seat.Outlet = attach.Outlet;
        var wasAway = seat.AwaySince is not null;
        seat.AwaySince = null;

        var reset = attach.Edition != Edition || attach.Event > seat.LastEvent;
        var seen = reset ? 0 : attach.Event;
        attach.Outlet.SendFirst(ServerFrames.Welcome(
            seat.Worker.Value, _rules.Task, Id.Value, Edition, seat.LastEvent, reset, _setting.Now, _setting.ClockRuns()));
        if (_rules.PagesFrame is { } pages) attach.Outlet.SendFirst(pages);
        if (seen < seat.LastEvent && !TrySendBacklog(seat, seen, attach.Outlet)) return;
        attach.Outlet.Release();

        if (wasAway) TellOthers(seat, online: true);
        foreach (var other in _seats)
            if (other != seat && !other.IsModel && !other.HasEnded && other.AwaySince is not null)
                attach.Outlet.Send(ServerFrames.Presence(other.Role, online: false));
        _setting.Room.Changed();
    }

    private bool TrySendBacklog(Seat seat, int seen, ISeatOutlet outlet)
    {
        try
        {
            SendBacklog(seat, seen, outlet);
            return true;
        }
        catch (Exception e) when (e is StoreException or ObjectDisposedException)
        {
            // The store cannot be read, or is being closed. The page keeps what it has and comes again.
            if (e is StoreException failed) _setting.Room.StoreFailed(this, failed.Fault);
            outlet.Close(LineEnd.StoreTrouble);
            return false;
        }
    }

    private void SendBacklog(Seat seat, int seen, ISeatOutlet outlet)
    {
        var counts = new int[_seats.Count];
        foreach (var row in _setting.Store.ReadTurns(Id, Edition))
        {
            SeatEvents.Of(
                TurnJson.Read(row.Number, row.AtUnixMs, row.Body), Edition,
                number => number == seat.Number ? ++counts[number - 1] : 0,
                (number, frame) =>
                {
                    if (number == seat.Number && counts[number - 1] > seen) outlet.SendFirst(frame);
                });
        }
    }

    private void Detach(Mail.Detach detach)
    {
        var seat = Find(detach.Worker);
        if (seat is null || seat.Outlet != detach.Outlet) return;
        seat.Outlet = null;
        if (seat.HasEnded) return;

        seat.AwaySince = _setting.Now;
        TellOthers(seat, online: false);
        RegisterDue();
        _setting.Room.Changed();
    }

    private void TellOthers(Seat seat, bool online)
    {
        if (seat.HasEnded) return;
        var frame = ServerFrames.Presence(seat.Role, online);
        foreach (var other in _seats)
            if (other != seat && !other.HasEnded) other.Outlet?.Send(frame);
    }

    private void Broadcast(byte[] frame)
    {
        foreach (var seat in _seats) seat.Outlet?.Send(frame);
    }

    private void PassOnTyping(Seat? seat)
    {
        if (seat is not { HasEnded: false }) return;
        var frame = ServerFrames.Typing(seat.Role);
        foreach (var other in _seats)
            if (other != seat && !other.HasEnded) other.Outlet?.Send(frame);
    }

    private void LookAtTheClock()
    {
        _registeredDue = long.MaxValue;
        if (_broken is not null && _isStored && !Recover()) TryAgainSoon();
        var now = _setting.Now;
        while (_play is { IsOver: false } play && DueCall(play, now) is { } call) Handle(new Due(call.Id));

        foreach (var seat in _seats)
            if (_play is { IsOver: false } && seat is { HasEnded: false, AwaySince: { } since } && now >= since + _rules.Grace)
                Handle(new LeftFor(seat.Number, Departure.Disconnected));
        RegisterDue();
    }

    private static OpenCall? DueCall(Play play, DateTimeOffset now)
    {
        var time = now.ToUnixTimeMilliseconds();
        OpenCall? first = null;
        foreach (var call in play.Open)
            if (call.Due != 0 && call.Due <= time && (first is null || call.Due < first.Due)) first = call;
        return first;
    }

    private void RegisterDue()
    {
        if (_play is not { IsOver: false } play)
        {
            Volatile.Write(ref _nextDue, 0);
            return;
        }

        var due = play.NextDue;
        foreach (var seat in _seats)
        {
            if (seat is not { HasEnded: false, AwaySince: { } since }) continue;
            var graceEnds = (since + _rules.Grace).ToUnixTimeMilliseconds();
            if (due == 0 || graceEnds < due) due = graceEnds;
        }

        Volatile.Write(ref _nextDue, due);
        if (due == 0 || due >= _registeredDue) return;
        _registeredDue = due;
        _setting.Deadlines.Register(this, due);
    }
}
