using System.Collections.Concurrent;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Runs;

/// <summary>What a run offers: the same for each of its HITs.</summary>
/// <param name="HitType">From <see cref="ICrowd.HitType"/>.</param>
/// <param name="Page">What a worker's browser opens.</param>
/// <param name="FrameHeight">In pixels; 0 lets the crowd fit it.</param>
/// <param name="Lifetime">How long a HIT is offered.</param>
public sealed record Offer(string HitType, Uri Page, int FrameHeight, TimeSpan Lifetime);

/// <summary>How far posting has come.</summary>
/// <param name="Posted">Places that are on the crowd, from before too.</param>
/// <param name="Places">Places that are wanted.</param>
/// <param name="PerSecond">The pace.</param>
/// <param name="Trouble">Why it does not go on just now; null when it does.</param>
public sealed record PostingProgress(int Posted, int Places, double PerSecond, CrowdFault? Trouble);

/// <summary>What became of posting.</summary>
/// <param name="Posted">Places that are on the crowd, from before too.</param>
/// <param name="Adopted">How many of them had been posted by a call whose reply never came.</param>
/// <param name="Halted">Why it stopped before all were posted; calling again goes on from there.</param>
public sealed record Posting(int Posted, int Adopted, CrowdFault? Halted);

/// <summary>
/// Puts the HITs of a run on a crowd, each exactly once, whatever is lost on the way: replies, connections, this process.
/// </summary>
/// <remarks>
/// <code>
///   1  store: intended(run, place, generation)     on disk before the crowd hears of it
///   2  crowd: Post(token, annotation)              the token follows from the three, so a second call makes nothing twice
///   3  store: posted(HIT id)
///
///   killed after 1 --> the next start looks for the annotation on the crowd, does not find it, and sends
///   killed after 2 --> it finds it, or the token says "already done" and which HIT; either way the HIT is adopted
/// </code>
/// Tokens are remembered by a crowd for a day and lists show a new HIT late; each covers for the other. Calls are paced by <see cref="Pace"/>, a few at a time.
/// What stops it (no money, wrong keys, an offer that the crowd will not have) leaves everything so that the same call goes on from there later.
/// </remarks>
/// <param name="store">The store of the run.</param>
/// <param name="board">Where HITs are posted.</param>
/// <param name="time">The clock.</param>
/// <param name="start">Calls a second to begin with.</param>
public sealed class Outbox(CrowdStore store, IHitBoard board, TimeProvider time, double start = Pace.Start)
{
    private const int AtOnce = 8;
    private const int IntentsInOneCommit = 100;

    /// <summary>A crowd that has answered nothing for so long is left alone until somebody resumes the run.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private readonly CrowdStore _store = store;
    private readonly IHitBoard _board = board;
    private readonly TimeProvider _time = time;
    private readonly double _start = start;
    private readonly DateTimeOffset _begun = time.GetUtcNow();

    /// <summary>Calls whose reply was lost, and when they were made.</summary>
    private readonly ConcurrentDictionary<HitTag, DateTimeOffset> _unheard = [];

    /// <summary>Posts what is missing until the run has this many places on the crowd.</summary>
    /// <param name="run">The run.</param>
    /// <param name="offer">What it offers.</param>
    /// <param name="places">How many places.</param>
    /// <param name="progress">Hears how far it has come.</param>
    /// <param name="cancelled">Stops it.</param>
    /// <param name="isWanted">Asked before each call: a run that is stopped posts no more. What is left stays intended, see <see cref="Settle"/>.</param>
    /// <exception cref="StoreException">The store cannot be written; nothing was sent that it does not know of.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; what is on its way is settled by the next call.</exception>
    public async Task<Posting> Post(RunId run, Offer offer, int places, IProgress<PostingProgress>? progress, CancellationToken cancelled, Func<bool>? isWanted = null)
    {
        var (adopted, halted) = await AdoptInDoubt(run, cancelled);
        if (halted is not null) return new Posting(Posted(run), adopted, halted);
        var round = new Round(this, run, offer, places, progress, isWanted ?? (() => true), cancelled);
        return await round.Go(adopted);
    }

