using Crowdwork.Marketplace.Clock;
using Crowdwork.Marketplace.Money;
using Crowdwork.Marketplace.Notifications;
using Crowdwork.Marketplace.Requesters;
using Crowdwork.Marketplace.Store;
using Crowdwork.Marketplace.Wire;

namespace Crowdwork.Marketplace.Hits;

/// <summary>What a requester does with HITs that are there.</summary>
internal static class HitOperations
{
    private static readonly Member[] s_page = [Shapes.May("NextToken", Shapes.PaginationToken), Shapes.May("MaxResults", Shapes.ResultSize)];

    public static IEnumerable<Operation> All { get; } =
    [
        .. Publishing.All,
        Operation.Of("GetHIT", Get, Shapes.Needs("HITId", Shapes.EntityId)),
        Operation.Of("ListHITs", List, s_page),
        Operation.Of("ListReviewableHITs", ListReviewable,
            [Shapes.May("HITTypeId", Shapes.EntityId), Shapes.May("Status", Shapes.OneOf("Reviewable", "Reviewing")), .. s_page]),
        Operation.Of("ListHITsForQualificationType", ListForQualificationType, [Shapes.Needs("QualificationTypeId", Shapes.EntityId), .. s_page]),
        Operation.Of("DeleteHIT", Delete, Shapes.Needs("HITId", Shapes.EntityId)),
        Operation.Of("UpdateHITReviewStatus", UpdateReviewStatus, Shapes.Needs("HITId", Shapes.EntityId), Shapes.May("Revert", Shapes.Boolean)),
        Operation.Of("UpdateHITTypeOfHIT", UpdateType, Shapes.Needs("HITId", Shapes.EntityId), Shapes.Needs("HITTypeId", Shapes.EntityId)),
        Operation.Of("UpdateExpirationForHIT", UpdateExpiration, Shapes.Needs("HITId", Shapes.EntityId), Shapes.Needs("ExpireAt", Shapes.Timestamp)),
        Operation.Of("CreateAdditionalAssignmentsForHIT", AddAssignments, Shapes.Needs("HITId", Shapes.EntityId),
            Shapes.Needs("NumberOfAdditionalAssignments", Shapes.Integer), Shapes.May("UniqueRequestToken", Shapes.IdempotencyToken)),
        Operation.Of("ListReviewPolicyResultsForHIT", ListReviewPolicyResults,
            [
                Shapes.Needs("HITId", Shapes.EntityId), Shapes.May("PolicyLevels", new ListShape(Shapes.OneOf("Assignment", "HIT"))),
                Shapes.May("RetrieveActions", Shapes.Boolean), Shapes.May("RetrieveResults", Shapes.Boolean), .. s_page,
            ]),
    ];

    /// <summary>MTurk's sentence for a token that was used before (observed).</summary>
    public static Refusal AlreadyProcessed(string token) =>
        new("RequestError", $"The idempotency token \"{token}\" has already been processed.", "IdempotencyTokenAlreadyProcessed");

    private static Reply Get(Market market, Caller caller, Input input)
    {
        var hit = market.Hits.Owned(caller.Id, input.Text("HITId"));
        var question = market.Hits.Question(hit);
        return json =>
        {
            json.WritePropertyName("HIT");
            HitJson.Write(json, hit, question);
        };
    }

    private static Reply List(Market market, Caller caller, Input input)
    {
        var paging = Paging.Of(market, input, "ListHITs");
        return Page(market, paging, market.Hits.Listed(caller.Id, paging.At(0, long.MaxValue), paging.Ask));
    }

    private static Reply ListReviewable(Market market, Caller caller, Input input)
    {
        var paging = Paging.Of(market, input, "ListReviewableHITs");
        // The default is in MTurk's documentation.
        var status = Enum.Parse<HitStatus>(input.TextOrNull("Status") ?? nameof(HitStatus.Reviewable));
        return Page(market, paging, market.Hits.Reviewable(caller.Id, input.TextOrNull("HITTypeId"), status, paging.At(0, long.MaxValue), paging.Ask));
    }

    private static Reply ListForQualificationType(Market market, Caller caller, Input input)
    {
        var paging = Paging.Of(market, input, "ListHITsForQualificationType");
        var type = market.QualificationTypes.Existing(input.Text("QualificationTypeId"));
        return Page(market, paging, market.Hits.Requiring(caller.Id, type.Id, paging.At(0, long.MaxValue), paging.Ask));
    }

    private static Reply Page(Market market, Paging paging, List<Hit> hits)
    {
        var questions = hits.Select(market.Hits.Question).ToList();
        var index = 0;
        return paging.Reply("HITs", hits, hit => [hit.Seq], (json, hit) => HitJson.Write(json, hit, questions[index++]));
    }

    private static Reply? Delete(Market market, Caller caller, Input input)
    {
        var hit = market.Hits.Owned(caller.Id, input.Text("HITId"));
        if (!hit.Status.IsReviewable() || hit.Submitted > 0)
            throw WrongState(hit, "Reviewing, Reviewable");
        market.Hits.Dispose(hit);
        return null;
    }

