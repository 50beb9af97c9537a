using Crowdwork.Marketplace.Assignments;
using Crowdwork.Marketplace.Hits;
using Crowdwork.Marketplace.Qualifications;
using Crowdwork.Marketplace.Questions;
using Crowdwork.Marketplace.Store;

namespace Crowdwork.Marketplace.Workers;

/// <summary>
/// What workers can do: look for work, preview it, take it, hand it in or give it back, ask for qualifications, see what they earned. Every
/// rule about it is enforced here, in the same transaction as the step itself, so that whoever shows the pages cannot forget one.
/// </summary>
/// <remarks>
/// <code>
///   Search --> Preview --> Accept --> (the task's own page) --> Submit --> the requester decides --> History, Earnings
///                             ^            |
///                             +---Return---+
/// </code>
/// What is refused comes back as an outcome with a reason and a sentence for the worker; exceptions are for broken disks.
/// </remarks>
internal sealed class WorkFloor(MarketStore store)
{
    public Task<bool> Register(WorkerProfile profile)
    {
        if (!WorkerRules.IsWorkerId(profile.Id))
            return Task.FromResult(false);
        return store.Ask(market =>
        {
            market.Workers.Register(profile);
            return true;
        });
    }

    public Task<WorkerProfile?> Find(string worker) => store.Ask(market => market.Workers.Find(worker));

    public Task<IReadOnlyList<WorkerProfile>> Workers() => store.Ask(market => (IReadOnlyList<WorkerProfile>)market.Workers.All());

    /// <summary>The groups with open work that this worker may know of, the latest first. Without a worker: what everybody may know of.</summary>
    public Task<IReadOnlyList<GroupListing>> Search(string? worker, string? words = null, GroupOrder order = GroupOrder.Latest, int skip = 0, int count = 20) =>
        store.Ask(market => new Listing(market).Search(worker, words, order, skip, count));

    /// <summary>One HIT of a group as somebody sees it who has not taken it. <paramref name="afterHit"/> skips to the next one.</summary>
    public Task<PreviewOutcome> Preview(string? worker, string groupId, string? afterHit = null) =>
        store.Ask(market => new Listing(market).Preview(worker, groupId, afterHit));

    /// <summary>Takes a place of this very HIT.</summary>
    public Task<AcceptOutcome> Accept(string worker, string hitId) =>
        store.Ask(market => new Accepting(market).Accept(worker, market.Hits.Find(hitId)));

    /// <summary>Takes a place of the next HIT of the group.</summary>
    public Task<AcceptOutcome> AcceptNext(string worker, string groupId) => store.Ask(market => new Accepting(market).AcceptNext(worker, groupId));

    public Task<IReadOnlyList<HeldWork>> Queue(string worker) => store.Ask(market =>
        (IReadOnlyList<HeldWork>)[.. market.Assignments.Queue(worker).Select(one => HeldWork.Of(market, one))]);

    /// <summary>What is behind an assignment id, while a worker holds it.</summary>
    public Task<HeldWork?> Held(string assignmentId) => store.Ask(market =>
        market.Assignments.Find(assignmentId) is { Status: AssignmentStatus.Accepted } held ? HeldWork.Of(market, held) : null);

    /// <summary>
    /// Hands work in. <paramref name="worker"/> is null when the sender cannot say who they are, as a form in a frame of another origin
    /// cannot: the assignment id, which only its holder was told, then speaks for them.
    /// </summary>
    public Task<SubmitOutcome> Submit(string? worker, string assignmentId, string answerXml) => store.Ask(market =>
    {
        var refusal = WhyNotWith(market, worker, assignmentId, out var assignment);
        if (refusal is { } why)
            return new SubmitOutcome(why, null);
        market.Assignments.Submit(assignment!, answerXml);
        return new SubmitOutcome(null, HeldWork.Of(market, assignment!));
    });

    public Task<ReturnOutcome> Return(string worker, string assignmentId) => store.Ask(market =>
    {
        var refusal = WhyNotWith(market, worker, assignmentId, out var assignment);
        if (refusal is { } why)
            return new ReturnOutcome(why, null);
        var held = HeldWork.Of(market, assignment!);
        market.Assignments.Return(assignment!);
        return new ReturnOutcome(null, held);
    });

    public Task<IReadOnlyList<WorkDone>> History(string worker, int count = 100) => store.Ask(market =>
        (IReadOnlyList<WorkDone>)[.. market.Assignments.History(worker, count).Select(one => WorkDone.Of(market, one))]);

    public Task<Earnings> Earnings(string worker) => store.Ask(market => EarningsOf(market, worker));

    public Task<IReadOnlyList<Notice>> Notices(string worker, int count = 50) =>
        store.Ask(market => (IReadOnlyList<Notice>)market.Notices.Of(worker, count));

    /// <summary>What the worker holds, the marketplace's own values among it.</summary>
    public Task<IReadOnlyList<WorkerQualification>> Qualifications(string worker) => store.Ask(market => new Qualifying(market).Held(worker));

    /// <summary>What the worker can ask for, and how it stands.</summary>
    public Task<IReadOnlyList<QualificationOffer>> Offers(string worker, int count = 100) => store.Ask(market => new Qualifying(market).Offers(worker, count));

    public Task<QualificationOffer?> Offer(string worker, string typeId) => store.Ask(market => new Qualifying(market).Offer(worker, typeId));

    /// <summary>Asks for a qualification. One with a test answers <see cref="QualificationStep.TestNeeded"/> until it is taken.</summary>
    public Task<QualificationOutcome> Request(string worker, string typeId) => store.Ask(market => new Qualifying(market).Request(worker, typeId));

    /// <summary>Begins the test, or goes on with the one that was begun: the time runs from the first beginning.</summary>
    public Task<TestOutcome> StartTest(string worker, string typeId) => store.Ask(market => new Qualifying(market).StartTest(worker, typeId));

    public Task<QualificationOutcome> SubmitTest(string worker, string typeId, QuestionFormAnswers answers) =>
        store.Ask(market => new Qualifying(market).SubmitTest(worker, typeId, answers));

    /// <summary>Why the worker (or, without one, whoever has the id) cannot go on with an assignment; null when they can.</summary>
    internal static WhyNot? WhyNotWith(Market market, string? worker, string assignmentId, out Assignment? assignment)
    {
        assignment = market.Assignments.Find(assignmentId);
        if (assignment is null)
            return market.Assignments.HowLeft(assignmentId) switch
            {
                "Abandoned" => WhyNot.TimeIsUp,
                "Returned" => WhyNot.WasReturned,
                _ => WhyNot.NoSuchAssignment,
            };
        if (worker is not null && assignment.Worker != worker)
            return WhyNot.SomebodyElses;
        return assignment.Status is AssignmentStatus.Accepted ? null : WhyNot.AlreadySubmitted;
    }

    private static Earnings EarningsOf(Market market, string worker)
    {
        var (approved, waiting) = market.Assignments.Rewards(worker);
        return new Earnings(market.Workers.Record(worker), approved, waiting, market.Bonuses.SumOfWorker(worker));
    }
}
