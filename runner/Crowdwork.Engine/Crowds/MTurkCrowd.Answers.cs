using System.Runtime.CompilerServices;
using Amazon.MTurk;
using Amazon.MTurk.Model;

namespace Crowdwork.Engine.Crowds;

public sealed partial class MTurkCrowd
{
    public async IAsyncEnumerable<HandedIn> Answers(string hit, [EnumeratorCancellation] CancellationToken cancelled)
    {
        string? next = null;
        do
        {
            var request = new ListAssignmentsForHITRequest { HITId = hit, MaxResults = PageSize, NextToken = next };
            var page = await Ask(client => client.ListAssignmentsForHITAsync(request, cancelled), cancelled);
            foreach (var assignment in page.Assignments ?? []) yield return HandedInOf(assignment);
            next = page.NextToken;
        }
        while (next is not null);
    }

    public async Task<HandedIn?> Answer(string assignment, CancellationToken cancelled)
    {
        try
        {
            var answer = await Ask(client => client.GetAssignmentAsync(new GetAssignmentRequest { AssignmentId = assignment }, cancelled), cancelled);
            return HandedInOf(answer.Assignment ?? throw MTurkFaults.Strange(Address, "an assignment that is none"));
        }
        catch (CrowdFault fault) when (fault.Kind == CrowdFaultKind.NotYetKnown)
        {
            return null;
        }
    }

    public Task Approve(string assignment, string? words, CancellationToken cancelled)
        => Ask(client => client.ApproveAssignmentAsync(new ApproveAssignmentRequest { AssignmentId = assignment, RequesterFeedback = words }, cancelled), cancelled);

    public Task Reject(string assignment, string reason, CancellationToken cancelled)
        => Ask(client => client.RejectAssignmentAsync(new RejectAssignmentRequest { AssignmentId = assignment, RequesterFeedback = reason }, cancelled), cancelled);

    public Task TakeBackRejection(string assignment, string? words, CancellationToken cancelled)
    {
        var request = new ApproveAssignmentRequest { AssignmentId = assignment, RequesterFeedback = words, OverrideRejection = true };
        return Ask(client => client.ApproveAssignmentAsync(request, cancelled), cancelled);
    }

    public Task PayBonus(BonusOrder order, CancellationToken cancelled)
    {
        var request = new SendBonusRequest
        {
            WorkerId = order.Worker,
            AssignmentId = order.Assignment,
            BonusAmount = order.Amount.ToWire(),
            Reason = order.Reason,
            UniqueRequestToken = order.Token,
        };
        return Ask(client => client.SendBonusAsync(request, cancelled), cancelled);
    }

    public async IAsyncEnumerable<PaidBonus> Bonuses(string assignment, [EnumeratorCancellation] CancellationToken cancelled)
    {
        string? next = null;
        do
        {
            var request = new ListBonusPaymentsRequest { AssignmentId = assignment, MaxResults = PageSize, NextToken = next };
            var page = await Ask(client => client.ListBonusPaymentsAsync(request, cancelled), cancelled);
            foreach (var bonus in page.BonusPayments ?? [])
                yield return new PaidBonus(bonus.WorkerId ?? "", bonus.AssignmentId ?? "", Money.Parse(bonus.BonusAmount ?? "0"), bonus.Reason ?? "", When(bonus.GrantTime));
            next = page.NextToken;
        }
        while (next is not null);
    }

    private HandedIn HandedInOf(Assignment one) => new(
        one.AssignmentId ?? "", one.HITId ?? "", one.WorkerId ?? "", VerdictOf(one.AssignmentStatus), one.Answer ?? "", When(one.AcceptTime), When(one.SubmitTime),
        one.AutoApprovalTime is { } at ? When(at) : null, one.RequesterFeedback);

    // An unknown word must not be taken for "nobody has decided": the next step would be to decide, and pay.
    private Verdict VerdictOf(AssignmentStatus? status) => status?.Value switch
    {
        "Submitted" => Verdict.None,
        "Approved" => Verdict.Approved,
        "Rejected" => Verdict.Rejected,
        var other => throw MTurkFaults.Strange(Address, $"an assignment in the state '{other}'"),
    };
}