    private static Reply? UpdateReviewStatus(Market market, Caller caller, Input input)
    {
        var hit = market.Hits.Owned(caller.Id, input.Text("HITId"));
        var revert = input.FlagOrNull("Revert") ?? false;
        var from = revert ? HitStatus.Reviewing : HitStatus.Reviewable;
        if (hit.Status != from)
            throw WrongState(hit, from.ToString());
        hit.Reviewing = !revert;
        market.Hits.Save(hit);
        return null;
    }

    private static Reply? UpdateType(Market market, Caller caller, Input input)
    {
        var hit = market.Hits.Owned(caller.Id, input.Text("HITId"));
        var type = market.Types.Owned(caller.Id, input.Text("HITTypeId"));
        if (hit.Disposed)
            throw WrongState(hit, "Assignable, Unassignable, Reviewable, Reviewing");
        // Nobody's pay may change under their hands (MTurk's documentation; the wording is the marketplace's).
        if (type.Reward != hit.Type.Reward && market.Assignments.AnyOf(hit.Id))
            throw Refusal.Request("InvalidHITState",
                $"The reward of HIT {hit.Id} cannot change any more, because a worker has accepted, submitted or finished an assignment of it.");
        hit.Type = type;
        hit.UnitCost = type.Reward + Fees.OnReward(type.Reward, hit.Max, type.AsksForMasters);
        market.Purse.Afford(caller.Id, hit.Hold - hit.StoredHold);
        market.Hits.Save(hit);
        return null;
    }

    private static Reply? UpdateExpiration(Market market, Caller caller, Input input)
    {
        var hit = market.Hits.Owned(caller.Id, input.Text("HITId"));
        var wanted = input.Time("ExpireAt");
        if (hit.Disposed)
            throw WrongState(hit, "Assignable, Unassignable, Reviewable, Reviewing");
        if (wanted <= market.Now)
            ExpireNow(market, hit);
        else
            Extend(market, hit, wanted);
        return null;
    }

    private static void ExpireNow(Market market, Hit hit)
    {
        // To expire what has expired is to have what one wants (the marketplace's choice).
        if (hit.Expired)
            return;
        hit.ExpiresAt = market.Now;
        market.Hits.Expire(hit);
    }

    private static void Extend(Market market, Hit hit, long wanted)
    {
        // MTurk makes a token of the HIT and the time itself (observed, in this form): the same time twice is a repetition.
        var token = $"{hit.Id}{DateTimeOffset.FromUnixTimeMilliseconds(wanted):ddd MMM dd HH:mm:ss 'UTC' yyyy}";
        if (market.Tokens.UsedFor(hit.Requester, "UpdateExpirationForHIT", token) is not null)
            throw AlreadyProcessed(token);
        var from = hit.Expired ? Timestamps.Seconds(market.Now) : Timestamps.Seconds(hit.ExpiresAt);
        Extension.CheckExpiration(from, Timestamps.Seconds(wanted), Timestamps.Seconds(market.Now));
        hit.ExpiresAt = wanted;
        hit.Expired = false;
        market.Purse.Afford(hit.Requester, hit.Hold - hit.StoredHold);
        market.Due.Add(wanted, DueKind.HitExpiry, hit.Id);
        market.Tokens.Use(hit.Requester, "UpdateExpirationForHIT", token, null);
        market.Hits.Save(hit, EventType.HITExtended);
    }

    private static Reply? AddAssignments(Market market, Caller caller, Input input)
    {
        var more = (int)Limits.Number(input, "NumberOfAdditionalAssignments", 1, Limits.MostAssignments);
        var token = input.TextOrNull("UniqueRequestToken");
        var hit = market.Hits.Owned(caller.Id, input.Text("HITId"));
        if (token is not null && market.Tokens.UsedFor(caller.Id, "CreateAdditionalAssignmentsForHIT", token) is not null)
            throw AlreadyProcessed(token);
        if (hit.Disposed)
            throw WrongState(hit, "Assignable, Unassignable, Reviewable, Reviewing");
        Extension.CheckAssignments(hit.Id, hit.Max, more);
        hit.Max += more;
        market.Purse.Afford(caller.Id, hit.Hold - hit.StoredHold);
        if (token is not null)
            market.Tokens.Use(caller.Id, "CreateAdditionalAssignmentsForHIT", token, null);
        market.Hits.Save(hit, EventType.HITExtended);
        return null;
    }

    /// <summary>No HIT here has a review policy, so there is nothing to report about any.</summary>
    private static Reply ListReviewPolicyResults(Market market, Caller caller, Input input)
    {
        var hit = market.Hits.Owned(caller.Id, input.Text("HITId"));
        return json => json.WriteString("HITId", hit.Id);
    }

    private static Refusal WrongState(Hit hit, string fitting) => Refusal.Request("InvalidHITState", HitState.Misfit(hit.Status, fitting));
}
