using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Review;
using Crowdwork.Engine.Runs.Payments;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Runs;

/// <summary>How a run stands with its crowd, for whoever watches.</summary>
/// <param name="Phase">What it is about.</param>
/// <param name="Posted">HITs that were ever posted.</param>
/// <param name="Offered">Of them, those that nobody has come for.</param>
/// <param name="HandedIn">Assignments that were handed in.</param>
/// <param name="Posting">How far posting is, while it goes on.</param>
/// <param name="Trouble">What keeps it from going on just now; null when nothing does.</param>
public sealed record RunProgress(RunPhase Phase, int Posted, int Offered, int HandedIn, PostingProgress? Posting, string? Trouble);

public enum RunPhase
{
    /// <summary>It offers work, and workers do it.</summary>
    Collecting,

    /// <summary>The pilot is done, and the requester is to look at it.</summary>
    PilotIsOver,

    /// <summary>Nothing new begins; those at work go on.</summary>
    Finishing,

    /// <summary>All work is in.</summary>
    Collected,
}

/// <summary>
/// Keeps a run and its marketplace in step until all work is in: looks what has happened there, offers what is missing, takes back what is not needed, pays.
/// </summary>
/// <remarks>
/// <code>
///   +--> look: list HITs --Sighting--> fetch answers, notice who has gone, close what has expired
///   |    pay what is due                (Payer, beside it: it may wait long for the marketplace)
///   |    Demand --intents under the cap--> Outbox --> marketplace
///   |    all had? --> take back what nobody has accepted
///   +--- wait: a moment when something has happened, longer and longer when nothing does
/// </code>
/// The marketplace is asked and never trusted to tell: no message of it has to arrive for a run to go on. Every step can be repeated, so a process that was killed in
/// any of them begins again with the first. What goes wrong for a time (no network, no money, too many calls) is told and tried again; nothing ends a run but its end.
/// </remarks>
public sealed class RunLoop : IAsyncDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(10);

    // Lists of a marketplace are behind by some seconds. Somebody who has just accepted must not be taken for somebody who has just given back.
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(20);

    // As short as marketplaces allow.
    private static readonly TimeSpan ShortestOffer = TimeSpan.FromSeconds(30);

    private readonly CrowdRun _room;
    private readonly ICrowd _crowd;
    private readonly CrowdStore _store;
    private readonly TimeProvider _time;
    private readonly CrowdGate _gate;
    private readonly Spending _spending;
    private readonly Payer _payer;
    private readonly Outbox _outbox;
    private readonly IReviewProposals _proposals;
    private readonly CancellationTokenSource _closing = new();
    private readonly RunRhythm _rhythm;
    private readonly Lock _resting = new();
    private TaskCompletionSource _attention = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _paying = Task.CompletedTask;
    private PayReport? _paid;
    private string? _payTrouble;
    private bool _isResting;
    private bool _wakes;

    /// <param name="room">The run.</param>
    /// <param name="crowd">Where it was launched.</param>
    /// <param name="time">The clock.</param>
    /// <param name="rhythm">How often the marketplace is asked; null for what suits it.</param>
    public RunLoop(CrowdRun room, ICrowd crowd, TimeProvider time, RunRhythm? rhythm = null)
    {
        (_room, _crowd, _store, _time) = (room, crowd, room.Store, time);
        _rhythm = rhythm ?? (crowd.Address.IsLocal ? RunRhythm.OnThisMachine : RunRhythm.Usual);
        _gate = new CrowdGate(time, _rhythm.Start);
        _spending = Spending.Of(_store, room.Id);
        _payer = new Payer(_store, crowd, _gate, _spending, time, room.Id);
        _outbox = new Outbox(_store, crowd, time, _rhythm.Start);
        _proposals = new ReviewProposals(_store, room.Rule);
        room.WantsAttention += Attend;
    }

    public CrowdGate Gate => _gate;

    public Spending Spending => _spending;

    public Payer Payer => _payer;

    /// <summary>What the task's rule says, by the script as it was launched.</summary>
    public IReviewProposals Proposals => _proposals;

    /// <summary>How it stands.</summary>
    public RunProgress Progress { get; private set; } = new(RunPhase.Collecting, 0, 0, 0, null, null);

    /// <summary>Whether it has nothing to do until time passes or something happens. A clock that jumps may jump then.</summary>
    public bool IsResting
    {
        get
        {
            lock (_resting) return _isResting && _paying.IsCompleted;
        }
    }

    /// <summary>Raised when <see cref="Progress"/> has changed; from the loop's own thread.</summary>
    public event Action? Changed;

    /// <summary>Goes on until all work is in, or it is cancelled, which leaves everything as it is for <c>runner resume</c>.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task Run(CancellationToken leave)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(leave, _closing.Token);
        var wait = Soon;
        while (true)
        {
            var attention = Volatile.Read(ref _attention).Task;
            try
            {
                if (await Round(stopping.Token) && await PayTheRest(stopping.Token)) break;
                wait = attention.IsCompleted ? Soon : Longer(wait);
                Tell(Progress with { Trouble = _payTrouble });
            }
            catch (CrowdFault fault)
            {
                wait = AfterTrouble;
                Tell(Progress with { Posting = null, Trouble = fault.Message });
            }
            catch (StoreException trouble)
            {
                // A full disk: nothing was begun that is not written down. It goes on when there is room.
                wait = AfterTrouble;
                Tell(Progress with { Posting = null, Trouble = trouble.Message });
            }

            if (await Wait(wait, stopping.Token)) wait = Soon;
        }

        await _store.Write(new Projection.RunClosed(_room.Id, Now));
        Tell(Progress with { Phase = RunPhase.Collected, Posting = null, Trouble = _payTrouble });
        lock (_resting) _isResting = true;
    }

    /// <summary>Looks at the marketplace at once, and not when the time has come.</summary>
    public void Attend()
    {
        lock (_resting)
        {
            if (_wakes) _isResting = false;
            Interlocked.Exchange(ref _attention, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _room.WantsAttention -= Attend;
        await _closing.CancelAsync();
        try
        {
            await _paying;
        }
        catch (OperationCanceledException)
        {
            // What was on its way is settled by the next process.
        }

        _payer.Dispose();
        _spending.Dispose();
        _closing.Dispose();
    }

    /// <summary>One look, and what follows from it. True when all work is in.</summary>
    private async Task<bool> Round(CancellationToken cancelled)
    {
        _room.LookAtTheClock();
        // What was written down a moment ago has to be read below.
        await _store.FlushAsync();
        var seen = await Look(cancelled);
        PayBeside();
        // Before anything is offered: without money nothing can be, and what is out is to be taken back all the same.
        await TakeBack(seen, cancelled);
        await Offer(cancelled);
        Tell(Standing());
        return IsOver();
    }

    private async Task<IReadOnlyList<PostedHit>> Look(CancellationToken cancelled)
    {
        var askedAt = _time.GetUtcNow();
        var ours = _store.Hits(_room.Id).Where(row => row.Hit is not null).Select(row => row.Hit!).ToHashSet(StringComparer.Ordinal);
        var seen = ours.Count == 0 ? [] : await _gate.Pass(async () => await _crowd.Hits(cancelled).Where(hit => ours.Contains(hit.Id)).ToListAsync(cancelled), Urgency.Usual, cancelled);
        foreach (var sighting in Sighting.Of(seen, _store.Hits(_room.Id), _store.Attendances(_room.Id), _store.Submissions(_room.Id), askedAt, Lag))
            await Follow(sighting, cancelled);
        return seen;
    }

    private async Task Follow(Sighting sighting, CancellationToken cancelled)
    {
        switch (sighting)
        {
            case Sighting.News news:
                var answers = await _gate.Pass(async () => await _crowd.Answers(news.Hit, cancelled).ToListAsync(cancelled), Urgency.Usual, cancelled);
                await _store.Write([.. answers.Select(Seen)]);
                break;
            case Sighting.FreeAgain free:
                _room.NoteGone(new Rooms.Attendance(free.By.Worker, free.By.Assignment), "returned");
                break;
            case Sighting.Over over:
                await _store.Write(new Projection.HitClosed(over.Row.Run, over.Row.Place, over.Row.Generation, "expired", Now));
                break;
        }
    }

    private Projection.SubmissionSeen Seen(HandedIn one) => new(
        _room.Id, one.Assignment, new WorkerId(one.Worker), one.Hit,
        one.Verdict switch { Verdict.Approved => SubmissionVerdict.Approved, Verdict.Rejected => SubmissionVerdict.Rejected, _ => SubmissionVerdict.None },
        one.Words, one.Answer, one.Accepted.ToUnixTimeMilliseconds(), one.At.ToUnixTimeMilliseconds(), one.ApprovesItselfAt?.ToUnixTimeMilliseconds(),
        one.Verdict == Verdict.None ? null : Now);

    // A payment may have to wait minutes for the marketplace to know of a submission. Nobody else waits for that.
    private void PayBeside()
    {
        if (!_paying.IsCompleted) return;
        // What is no matter of the crowd or the disk is a fault of ours, and comes out here.
        if (_paying.IsFaulted) _paying.GetAwaiter().GetResult();
        _paying = Pay();

        async Task Pay()
        {
            try
            {
                _paid = await _payer.Pay(_room.Terms.PayAsProposed ? _proposals : null, null, _closing.Token, PayPatience.Brief);
                _payTrouble = _paid.Halted?.Message ?? (_paid.CountOf(PayOutcome.OverCap) is > 0 and var over
                    ? $"{over} payments do not fit under the cap and wait.\n  Allow more with: runner resume {_room.Id} --budget <dollars>" : null);
            }
            catch (StoreException trouble)
            {
                _payTrouble = trouble.Message;
            }
        }
    }

    /// <summary>What is due at the end is paid before the run is closed. False when that could not be done just now.</summary>
    private async Task<bool> PayTheRest(CancellationToken cancelled)
    {
        // Whoever leaves does not wait for a payment that waits for the marketplace: it is brought to its end by the next process.
        await _paying.WaitAsync(cancelled);
        PayBeside();
        await _paying.WaitAsync(cancelled);
        return _paid is { Halted: null };
    }

    private async Task Offer(CancellationToken cancelled)
    {
        if (WhyUnwanted() is { } why)
        {
            // What was begun and is in doubt may be there, and is looked for again; meanwhile the run is not over.
            if (!await _outbox.Settle(_room.Id, why, Lag, cancelled)) Attend();
            return;
        }

        var rows = _store.Hits(_room.Id);
        // What a process that was killed was about to post is settled first: the marketplace may have it.
        var pending = rows.Count(row => row.State == HitState.Intended);
        var places = rows.Count == 0 ? 0 : rows.Max(row => row.Place) + 1;
        var wanted = Demand.ToPost(SituationOf(rows), _room.Terms.Config.Overlaunch, _room.Terms.Config.Limits.Connections);
        // They are as good as offered. Counted as missing, every round without money would intend one more of them.
        var more = Math.Max(0, wanted - pending);
        if (more > 0) places = await Intend(rows, places, more);
        if (more == 0 && pending == 0) return;

        var standing = Standing();
        var progress = new Reporting(posting => Tell(standing with { Posting = posting }));
        var posting = await _outbox.Post(_room.Id, OfferOf(), places, progress, cancelled, () => WhyUnwanted() is null);
        if (posting.Halted is { } halted && WhyUnwanted() is null) throw halted;
    }

    // Then nothing is posted any more: a run does not wait for money to post what it would take back.
    private string? WhyUnwanted()
    {
        if (_room.IsStopped) return "the run was stopped.";
        if (_room.IsComplete) return "the run had all that it wanted.";
        if (_room.PilotIsOver) return "the pilot was over.";
        return LifetimeLeft < ShortestOffer ? "the time to offer work was over." : null;
    }

    /// <summary>Writes down which HITs are about to be posted, all of them or none, if the cap allows them.</summary>
    private async Task<int> Intend(IReadOnlyList<HitRow> rows, int places, int more)
    {
        var refused = rows.GroupBy(row => row.Place).Count(place => place.MaxBy(row => row.Generation)!.State == HitState.Refused);
        var target = places + Math.Max(0, more - refused);
        var fresh = OutboxRules.ToSend(_room.Id, rows, target).Where(tag => !rows.Any(row => row.State == HitState.Intended && HitTag.Of(row) == tag)).ToList();
        var cents = fresh.Count * PlaceCents;
        var isAllowed = await _spending.Commit(cents, 0, [.. fresh.Select(tag => new Projection.HitIntended(tag.Run, tag.Place, tag.Generation, tag.Token, Now))]);
        return isAllowed ? target : places;
    }

    private Situation SituationOf(IReadOnlyList<HitRow> rows)
    {
        var handedIn = _store.Submissions(_room.Id).Select(row => row.Assignment).ToHashSet(StringComparer.Ordinal);
        var posted = rows.Where(row => row is { State: HitState.Posted, Hit: not null }).Select(row => row.Hit!).ToList();
        var left = Math.Max(0, _spending.LeftCents - BonusesStillPlanned) / PlaceCents;
        return _room.SituationNow(posted, handedIn, (int)Math.Min(left, int.MaxValue));
    }

    // Money for bonuses that were planned is not spent on replacements.
    private long BonusesStillPlanned
    {
        get
        {
            var planned = _room.Terms.PlannedBonuses.Sum(bonus => bonus.Count * (CentsOf(bonus.Amount) + CentsOf(Fees.OnBonus(bonus.Amount))));
            if (planned == 0) return 0;
            var intended = _store.Ledger(_room.Id).Where(row => row is { Step: LedgerStep.Intent, Kind: not LedgerKind.Refund } && row.Payment.Contains("bonus:", StringComparison.Ordinal)).Sum(row => row.Cents);
            return Math.Max(0, planned - intended);
        }
    }

    private async Task TakeBack(IReadOnlyList<PostedHit> seen, CancellationToken cancelled)
    {
        var now = _time.GetUtcNow();
        var isOver = _room.IsStopped || _room.IsComplete || _room.PilotIsOver;
        if (!Demand.MayTakeBack(SituationOf(_store.Hits(_room.Id)), isOver) && !_room.IsStopped) return;
        foreach (var hit in seen.Where(hit => hit.Expires > now)) await _gate.Pass(() => _crowd.Expire(hit.Id, cancelled), Urgency.Stopping, cancelled);
        if (seen.Any(hit => hit.Expires > now)) Attend();
    }

    /// <summary>
    /// All work is in: nothing more is wanted or can be had, nobody is here, and of every HIT it is known what became of it. What was handed in may still wait for a
    /// decision, which needs no run.
    /// </summary>
    private bool IsOver()
    {
        if (_room.PilotIsOver && !_room.IsStopped) return false;
        var rows = _store.Hits(_room.Id);
        if (_room.Here > 0 || rows.Any(row => row.State == HitState.Intended)) return false;
        var handedIn = _store.Submissions(_room.Id).Select(row => row.Hit).ToHashSet(StringComparer.Ordinal);
        if (rows.Any(row => row.State == HitState.Posted && !handedIn.Contains(row.Hit!))) return false;
        return _room.IsStopped || _room.IsComplete || LifetimeLeft <= TimeSpan.Zero || SituationOf(rows).PlacesLeftUnderCap == 0;
    }

    // From the launch on, also for HITs that are posted late in place of others.
    private TimeSpan LifetimeLeft => DateTimeOffset.FromUnixTimeMilliseconds(_room.Launch.AtUnixMs) + _room.Terms.Config.Lifetime - _time.GetUtcNow();

    private RunProgress Standing()
    {
        var rows = _store.Hits(_room.Id);
        var phase = _room.PilotIsOver && !_room.IsStopped ? RunPhase.PilotIsOver : _room.IsStopped || _room.IsComplete ? RunPhase.Finishing : RunPhase.Collecting;
        return new RunProgress(phase, rows.Count(row => row.Hit is not null), SituationOf(rows).Offered, _store.Submissions(_room.Id).Count, null, _payTrouble);
    }

    private Offer OfferOf() => new(
        _room.Launch.HitType, new Uri(_room.Terms.PublicUrl, $"worker/enter?run={Uri.EscapeDataString(_room.Id.Value)}"), _room.Terms.Config.FrameHeight,
        LifetimeLeft > ShortestOffer ? TimeSpan.FromSeconds(Math.Floor(LifetimeLeft.TotalSeconds)) : ShortestOffer);

    private long PlaceCents => CentsOf(_room.Terms.PerPlace);

    private async Task<bool> Wait(TimeSpan time, CancellationToken cancelled)
    {
        var attention = await Rest(time, wakes: true, cancelled);
        if (attention && _rhythm.Gather > TimeSpan.Zero) await Rest(_rhythm.Gather, wakes: false, cancelled);
        return attention;
    }

    /// <summary>Does nothing for so long, or until it is to attend. Answers whether that was why.</summary>
    private async Task<bool> Rest(TimeSpan time, bool wakes, CancellationToken cancelled)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var giveUp = cancelled.Register(Wake);
        Task attention;
        lock (_resting)
        {
            attention = wakes ? Volatile.Read(ref _attention).Task : over.Task;
            (_isResting, _wakes) = (true, wakes);
        }

        // Awake from the moment when the time has come, and not only when the loop goes on.
        await using var timer = _time.CreateTimer(_ => Wake(), null, time, Timeout.InfiniteTimeSpan);
        await Task.WhenAny(attention, over.Task);
        cancelled.ThrowIfCancellationRequested();
        return wakes && attention.IsCompleted;

        void Wake()
        {
            lock (_resting) _isResting = false;
            over.TrySetResult();
        }
    }

    private TimeSpan Longer(TimeSpan wait) => wait * 1.5 < _rhythm.Longest ? wait * 1.5 : _rhythm.Longest;

    private static long CentsOf(Money money) => decimal.ToInt64(money.Dollars * 100);

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private void Tell(RunProgress progress)
    {
        if (progress == Progress) return;
        Progress = progress;
        Changed?.Invoke();
    }

    private sealed class Reporting(Action<PostingProgress> tell) : IProgress<PostingProgress>
    {
        public void Report(PostingProgress value) => tell(value);
    }
}
