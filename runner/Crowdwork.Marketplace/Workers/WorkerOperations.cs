using System.Text.Json;
using Crowdwork.Marketplace.Assignments;
using Crowdwork.Marketplace.Hits;
using Crowdwork.Marketplace.Money;
using Crowdwork.Marketplace.Requesters;
using Crowdwork.Marketplace.Store;
using Crowdwork.Marketplace.Wire;

namespace Crowdwork.Marketplace.Workers;

/// <summary>What a requester does about workers: bonuses, blocks, messages.</summary>
internal static class WorkerOperations
{
    private static readonly Member[] s_page = [Shapes.May("NextToken", Shapes.PaginationToken), Shapes.May("MaxResults", Shapes.ResultSize)];

    public static IEnumerable<Operation> All { get; } =
    [
        Operation.Of("SendBonus", SendBonus, Shapes.Needs("WorkerId", Shapes.CustomerId), Shapes.Needs("BonusAmount", Shapes.CurrencyAmount),
            Shapes.Needs("AssignmentId", Shapes.EntityId), Shapes.Needs("Reason", Shapes.String), Shapes.May("UniqueRequestToken", Shapes.IdempotencyToken)),
        Operation.Of("ListBonusPayments", ListBonuses, [Shapes.May("HITId", Shapes.EntityId), Shapes.May("AssignmentId", Shapes.EntityId), .. s_page]),
        Operation.Of("CreateWorkerBlock", Block, Shapes.Needs("WorkerId", Shapes.CustomerId), Shapes.Needs("Reason", Shapes.String)),
        Operation.Of("DeleteWorkerBlock", Unblock, Shapes.Needs("WorkerId", Shapes.CustomerId), Shapes.May("Reason", Shapes.String)),
        Operation.Of("ListWorkerBlocks", ListBlocks, s_page),
        Operation.Of("NotifyWorkers", Notify, Shapes.Needs("Subject", Shapes.String), Shapes.Needs("MessageText", Shapes.String),
            Shapes.Needs("WorkerIds", new ListShape(Shapes.CustomerId))),
    ];

    private static Reply? SendBonus(Market market, Caller caller, Input input)
    {
        var amount = Limits.Amount(input, "BonusAmount");
        var reason = Limits.Words(input, "Reason", Limits.Reason);
        // A bonus of nothing is none (MTurk's documentation: from $0.01).
        if (amount == 0)
            throw Refusal.InvalidValue("BonusAmount", input.Text("BonusAmount"));
        var worker = input.Text("WorkerId");
        market.Workers.MustExist(worker);
        var token = input.TextOrNull("UniqueRequestToken");
        if (token is not null && market.Tokens.UsedFor(caller.Id, "SendBonus", token) is not null)
            throw HitOperations.AlreadyProcessed(token);
        var assignment = market.Assignments.Owned(caller.Id, input.Text("AssignmentId"));
        if (assignment.Worker != worker)
            throw Refusal.InvalidValue("WorkerId", worker);
        // "A Worker who has submitted or been approved" may get one; a rejected one too (the marketplace's choice, as programs make good so).
        if (assignment.Status is AssignmentStatus.Accepted)
            throw Refusal.Request("InvalidAssignmentState", ReviewRules.Misfit("Submitted,Approved,Rejected"));
        var fee = Fees.OnBonus(amount);
        market.Purse.Afford(caller.Id, amount + fee);
        market.Purse.Pay(caller.Id, amount + fee);
        market.Bonuses.Add(caller.Id, worker, assignment.Id, assignment.HitId, amount, fee, reason);
        if (token is not null)
            market.Tokens.Use(caller.Id, "SendBonus", token, null);
        market.Notices.Add(caller.Id, worker, $"You got a bonus of ${Cents.Text(amount)}", reason);
        return null;
    }

    private static Reply ListBonuses(Market market, Caller caller, Input input)
    {
        var paging = Paging.Of(market, input, "ListBonusPayments");
        var (hit, assignment) = (input.TextOrNull("HITId"), input.TextOrNull("AssignmentId"));
        if (hit is null == assignment is null)
            throw Refusal.Parameters("HITId", "Either a HITId or an AssignmentId must be provided, and not both.");
        var found = hit is not null
            ? market.Bonuses.OfHit(market.Hits.Owned(caller.Id, hit).Id, paging.At(0, 0), paging.Ask)
            : market.Bonuses.OfAssignment(market.Assignments.Owned(caller.Id, assignment!).Id, paging.At(0, 0), paging.Ask);
        return paging.Reply("BonusPayments", found, one => [one.Seq], Write);
    }

    private static Reply? Block(Market market, Caller caller, Input input)
    {
        var reason = Limits.Words(input, "Reason", Limits.Reason);
        market.Workers.MustExist(input.Text("WorkerId"));
        market.Blocks.Add(caller.Id, input.Text("WorkerId"), reason);
        return null;
    }

    /// <summary>To unblock who is not blocked is a success (MTurk's documentation).</summary>
    private static Reply? Unblock(Market market, Caller caller, Input input)
    {
        Limits.WordsOrNull(input, "Reason", Limits.Reason);
        market.Workers.MustExist(input.Text("WorkerId"));
        market.Blocks.Remove(caller.Id, input.Text("WorkerId"));
        return null;
    }

    private static Reply ListBlocks(Market market, Caller caller, Input input)
    {
        var paging = Paging.Of(market, input, "ListWorkerBlocks");
        return paging.Reply("WorkerBlocks", market.Blocks.Listed(caller.Id, paging.At(0, 0), paging.Ask), one => [one.Seq], (json, one) =>
        {
            json.WriteStartObject();
            json.WriteString("WorkerId", one.Worker);
            json.WriteString("Reason", one.Reason);
            json.WriteEndObject();
        });
    }

    private static Reply Notify(Market market, Caller caller, Input input)
    {
        var subject = Limits.Words(input, "Subject", Limits.Subject);
        var text = Limits.Words(input, "MessageText", Limits.MessageText);
        var workers = input.TextsOrNull("WorkerIds")!;
        if (workers.Count is 0 or > Limits.WorkersToNotify)
            throw Refusal.Parameters("WorkerIds", $"The parameter WorkerIds has {workers.Count} ids. It may have 1 to {Limits.WorkersToNotify}.");
        var strangers = workers.Distinct().Where(worker => !market.Workers.HasWorkedFor(caller.Id, worker)).ToList();
        foreach (var worker in workers.Distinct().Except(strangers))
            market.Notices.Add(caller.Id, worker, subject, text);
        return json => WriteFailures(json, strangers);
    }

    private static void WriteFailures(Utf8JsonWriter json, List<string> strangers)
    {
        json.WriteStartArray("NotifyWorkersFailureStatuses");
        foreach (var worker in strangers)
        {
            json.WriteStartObject();
            json.WriteString("NotifyWorkersFailureCode", "HardFailure");
            // MTurk's sentence (observed).
            json.WriteString("NotifyWorkersFailureMessage", "Cannot send a notification to a worker who has not done any work for you");
            json.WriteString("WorkerId", worker);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Bonus bonus)
    {
        json.WriteStartObject();
        json.WriteString("WorkerId", bonus.Worker);
        json.WriteString("BonusAmount", Cents.Text(bonus.Amount));
        json.WriteString("AssignmentId", bonus.AssignmentId);
        json.WriteString("Reason", bonus.Reason);
        json.WriteNumber("GrantTime", Timestamps.Seconds(bonus.At));
        json.WriteEndObject();
    }
}
