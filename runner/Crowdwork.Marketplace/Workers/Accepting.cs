using Crowdwork.Marketplace.Assignments;
using Crowdwork.Marketplace.Hits;
using Crowdwork.Marketplace.Store;

namespace Crowdwork.Marketplace.Workers;

/// <summary>Taking a place. Nobody else can come between the checks and the taking, for there is one thread that does both.</summary>
internal sealed class Accepting(Market market)
{
    public AcceptOutcome AcceptNext(string worker, string groupId)
    {
        if (!market.Workers.Exists(worker))
            return AcceptOutcome.Refuse(WhyNot.UnknownWorker);
        if (market.Types.OfGroup(groupId) is not { } type || market.Hits.NextFor(type.Id, worker, 0) is not { } hit)
            return AcceptOutcome.Refuse(WhyNot.NoSuchWork);
        return Accept(worker, hit);
    }

    public AcceptOutcome Accept(string worker, Hit? hit)
    {
        if (hit is null || hit.Disposed)
            return AcceptOutcome.Refuse(WhyNot.NoSuchWork);
        if (WhyNotTake(worker, hit) is { } why)
        {
            var unmet = why is WhyNot.NotQualified ? new Listing(market).Requirements(worker, hit.Type).Where(one => !one.IsMet) : [];
            return new AcceptOutcome(why, null, [.. unmet]);
        }

        return new AcceptOutcome(null, HeldWork.Of(market, market.Assignments.Accept(hit, worker)), []);
    }

    /// <summary>What is the worker's own matter comes first, so that nobody is told to hurry who could not have come in anyway.</summary>
    public WhyNot? WhyNotTake(string worker, Hit hit)
    {
        if (!market.Workers.Exists(worker))
            return WhyNot.UnknownWorker;
        if (market.Assignments.Of(hit.Id, worker) is { } own)
            return own.Status is AssignmentStatus.Accepted ? WhyNot.AlreadyHeld : WhyNot.AlreadyDone;
        if (market.Blocks.Has(hit.Requester, worker))
            return WhyNot.Blocked;
        if (!new Listing(market).Admission(worker, hit.Type).MayAccept)
            return WhyNot.NotQualified;
        if (hit.Expired)
            return WhyNot.Expired;
        if (hit.Counts.Available <= 0)
            return WhyNot.NoPlaceLeft;
        return market.Assignments.CountHeld(worker) >= WorkerRules.MostHeldWork ? WhyNot.TooMuchHeld : null;
    }
}
