using Crowdwork.Marketplace.Assignments;
using Crowdwork.Marketplace.Hits;
using Crowdwork.Marketplace.Questions;
using Crowdwork.Marketplace.Store;
using Crowdwork.Marketplace.Workers;

namespace Crowdwork.Marketplace.WorkerSite;

/// <summary>
/// Serves the pages from the real market. The rules are the market's; here they are asked for, and what they answer is put together for a page. Each
/// call is one step of the store, so what a page shows was true at one moment.
/// </summary>
internal sealed partial class WorkerDesk(MarketStore store) : IWorkerDesk
{
    private const int MostGroups = 2000;
    private const int MostLetters = 100;
    private const int MostBonuses = 50;

    private readonly WorkFloor _floor = new(store);

    public Task<WorkerPage> Workers(int take) => store.Ask(market =>
    {
        var all = market.Workers.All();
        return new WorkerPage([.. Enumerable.Reverse(all).Take(take).Select(worker => Card(market, worker))], all.Count);
    });

    public Task<WorkerCard?> FindWorker(string workerId) => store.Ask(market => market.Workers.Find(workerId) is { } worker ? Card(market, worker) : null);

    public Task<WorkerCard> Register(NewWorker worker) => store.Ask(market =>
    {
        if (worker.Id is not null && !WorkerRules.IsWorkerId(worker.Id)) throw new WorkRefused(WorkRefusal.WorkerIdMalformed);
        if (worker.Id is not null && market.Workers.Exists(worker.Id)) throw new WorkRefused(WorkRefusal.WorkerIdTaken);
        var profile = new WorkerProfile(worker.Id ?? market.Identities.Person(), worker.Locale, worker.Adult, worker.Masters);
        market.Workers.Register(profile);
        return Card(market, profile);
    });

    public Task<GroupPage> Search(string workerId, GroupSearch search) => store.Ask(market =>
    {
        var order = search.Order switch { MarketOrder.Reward => GroupOrder.Reward, MarketOrder.MostHits => GroupOrder.MostWork, _ => GroupOrder.Latest };
        var found = new Listing(market).Search(workerId, search.Words, order, 0, MostGroups)
            .Where(group => group.RewardCents >= search.MinRewardCents && (!search.QualifiedOnly || group.Admission.MayAccept)).ToList();
        if (search.Order == MarketOrder.ShortestTime) found = [.. found.OrderBy(group => group.DurationSeconds)];
        return new GroupPage([.. found.Skip(search.Skip).Take(search.Take).Select(group => Card(market, workerId, group))], found.Count);
    });

    public Task<GroupCard?> FindGroup(string workerId, string groupId) => store.Ask(market => FindGroup(market, workerId, groupId));

    public Task<HitToPreview> Preview(string workerId, string groupId) => store.Ask(market =>
    {
        var group = FindGroup(market, workerId, groupId) ?? throw new WorkRefused(WorkRefusal.GroupUnknown);
        var preview = new Listing(market).Preview(workerId, groupId, null);
        if (preview.Refused is WhyNot.NotQualified) throw new WorkRefused(WorkRefusal.NotQualified);
        if (preview.Hit is not { } hit) throw NothingLeft(market, workerId, groupId);
        return new HitToPreview(hit.HitId, hit.QuestionXml, group with { Expiry = hit.ExpiresAt }, hit.CannotAccept is { } why ? Reason(why) : null);
    });

    public Task<WorkInHand> Accept(string workerId, string groupId) => store.Ask(market =>
    {
        if (FindGroup(market, workerId, groupId) is null) throw new WorkRefused(WorkRefusal.GroupUnknown);
        var outcome = new Accepting(market).AcceptNext(workerId, groupId);
        if (outcome.Work is { } work) return InHand(market, work);
        throw outcome.Refused is WhyNot.NoSuchWork ? NothingLeft(market, workerId, groupId) : new WorkRefused(Reason(outcome.Refused!.Value));
    });

    public Task<WorkInHand> Work(string workerId, string assignmentId) => store.Ask(market =>
    {
        var refused = WorkFloor.WhyNotWith(market, workerId, assignmentId, out var assignment);
        return refused is { } why ? throw new WorkRefused(Reason(why)) : InHand(market, HeldWork.Of(market, assignment!));
    });

    public async Task<SubmittedWork> Submit(string assignmentId, string? workerId, QuestionFormAnswers answers)
    {
        var outcome = await _floor.Submit(workerId, assignmentId, answers.ToXml());
        if (outcome.Work is not { } work) throw new WorkRefused(Reason(outcome.Refused!.Value));
        return new SubmittedWork(work.AssignmentId, work.HitId, work.Worker, work.GroupId, work.Title);
    }

    public Task<SubmittedWork?> FindSubmitted(string assignmentId) => store.Ask(market =>
    {
        if (market.Assignments.Find(assignmentId) is not { Status: not AssignmentStatus.Accepted } done) return null;
        var type = market.Hits.Get(done.HitId).Type;
        return new SubmittedWork(done.Id, done.HitId, done.Worker, type.GroupId, type.Title);
    });

    public async Task Return(string workerId, string assignmentId)
    {
        if ((await _floor.Return(workerId, assignmentId)).Refused is { } why) throw new WorkRefused(Reason(why));
    }

    public Task<IReadOnlyList<WorkInHand>> Queue(string workerId) => store.Ask(market =>
        (IReadOnlyList<WorkInHand>)[.. market.Assignments.Queue(workerId).Select(one => InHand(market, HeldWork.Of(market, one)))]);

