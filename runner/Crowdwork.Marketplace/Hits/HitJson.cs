using System.Text.Json;
using Crowdwork.Marketplace.Money;
using Crowdwork.Marketplace.Qualifications;
using Crowdwork.Marketplace.Wire;

namespace Crowdwork.Marketplace.Hits;

/// <summary>A HIT as replies have it. What it does not have is left out, never null.</summary>
internal static class HitJson
{
    public static void Write(Utf8JsonWriter json, Hit hit, string? question)
    {
        json.WriteStartObject();
        WriteMembers(json, hit, question);
        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, Hit hit, string? question)
    {
        json.WriteString("HITId", hit.Id);
        json.WriteString("HITTypeId", hit.Type.Id);
        json.WriteString("HITGroupId", hit.Type.GroupId);
        if (hit.LayoutId is not null)
            json.WriteString("HITLayoutId", hit.LayoutId);
        json.WriteNumber("CreationTime", Timestamps.Seconds(hit.CreatedAt));
        json.WriteString("Title", hit.Type.Title);
        json.WriteString("Description", hit.Type.Description);
        if (question is not null)
            json.WriteString("Question", question);
        if (hit.Type.Keywords is not null)
            json.WriteString("Keywords", hit.Type.Keywords);
        json.WriteString("HITStatus", hit.Status.ToString());
        json.WriteNumber("MaxAssignments", hit.Max);
        json.WriteString("Reward", Cents.Text(hit.Type.Reward));
        json.WriteNumber("AutoApprovalDelayInSeconds", hit.Type.AutoApprovalDelay);
        json.WriteNumber("Expiration", Timestamps.Seconds(hit.ExpiresAt));
        json.WriteNumber("AssignmentDurationInSeconds", hit.Type.Duration);
        if (hit.Annotation is not null)
            json.WriteString("RequesterAnnotation", hit.Annotation);
        json.WritePropertyName("QualificationRequirements");
        RequirementJson.Write(json, hit.Type.Requirements);
        json.WriteString("HITReviewStatus", "NotReviewed");
        json.WriteNumber("NumberOfAssignmentsPending", hit.Pending);
        json.WriteNumber("NumberOfAssignmentsAvailable", hit.Counts.Available);
        json.WriteNumber("NumberOfAssignmentsCompleted", hit.Completed);
    }
}
