using Crowdwork.Marketplace.Wire;

namespace Crowdwork.Marketplace.Tests.Wire;

public sealed class OperationsTests
{
    // The operations of the service model 2017-01-17.
    private static readonly string[] s_model =
    [
        "AcceptQualificationRequest", "ApproveAssignment", "AssociateQualificationWithWorker", "CreateAdditionalAssignmentsForHIT", "CreateHIT", "CreateHITType",
        "CreateHITWithHITType", "CreateQualificationType", "CreateWorkerBlock", "DeleteHIT", "DeleteQualificationType", "DeleteWorkerBlock",
        "DisassociateQualificationFromWorker", "GetAccountBalance", "GetAssignment", "GetFileUploadURL", "GetHIT", "GetQualificationScore", "GetQualificationType",
        "ListAssignmentsForHIT", "ListBonusPayments", "ListHITs", "ListHITsForQualificationType", "ListQualificationRequests", "ListQualificationTypes",
        "ListReviewPolicyResultsForHIT", "ListReviewableHITs", "ListWorkerBlocks", "ListWorkersWithQualificationType", "NotifyWorkers", "RejectAssignment",
        "RejectQualificationRequest", "SendBonus", "SendTestEventNotification", "UpdateExpirationForHIT", "UpdateHITReviewStatus", "UpdateHITTypeOfHIT",
        "UpdateNotificationSettings", "UpdateQualificationType",
    ];

    [Fact]
    public void TheOperations_AreTheThirtyNineOfTheModel()
    {
        Assert.Equal(39, s_model.Length);
        Assert.Equal(s_model, Operations.Names.Order(StringComparer.Ordinal));
    }
}