    /// <summary>
    /// Settles what was begun and is not wanted any more: what the crowd has is adopted, so that it can be taken back; of the rest it is written that it was never posted.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="why">Why nobody wants it.</param>
    /// <param name="lag">How far the crowd's list may be behind.</param>
    /// <param name="cancelled">Stops it.</param>
    /// <returns>Whether all is settled. If not, the crowd may have a HIT that it does not list yet; asked again after the lag, it is.</returns>
    /// <exception cref="CrowdFault">The crowd cannot be looked through.</exception>
    /// <exception cref="StoreException">The store cannot be written.</exception>
    public async Task<bool> Settle(RunId run, string why, TimeSpan lag, CancellationToken cancelled)
    {
        if (OutboxRules.InDoubt(_store.Hits(run)).Count == 0) return true;
        // A list that is asked for now shows what was sent before this moment.
        var shown = _time.GetUtcNow() - lag;
        var (_, halted) = await AdoptInDoubt(run, cancelled);
        if (halted is not null) throw halted;
        var left = OutboxRules.InDoubt(_store.Hits(run));
        var never = left.Where(row => SentAt(row) is not { } sent || sent < shown).ToList();
        if (never.Count > 0) await _store.Write([.. never.Select(row => new Projection.HitRefused(row.Run, row.Place, row.Generation, $"Never posted: {why}", Now))]);
        return never.Count == left.Count;
    }

    /// <summary>When the crowd may last have been sent it, without our hearing what came of that; null when it certainly has it not.</summary>
    private DateTimeOffset? SentAt(HitRow row)
    {
        if (_unheard.TryGetValue(HitTag.Of(row), out var sent)) return sent;
        // Of what an earlier process began nothing is known but that it had ended when this one took over.
        return row.IntendedAtUnixMs < _begun.ToUnixTimeMilliseconds() ? _begun : null;
    }

    /// <summary>What a process that was killed left behind: HITs that the crowd may have without our knowing.</summary>
    private async Task<(int, CrowdFault?)> AdoptInDoubt(RunId run, CancellationToken cancelled)
    {
        var doubtful = OutboxRules.InDoubt(_store.Hits(run)).ToDictionary(row => HitTag.Of(row).Annotation);
        if (doubtful.Count == 0) return (0, null);
        var adopted = 0;
        try
        {
            // To the last page: that a crowd lists the newest first is a habit and no promise, and a clock here may be wrong.
            await foreach (var hit in _board.Hits(cancelled))
            {
                if (hit.Annotation is not { } note || !doubtful.Remove(note, out var row)) continue;
                await Confirm(HitTag.Of(row), hit.Id);
                adopted++;
                if (doubtful.Count == 0) break;
            }
        }
        catch (CrowdFault fault)
        {
            // Without having looked, sending again would rest on the token alone, and it may be forgotten by now.
            return (adopted, fault);
        }

        return (adopted, null);
    }

    private int Posted(RunId run) => _store.Hits(run).Count(row => row.State is HitState.Posted or HitState.Closed);

    private Task Confirm(HitTag tag, string hit) => _store.Write(new Projection.HitPosted(tag.Run, tag.Place, tag.Generation, hit, Now));

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>One call of <see cref="Post"/>: what is still to be sent, and what is on its way.</summary>
    private sealed class Round(Outbox outbox, RunId run, Offer offer, int places, IProgress<PostingProgress>? progress, Func<bool> isWanted, CancellationToken cancelled)
    {
        private readonly Queue<HitTag> _waiting = new(OutboxRules.ToSend(run, outbox._store.Hits(run), places));
        private readonly List<Task<Sent>> _flying = [];
        private Pace _pace = Pace.Beginning(outbox._time.GetUtcNow(), outbox._start);
        private DateTimeOffset _next = outbox._time.GetUtcNow();
        private DateTimeOffset _lastAnswer = outbox._time.GetUtcNow();
        private int _posted = outbox.Posted(run);
        private int _adopted;
        private int _failures;
        private CrowdFault? _trouble;
        private CrowdFault? _halted;

        public async Task<Posting> Go(int adoptedBefore)
        {
            await Intend();
            Tell();
            while (GoesOn || _flying.Count > 0)
            {
                if (_flying.Find(task => task.IsCompleted) is { } done) await Settle(done);
                else if (GoesOn && _flying.Count < AtOnce) await SendNext();
                else await Task.WhenAny(_flying);
            }

            return new Posting(_posted, adoptedBefore + _adopted, _halted);
        }

        private bool GoesOn => _waiting.Count > 0 && _halted is null && isWanted();

        // Hundreds of intents share a wait for the disk, and none is sent before it is there.
        private async Task Intend()
        {
            foreach (var some in _waiting.Chunk(IntentsInOneCommit))
                await outbox._store.Write([.. some.Select(tag => new Projection.HitIntended(tag.Run, tag.Place, tag.Generation, tag.Token, outbox.Now))]);
        }