    public Task<EarningsPage> Earnings(string workerId, int skip, int take) => store.Ask(market =>
    {
        var (approved, waiting) = market.Assignments.Rewards(workerId);
        var work = market.Assignments.History(workerId, skip + take).Skip(skip).Select(one => Earned(market, one));
        return new EarningsPage(approved, market.Bonuses.SumOfWorker(workerId), waiting, [.. work], market.Workers.Record(workerId).Submitted);
    });

    public async Task<IReadOnlyList<Letter>> Letters(string workerId)
        => [.. (await _floor.Notices(workerId, MostLetters)).Select(notice => new Letter(notice.From, notice.Subject, notice.Text, notice.At))];

    private static WorkerCard Card(Market market, WorkerProfile worker)
    {
        var record = market.Workers.Record(worker.Id);
        return new WorkerCard(worker.Id, worker.Locale, worker.IsAdult, worker.IsMaster, record.Submitted, record.Approved, record.Rejected, market.Assignments.CountHeld(worker.Id));
    }

    /// <summary>Null for a group that a requirement hides: its page must not tell more than the list does.</summary>
    private static GroupCard? FindGroup(Market market, string workerId, string groupId)
        => new Listing(market).Preview(workerId, groupId, null).Group is { Admission.MayDiscover: true } group ? Card(market, workerId, group) : null;

    private static GroupCard Card(Market market, string workerId, GroupListing group)
    {
        var type = market.Types.OfGroup(group.GroupId)!;
        var requirements = group.Requirements.Select(one => new CheckedRequirement(
            one.Requirement, one.TypeName, market.Qualifications.Held(workerId, one.Requirement.QualificationTypeId), one.IsMet, one.IsRequestable));
        return new GroupCard(
            group.GroupId, type.Id, group.Title, group.Description, group.Keywords ?? "", group.RequesterName, group.RequesterId, group.RewardCents,
            TimeSpan.FromSeconds(group.DurationSeconds), TimeSpan.FromSeconds(type.AutoApprovalDelay), group.OpenHits, group.LatestHitAt, null, [.. requirements]);
    }

    private static WorkInHand InHand(Market market, HeldWork work)
    {
        var group = new Listing(market).Preview(work.Worker, work.GroupId, null).Group!;
        return new WorkInHand(work.AssignmentId, work.HitId, work.Worker, work.AcceptedAt, work.Deadline, work.QuestionXml, Card(market, work.Worker, group) with { RewardCents = work.RewardCents });
    }

    private static EarnedWork Earned(Market market, Assignment assignment)
    {
        var type = market.Hits.Get(assignment.HitId).Type;
        var (status, decided) = assignment.Status switch
        {
            AssignmentStatus.Approved => (WorkStatus.Approved, assignment.ApprovedAt),
            AssignmentStatus.Rejected => (WorkStatus.Rejected, assignment.RejectedAt),
            _ => (WorkStatus.Pending, assignment.AutoApproveAt),
        };
        return new EarnedWork(
            assignment.Id, assignment.HitId, type.GroupId, type.Title, Listing.RequesterOf(market, assignment.Requester).Name, At(assignment.SubmittedAt ?? 0), status, At(decided ?? 0), assignment.Reward,
            assignment.Feedback, [.. market.Bonuses.OfAssignment(assignment.Id, 0, MostBonuses).Select(bonus => new BonusReceived(bonus.Amount, bonus.Reason, At(bonus.At)))]);
    }

    /// <summary>Why there is nothing in a group for this worker: one's own doing first, then the others', then the time.</summary>
    private static WorkRefused NothingLeft(Market market, string workerId, string groupId)
    {
        var type = market.Types.OfGroup(groupId)!;
        var held = market.Assignments.Queue(workerId).FirstOrDefault(one => market.Hits.Get(one.HitId).Type.Id == type.Id);
        if (held is not null) return new WorkRefused(WorkRefusal.AlreadyHeld) { AssignmentId = held.Id };
        if (market.Hits.NextFor(type.Id, null, 0) is not null) return new WorkRefused(WorkRefusal.AlreadyDone);
        var running = market.Database.Any("SELECT 1 FROM hit WHERE hit_type = ?1 AND expired = 0 AND status <> 'Disposed'", type.Id);
        return new WorkRefused(running ? WorkRefusal.NoPlaceLeft : WorkRefusal.GroupExpired);
    }

    private static WorkRefusal Reason(WhyNot why) => why switch
    {
        WhyNot.UnknownWorker => WorkRefusal.WorkerUnknown,
        WhyNot.NoSuchWork => WorkRefusal.GroupUnknown,
        WhyNot.Expired => WorkRefusal.GroupExpired,
        WhyNot.NoPlaceLeft => WorkRefusal.NoPlaceLeft,
        WhyNot.AlreadyHeld => WorkRefusal.AlreadyHeld,
        WhyNot.AlreadyDone => WorkRefusal.AlreadyDone,
        WhyNot.Blocked => WorkRefusal.Blocked,
        WhyNot.NotQualified => WorkRefusal.NotQualified,
        WhyNot.TooMuchHeld => WorkRefusal.QueueFull,
        WhyNot.NoSuchAssignment => WorkRefusal.AssignmentUnknown,
        WhyNot.SomebodyElses => WorkRefusal.NotYours,
        WhyNot.AlreadySubmitted => WorkRefusal.AlreadySubmitted,
        WhyNot.TimeIsUp => WorkRefusal.Abandoned,
        WhyNot.WasReturned => WorkRefusal.Returned,
        _ => throw new InvalidOperationException($"Bug in Crowdwork: the site has no words for {why}."),
    };

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
