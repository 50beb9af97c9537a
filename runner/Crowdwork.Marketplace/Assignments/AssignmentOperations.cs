using System.Text.Json;
using Crowdwork.Marketplace.Hits;
using Crowdwork.Marketplace.Requesters;
using Crowdwork.Marketplace.Store;
using Crowdwork.Marketplace.Wire;

namespace Crowdwork.Marketplace.Assignments;

/// <summary>What a requester does with workers' submissions.</summary>
internal static class AssignmentOperations
{
    private static readonly AssignmentStatus[] s_visible = [AssignmentStatus.Submitted, AssignmentStatus.Approved, AssignmentStatus.Rejected];

    public static IEnumerable<Operation> All { get; } =
    [
        Operation.Of("GetAssignment", Get, Shapes.Needs("AssignmentId", Shapes.EntityId)),
        Operation.Of("ListAssignmentsForHIT", List, Shapes.Needs("HITId", Shapes.EntityId), Shapes.May("NextToken", Shapes.PaginationToken),
            Shapes.May("MaxResults", Shapes.ResultSize), Shapes.May("AssignmentStatuses", new ListShape(Shapes.OneOf("Submitted", "Approved", "Rejected")))),
        Operation.Of("ApproveAssignment", Approve, Shapes.Needs("AssignmentId", Shapes.EntityId), Shapes.May("RequesterFeedback", Shapes.String),
            Shapes.May("OverrideRejection", Shapes.Boolean)),
        Operation.Of("RejectAssignment", Reject, Shapes.Needs("AssignmentId", Shapes.EntityId), Shapes.Needs("RequesterFeedback", Shapes.String)),
        Operation.Of("GetFileUploadURL", GetFileUploadUrl, Shapes.Needs("AssignmentId", Shapes.EntityId), Shapes.Needs("QuestionIdentifier", Shapes.String)),
    ];

    private static Reply Get(Market market, Caller caller, Input input)
    {
        var assignment = market.Assignments.Owned(caller.Id, input.Text("AssignmentId"));
        if (assignment.Status is AssignmentStatus.Accepted)
            // MTurk's own words, "Reviewable" and all (observed).
            throw Refusal.Request("InvalidAssignmentState", ReviewRules.Misfit("Reviewable,Approved,Rejected"));
        var hit = market.Hits.Get(assignment.HitId);
        var question = market.Hits.Question(hit);
        return json =>
        {
            json.WritePropertyName("Assignment");
            Write(json, assignment);
            json.WritePropertyName("HIT");
            HitJson.Write(json, hit, question);
        };
    }

    private static Reply List(Market market, Caller caller, Input input)
    {
        var paging = Paging.Of(market, input, "ListAssignmentsForHIT");
        var hit = market.Hits.Owned(caller.Id, input.Text("HITId"));
        var wanted = input.TextsOrNull("AssignmentStatuses") is { Count: > 0 } names ? names.Select(Enum.Parse<AssignmentStatus>) : s_visible;
        var found = market.Assignments.Listed(hit.Id, wanted.ToHashSet(), paging.At(0, 0), paging.At(1, 0), paging.Ask);
        return paging.Reply("Assignments", found, one => [one.SubmittedAt!.Value, one.Seq], Write);
    }

    private static Reply? Approve(Market market, Caller caller, Input input)
    {
        var feedback = Limits.WordsOrNull(input, "RequesterFeedback", Limits.Reason);
        var assignment = market.Assignments.Owned(caller.Id, input.Text("AssignmentId"));
        var hit = market.Hits.Get(assignment.HitId);
        var misfit = ReviewRules.ApprovalMisfit(
            assignment.Status, input.FlagOrNull("OverrideRejection") ?? false, assignment.SubmittedAt ?? 0, hit.Disposed, market.Now);
        if (misfit is not null)
            throw Refusal.Request("InvalidAssignmentState", ReviewRules.Misfit(misfit));
        market.Assignments.Approve(assignment, feedback);
        return null;
    }

    private static Reply? Reject(Market market, Caller caller, Input input)
    {
        var feedback = Limits.Words(input, "RequesterFeedback", Limits.Reason);
        var assignment = market.Assignments.Owned(caller.Id, input.Text("AssignmentId"));
        if (ReviewRules.RejectionMisfit(assignment.Status) is { } misfit)
            throw Refusal.Request("InvalidAssignmentState", ReviewRules.Misfit(misfit));
        market.Assignments.Reject(assignment, feedback);
        return null;
    }

    /// <summary>Questions with file uploads are no longer part of MTurk's schemas, so no assignment has such a question.</summary>
    private static Reply? GetFileUploadUrl(Market market, Caller caller, Input input)
    {
        var assignment = market.Assignments.Owned(caller.Id, input.Text("AssignmentId"));
        throw Refusal.Request("QuestionDoesNotExist",
            $"Assignment {assignment.Id} has no file for the question \"{input.Text("QuestionIdentifier")}\". This marketplace has no questions that ask for a file.");
    }

    private static void Write(Utf8JsonWriter json, Assignment assignment)
    {
        json.WriteStartObject();
        json.WriteString("AssignmentId", assignment.Id);
        json.WriteString("WorkerId", assignment.Worker);
        json.WriteString("HITId", assignment.HitId);
        json.WriteString("AssignmentStatus", assignment.Status.ToString());
        WriteTime(json, "AutoApprovalTime", assignment.AutoApproveAt);
        WriteTime(json, "AcceptTime", assignment.AcceptedAt);
        WriteTime(json, "SubmitTime", assignment.SubmittedAt);
        WriteTime(json, "ApprovalTime", assignment.ApprovedAt);
        WriteTime(json, "RejectionTime", assignment.RejectedAt);
        WriteTime(json, "Deadline", assignment.Deadline);
        if (assignment.Answer is not null)
            json.WriteString("Answer", assignment.Answer);
        if (assignment.Feedback is not null)
            json.WriteString("RequesterFeedback", assignment.Feedback);
        json.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter json, string name, long? milliseconds)
    {
        if (milliseconds is { } time)
            json.WriteNumber(name, Timestamps.Seconds(time));
    }
}
