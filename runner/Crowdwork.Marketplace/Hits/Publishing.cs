using Crowdwork.Marketplace.Questions;
using Crowdwork.Marketplace.Requesters;
using Crowdwork.Marketplace.Store;
using Crowdwork.Marketplace.Wire;

namespace Crowdwork.Marketplace.Hits;

/// <summary>
/// CreateHIT, CreateHITWithHITType and CreateHITType. The first is the other two in one: HITs with equal properties share a type, whoever
/// names it.
/// </summary>
internal static class Publishing
{
    private static readonly Member[] s_terms =
    [
        Shapes.Needs("AssignmentDurationInSeconds", Shapes.Long), Shapes.Needs("Reward", Shapes.CurrencyAmount), Shapes.Needs("Title", Shapes.String),
        Shapes.Needs("Description", Shapes.String), Shapes.May("AutoApprovalDelayInSeconds", Shapes.Long), Shapes.May("Keywords", Shapes.String),
        Shapes.May("QualificationRequirements", Shapes.QualificationRequirements),
    ];

    private static readonly Member[] s_work =
    [
        Shapes.Needs("LifetimeInSeconds", Shapes.Long), Shapes.May("MaxAssignments", Shapes.Integer), Shapes.May("Question", Shapes.String),
        Shapes.May("RequesterAnnotation", Shapes.String), Shapes.May("UniqueRequestToken", Shapes.IdempotencyToken),
        Shapes.May("AssignmentReviewPolicy", Shapes.ReviewPolicy), Shapes.May("HITReviewPolicy", Shapes.ReviewPolicy),
        Shapes.May("HITLayoutId", Shapes.EntityId), Shapes.May("HITLayoutParameters", Shapes.HitLayoutParameters),
    ];

    public static IEnumerable<Operation> All { get; } =
    [
        Operation.Prepared("CreateHITType", PrepareType, s_terms),
        Operation.Prepared("CreateHIT", input => PrepareHit("CreateHIT", input, Terms(input)), [.. s_terms, .. s_work]),
        Operation.Prepared("CreateHITWithHITType", input => PrepareHit("CreateHITWithHITType", input, null), [Shapes.Needs("HITTypeId", Shapes.EntityId), .. s_work]),
    ];

    private static Func<Market, Caller, Reply?> PrepareType(Input input)
    {
        var terms = Terms(input);
        return (market, caller) =>
        {
            var type = market.Types.Ensure(caller.Id, terms);
            return json => json.WriteString("HITTypeId", type.Id);
        };
    }

    private static Func<Market, Caller, Reply?> PrepareHit(string operation, Input input, HitTypeTerms? terms)
    {
        var lifetime = Limits.Number(input, "LifetimeInSeconds", Limits.LeastSeconds, Limits.MostSeconds);
        var assignments = (int)(Limits.NumberOrNull(input, "MaxAssignments", 1, Limits.MostAssignments) ?? 1);
        var annotation = Limits.TextOrNull(input, "RequesterAnnotation", Limits.Annotation);
        RefuseUnsupported(input);
        var question = CheckedQuestion(input);
        var token = input.TextOrNull("UniqueRequestToken");
        return (market, caller) =>
        {
            if (token is not null && market.Tokens.UsedFor(caller.Id, operation, token) is { } first)
                throw Repeated(first);
            var type = terms is null ? market.Types.Owned(caller.Id, input.Text("HITTypeId")) : market.Types.Ensure(caller.Id, terms);
            var hit = market.Hits.Create(type, question, lifetime, assignments, annotation, layoutId: null);
            if (token is not null)
                market.Tokens.Use(caller.Id, operation, token, hit.Id);
            return json =>
            {
                json.WritePropertyName("HIT");
                HitJson.Write(json, hit, question);
            };
        };
    }

    private static HitTypeTerms Terms(Input input) => new(
        Limits.Text(input, "Title", Limits.Title),
        Limits.Text(input, "Description", Limits.Description),
        Limits.TextOrNull(input, "Keywords", Limits.Keywords) is { Length: > 0 } keywords ? keywords : null,
        Limits.Amount(input, "Reward"),
        Limits.Number(input, "AssignmentDurationInSeconds", Limits.LeastSeconds, Limits.MostSeconds),
        Limits.NumberOrNull(input, "AutoApprovalDelayInSeconds", 0, Limits.MostAutoApprovalDelay) ?? Limits.DefaultAutoApprovalDelay,
        Limits.Requirements(input));

    private static string CheckedQuestion(Input input)
    {
        if (input.TextOrNull("Question") is not { } question)
            throw Refusal.Parameters("Question", "Either a Question parameter or a HITLayoutId parameter must be provided.");
        return QuestionXml.Read(question).Fault is { } fault ? throw Limits.Fault(fault, "Question") : question;
    }

    // A layout is made on MTurk's own web site, and a policy decides with the requester's money: to take either and do nothing would be
    // worse than to say so.
    private static void RefuseUnsupported(Input input)
    {
        if (input.TextOrNull("HITLayoutId") is { } layout)
        {
            throw input.Has("Question")
                ? Refusal.Parameters("HITLayoutId", "A Question parameter and a HITLayoutId parameter cannot be provided together.")
                : Refusal.Request("HITLayoutDoesNotExist",
                    $"HITLayout {layout} does not exist. This marketplace has no HIT layouts; put the question itself into the Question parameter.");
        }

        if (input.Has("HITLayoutParameters"))
            throw Refusal.Parameters("HITLayoutParameters", "HITLayoutParameters go with a HITLayoutId, and this marketplace has no HIT layouts. Leave them out.");
        foreach (var policy in new[] { "AssignmentReviewPolicy", "HITReviewPolicy" })
        {
            if (input.Has(policy))
                throw Refusal.Request("ReviewPolicyNotSupported",
                    $"This marketplace does not carry out review policies. Leave {policy} out, and approve or reject with ApproveAssignment and RejectAssignment.");
        }
    }

    /// <summary>The code is in MTurk's documentation, the sentence is observed.</summary>
    private static Refusal Repeated(string hitId) =>
        Refusal.Request("HitAlreadyExists", $"The HIT with ID \"{hitId}\" already exists.");
}
