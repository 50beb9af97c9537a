using System.Text.Json;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Runs.Payments;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Review;

/// <summary>
/// Where a run's decisions are made: looked at, checked, written into the log, and carried out on the crowd.
/// </summary>
/// <remarks>
/// <code>
///   review page --\
///   runner      ---> DecideRequest --> checked, all problems at once --> log of decisions (audit) --> Payer --> crowd
///   POST /api/decide --/                                                        \--> ReviewQueue
/// </code>
/// Either all of a request is decided or nothing. What is decided and cannot be carried out now (no money, nobody there) is carried out by the next round of paying.
/// </remarks>
/// <param name="store">The store of the run, which this process holds.</param>
/// <param name="run">The run.</param>
/// <param name="payer">Pays for the run.</param>
/// <param name="spending">What the run may still spend.</param>
/// <param name="proposals">What the task's rule says.</param>
/// <param name="time">The clock.</param>
/// <param name="patience">How long whoever decides waits for the marketplace. What is not done by then the next round of paying does.</param>
public sealed class ReviewDesk(CrowdStore store, RunId run, Payer payer, Spending spending, IReviewProposals? proposals, TimeProvider time, PayPatience? patience = null) : IDisposable
{
    // Two requests at once would each be checked without the other.
    private readonly SemaphoreSlim _one = new(1, 1);

    public ReviewQueue Queue(ReviewFilter filter, ReviewPiece? piece = null) => QueueOf(store, run, proposals, filter, piece);

    /// <summary>The same for whoever only reads the store.</summary>
    public static ReviewQueue QueueOf(CrowdReader store, RunId run, IReviewProposals? proposals, ReviewFilter filter, ReviewPiece? piece = null)
        => QueueOf(store, RunBooks.Read(store, run), proposals, filter, piece);

    internal static ReviewQueue QueueOf(CrowdReader store, RunBooks books, IReviewProposals? proposals, ReviewFilter filter, ReviewPiece? piece) => ReviewQueue.Of(
        books, proposals, worker => WorkerHistory.Of(store.Submissions(worker), store.Ledger(worker), store.Qualifications(worker)), filter, piece);

    /// <summary>Decides, and carries out what can be carried out at once.</summary>
    /// <exception cref="StoreException">Nothing of it is stored.</exception>
    public async Task<DecideAnswer> Decide(DecideRequest request, CancellationToken cancelled)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Run != run.Value) return DecideAnswer.Refused(new DecideProblem(request.Run, $"This is the run {run}.", "Name that one."));
        if (request.Act == DecideRequest.PayAct) return await Pay(request.DryRun, proposals, 0, cancelled);

        int decided;
        await _one.WaitAsync(cancelled);
        try
        {
            var books = RunBooks.Read(store, run);
            var (wishes, problems) = Wishes.Of(books, proposals, request, time.GetUtcNow());
            if (problems.Count > 0) return DecideAnswer.Refused(problems);
            if (request.DryRun) return new DecideAnswer([], 0, [.. wishes.Select(wish => LineOf(wish, books))], null, Left);
            decided = wishes.Count;
            var at = time.GetUtcNow().ToUnixTimeMilliseconds();
            if (decided > 0) await store.Write([.. wishes.Select(wish => new Projection.Decided(run, wish.Assignment, wish.Worker, wish.Act, request.By, wish.Because, wish.Name, wish.Cents, at))]);
        }
        finally
        {
            _one.Release();
        }

        return request.Act == DecisionAct.Note ? new DecideAnswer([], decided, [], null, Left) : await Pay(false, null, decided, cancelled);
    }

    public void Dispose() => _one.Dispose();

    private decimal Left => spending.LeftCents / 100m;

    private async Task<DecideAnswer> Pay(bool dryRun, IReviewProposals? approving, int decided, CancellationToken cancelled)
    {
        if (dryRun) return new DecideAnswer([], 0, [.. payer.Plan(approving).Select(LineOf)], null, Left);
        var report = await payer.Pay(approving, null, cancelled, patience ?? PayPatience.Brief);
        return new DecideAnswer([], decided, [.. report.Lines.Select(LineOf)], report.Halted?.Message, Left);
    }

    private static DecideLine LineOf(Wish wish, RunBooks books) => new(wish.Worker.Value, wish.Assignment, wish.Act, "due", CostOf(wish, books) / 100m, wish.Because ?? "", null);

    private static long CostOf(Wish wish, RunBooks books) => wish.Act switch
    {
        DecisionAct.Approve or DecisionAct.SoftReject => books.PlaceCents,
        DecisionAct.Bonus when wish.Cents is { } cents => cents + RunBooks.Cents(Fees.OnBonus(RunBooks.Amount(cents))),
        _ => 0,
    };

    private static DecideLine LineOf(Payable one) => new(one.Worker.Value, one.Assignment, one.Act, one.IsDue ? "due" : "later", one.Cost.Dollars, one.Why, null);

    private static DecideLine LineOf(PayLine line) => new(
        line.Payable.Worker.Value, line.Payable.Assignment, line.Payable.Act, JsonNamingPolicy.CamelCase.ConvertName(line.Outcome.ToString()), line.Payable.Cost.Dollars, line.Payable.Why, line.Detail);
}