        private async Task SendNext()
        {
            var now = outbox._time.GetUtcNow();
            if (_next > now)
            {
                // Whatever is answered meanwhile is settled first, since it may say that this pace is too fast.
                // Timers know whole milliseconds and cut off the rest: rounded down, the last one would be waited for in a spin.
                var wait = TimeSpan.FromMilliseconds(Math.Ceiling((_next - now).TotalMilliseconds));
                await Task.WhenAny([Task.Delay(wait, outbox._time, cancelled), .. _flying]);
                cancelled.ThrowIfCancellationRequested();
                return;
            }

            _next = now + _pace.Gap;
            _flying.Add(Send(_waiting.Dequeue(), now));
        }

        private async Task<Sent> Send(HitTag tag, DateTimeOffset begun)
        {
            try
            {
                var order = new HitOrder(offer.HitType, offer.Page, offer.FrameHeight, offer.Lifetime, tag.Token, tag.Annotation);
                return new Sent(tag, begun, (await outbox._board.Post(order, cancelled)).Id, null);
            }
            catch (CrowdFault fault)
            {
                return new Sent(tag, begun, null, fault);
            }
        }

        private async Task Settle(Task<Sent> done)
        {
            _flying.Remove(done);
            var sent = await done;
            if (sent.Hit is { } hit)
            {
                Answered();
                await Keep(sent.Tag, hit);
            }
            else
            {
                await Settle(sent, sent.Fault!);
            }

            Tell();
        }

        private async Task Settle(Sent sent, CrowdFault fault)
        {
            var now = outbox._time.GetUtcNow();
            if (OutboxRules.After(fault) is AfterFault.Later or AfterFault.Adopt) outbox._unheard[sent.Tag] = now;
            switch (OutboxRules.After(fault))
            {
                case AfterFault.Adopt:
                    await Adopt(sent.Tag, fault);
                    return;
                case AfterFault.Slower:
                    _pace = _pace.Throttled(sent.Begun, now);
                    _next = now + _pace.Gap;
                    break;
                case AfterFault.Later:
                    _next = now + OutboxRules.Wait(++_failures);
                    break;
                case AfterFault.Halt:
                    _halted ??= fault;
                    return;
                default:
                    await outbox._store.Write(new Projection.HitRefused(sent.Tag.Run, sent.Tag.Place, sent.Tag.Generation, fault.Message, outbox.Now));
                    _halted ??= fault;
                    return;
            }

            _trouble = fault;
            _waiting.Enqueue(sent.Tag);
            if (now - _lastAnswer > Patience) _halted ??= fault;
        }

        /// <summary>The token was used before: by us, in a call whose reply was lost. The annotation has to say so too.</summary>
        private async Task Adopt(HitTag tag, CrowdFault fault)
        {
            try
            {
                if (await Find(tag, fault.Hit) is { } hit)
                {
                    Answered();
                    _adopted++;
                    await Keep(tag, hit);
                    return;
                }

                // Tokens know it and no list does yet; it stays intended, and the next call looks again.
                _halted ??= fault;
            }
            catch (CrowdFault lookingFailed) when (lookingFailed.IsPassing)
            {
                _trouble = lookingFailed;
                _waiting.Enqueue(tag);
                _next = outbox._time.GetUtcNow() + OutboxRules.Wait(++_failures);
                if (outbox._time.GetUtcNow() - _lastAnswer > Patience) _halted ??= lookingFailed;
            }
            catch (CrowdFault lookingRefused)
            {
                _halted ??= lookingRefused;
            }
        }

        private async Task<string?> Find(HitTag tag, string? named)
        {
            if (named is not null && await outbox._board.Hit(named, cancelled) is { } one && one.Annotation == tag.Annotation) return one.Id;
            await foreach (var hit in outbox._board.Hits(cancelled))
            {
                if (hit.Annotation == tag.Annotation) return hit.Id;
            }

            return null;
        }

        private void Answered()
        {
            _lastAnswer = outbox._time.GetUtcNow();
            _pace = _pace.Went(_lastAnswer);
            _failures = 0;
            _trouble = null;
        }

        private async Task Keep(HitTag tag, string hit)
        {
            await outbox.Confirm(tag, hit);
            _posted++;
        }

        private void Tell() => progress?.Report(new PostingProgress(_posted, places, _pace.PerSecond, _halted ?? _trouble));
    }

    private sealed record Sent(HitTag Tag, DateTimeOffset Begun, string? Hit, CrowdFault? Fault);
}
