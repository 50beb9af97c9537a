using Crowdwork.Marketplace.Workers;

namespace Crowdwork.Marketplace.Qualifications;

/// <summary>
/// Worker_PercentAssignmentsApproved. Beginners count as perfect until they have submitted a hundred assignments (MTurk's documentation);
/// then it is the share of approvals among the decided ones, rounded down (the marketplace's choice).
/// </summary>
internal static class ApprovalRate
{
    private const int BeginnersUntil = 100;

    public static int Of(WorkRecord record)
    {
        var decided = record.Approved + record.Rejected;
        return record.Submitted < BeginnersUntil || decided == 0 ? 100 : (int)(100 * record.Approved / decided);
    }
}
