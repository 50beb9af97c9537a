using System.Text.Json;
using Crowdwork.Marketplace.Requesters;
using Crowdwork.Marketplace.Store;
using Crowdwork.Marketplace.Wire;

namespace Crowdwork.Marketplace.Qualifications;

/// <summary>What a requester does with who holds what. Making and changing types is <see cref="QualificationTypeOperations"/>.</summary>
internal static class QualificationOperations
{
    private static readonly Member[] s_page = [Shapes.May("NextToken", Shapes.PaginationToken), Shapes.May("MaxResults", Shapes.ResultSize)];

    private static readonly Member[] s_typeAndWorker =
        [Shapes.Needs("QualificationTypeId", Shapes.EntityId), Shapes.Needs("WorkerId", Shapes.CustomerId)];

    public static IEnumerable<Operation> All { get; } =
    [
        .. QualificationTypeOperations.All,
        Operation.Of("AssociateQualificationWithWorker", Associate,
            [.. s_typeAndWorker, Shapes.May("IntegerValue", Shapes.Integer), Shapes.May("SendNotification", Shapes.Boolean)]),
        Operation.Of("DisassociateQualificationFromWorker", Disassociate, [.. s_typeAndWorker, Shapes.May("Reason", Shapes.String)]),
        Operation.Of("GetQualificationScore", GetScore, s_typeAndWorker),
        Operation.Of("ListWorkersWithQualificationType", ListWorkers,
            [Shapes.Needs("QualificationTypeId", Shapes.EntityId), Shapes.May("Status", Shapes.OneOf("Granted", "Revoked")), .. s_page]),
        Operation.Of("ListQualificationRequests", ListRequests, [Shapes.May("QualificationTypeId", Shapes.EntityId), .. s_page]),
        Operation.Of("AcceptQualificationRequest", AcceptRequest, Shapes.Needs("QualificationRequestId", Shapes.String), Shapes.May("IntegerValue", Shapes.Integer)),
        Operation.Of("RejectQualificationRequest", RejectRequest, Shapes.Needs("QualificationRequestId", Shapes.String), Shapes.May("Reason", Shapes.String)),
    ];

    private static Reply? Associate(Market market, Caller caller, Input input)
    {
        var type = market.QualificationTypes.OwnedAndAlive(caller.Id, input.Text("QualificationTypeId"));
        var worker = input.Text("WorkerId");
        market.Workers.MustExist(worker);
        var value = (int)(input.NumberOrNull("IntegerValue") ?? 1);
        market.Qualifications.Grant(type.Id, worker, value);
        if (input.FlagOrNull("SendNotification") ?? true)
            market.Notices.Add(caller.Id, worker, $"You have the qualification \"{type.Name}\"", $"A requester has given it to you. Its value is {value}.");
        return null;
    }

    private static Reply? Disassociate(Market market, Caller caller, Input input)
    {
        var reason = Limits.WordsOrNull(input, "Reason", Limits.Reason);
        var type = market.QualificationTypes.OwnedAndAlive(caller.Id, input.Text("QualificationTypeId"));
        var held = Granted(market, type.Id, input.Text("WorkerId"));
        market.Qualifications.Revoke(type.Id, held.Worker, reason);
        // The reason is for the worker (MTurk's documentation).
        if (reason is not null)
            market.Notices.Add(caller.Id, held.Worker, $"You no longer have the qualification \"{type.Name}\"", reason);
        return null;
    }

    private static Reply GetScore(Market market, Caller caller, Input input)
    {
        // The marketplace's own values are nobody's to read: MTurk answers as if the worker had none (observed).
        if (market.QualificationTypes.Existing(input.Text("QualificationTypeId")).Requester is null)
            throw NotHeld();
        var type = market.QualificationTypes.Owned(caller.Id, input.Text("QualificationTypeId"));
        var held = Granted(market, type.Id, input.Text("WorkerId"));
        return json =>
        {
            json.WritePropertyName("Qualification");
            Write(json, held);
        };
    }

    private static Reply ListWorkers(Market market, Caller caller, Input input)
    {
        var paging = Paging.Of(market, input, "ListWorkersWithQualificationType");
        var type = market.QualificationTypes.Owned(caller.Id, input.Text("QualificationTypeId"));
        // "If no status is given, all are listed that are granted" (MTurk's documentation has Granted as the default).
        var granted = input.TextOrNull("Status") is null or "Granted";
        return paging.Reply("Qualifications", market.Qualifications.Listed(type.Id, granted, paging.At(0, 0), paging.Ask), one => [one.Seq], Write);
    }

    private static Reply ListRequests(Market market, Caller caller, Input input)
    {
        var paging = Paging.Of(market, input, "ListQualificationRequests");
        var type = input.TextOrNull("QualificationTypeId") is { } id ? market.QualificationTypes.Owned(caller.Id, id) : null;
        var found = market.Qualifications.Pending(caller.Id, type?.Id, paging.At(0, 0), paging.Ask);
        var tests = found.Select(one => one.TypeId).Distinct().ToDictionary(one => one, one => market.QualificationTypes.Find(one)?.Test);
        return paging.Reply("QualificationRequests", found, one => [one.Seq], (json, one) => Write(json, one, tests[one.TypeId]));
    }

    private static Reply? AcceptRequest(Market market, Caller caller, Input input)
    {
        var request = market.Qualifications.OwnedPending(caller.Id, input.Text("QualificationRequestId"));
        market.Qualifications.Grant(request.TypeId, request.Worker, (int)(input.NumberOrNull("IntegerValue") ?? 1));
        market.Qualifications.Decide(request, RequestState.Granted, null);
        return null;
    }

    private static Reply? RejectRequest(Market market, Caller caller, Input input)
    {
        var reason = Limits.WordsOrNull(input, "Reason", Limits.Reason);
        var request = market.Qualifications.OwnedPending(caller.Id, input.Text("QualificationRequestId"));
        market.Qualifications.Decide(request, RequestState.Rejected, reason);
        if (reason is not null)
            market.Notices.Add(caller.Id, request.Worker, "Your request for a qualification was rejected", reason);
        return null;
    }

    private static Qualification Granted(Market market, string typeId, string worker)
    {
        var held = market.Qualifications.Find(typeId, worker) ?? throw NotHeld();
        return held.IsGranted ? held : throw Refusal.Request("InvalidQualificationState", "This operation can be called with a status of: Granted");
    }

    // This sentence and that about the status are MTurk's (observed).
    private static Refusal NotHeld() => Refusal.Request("QualificationDoesNotExist", "You requested a Qualification that does not exist.");

    private static void Write(Utf8JsonWriter json, Qualification held)
    {
        json.WriteStartObject();
        json.WriteString("QualificationTypeId", held.TypeId);
        json.WriteString("WorkerId", held.Worker);
        json.WriteNumber("GrantTime", Timestamps.Seconds(held.GrantedAt));
        json.WriteNumber("IntegerValue", held.Value);
        json.WriteString("Status", held.IsGranted ? "Granted" : "Revoked");
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, QualificationRequest request, string? test)
    {
        json.WriteStartObject();
        json.WriteString("QualificationRequestId", request.Id);
        json.WriteString("QualificationTypeId", request.TypeId);
        json.WriteString("WorkerId", request.Worker);
        if (test is not null)
            json.WriteString("Test", test);
        if (request.Answer is not null)
            json.WriteString("Answer", request.Answer);
        json.WriteNumber("SubmitTime", Timestamps.Seconds(request.At));
        json.WriteEndObject();
    }
}
