using Amazon.MTurk.Model;

namespace Amazon.MTurk;

/// <content>The operations, in the order of <see cref="IAmazonMTurk"/>: they differ in nothing but their types.</content>
public partial class AmazonMTurkClient
{
    // The account

    /// <inheritdoc/>
    public virtual Task<GetAccountBalanceResponse> GetAccountBalanceAsync(GetAccountBalanceRequest request, CancellationToken cancellationToken = default)
        => Call<GetAccountBalanceRequest, GetAccountBalanceResponse>(request, cancellationToken);

    // HITs: publishing, changing, following

    /// <inheritdoc/>
    public virtual Task<CreateHITTypeResponse> CreateHITTypeAsync(CreateHITTypeRequest request, CancellationToken cancellationToken = default)
        => Call<CreateHITTypeRequest, CreateHITTypeResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<CreateHITResponse> CreateHITAsync(CreateHITRequest request, CancellationToken cancellationToken = default)
        => Call<CreateHITRequest, CreateHITResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<CreateHITWithHITTypeResponse> CreateHITWithHITTypeAsync(CreateHITWithHITTypeRequest request, CancellationToken cancellationToken = default)
        => Call<CreateHITWithHITTypeRequest, CreateHITWithHITTypeResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<CreateAdditionalAssignmentsForHITResponse> CreateAdditionalAssignmentsForHITAsync(CreateAdditionalAssignmentsForHITRequest request, CancellationToken cancellationToken = default)
        => Call<CreateAdditionalAssignmentsForHITRequest, CreateAdditionalAssignmentsForHITResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<UpdateExpirationForHITResponse> UpdateExpirationForHITAsync(UpdateExpirationForHITRequest request, CancellationToken cancellationToken = default)
        => Call<UpdateExpirationForHITRequest, UpdateExpirationForHITResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<UpdateHITReviewStatusResponse> UpdateHITReviewStatusAsync(UpdateHITReviewStatusRequest request, CancellationToken cancellationToken = default)
        => Call<UpdateHITReviewStatusRequest, UpdateHITReviewStatusResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<UpdateHITTypeOfHITResponse> UpdateHITTypeOfHITAsync(UpdateHITTypeOfHITRequest request, CancellationToken cancellationToken = default)
        => Call<UpdateHITTypeOfHITRequest, UpdateHITTypeOfHITResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DeleteHITResponse> DeleteHITAsync(DeleteHITRequest request, CancellationToken cancellationToken = default)
        => Call<DeleteHITRequest, DeleteHITResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetHITResponse> GetHITAsync(GetHITRequest request, CancellationToken cancellationToken = default)
        => Call<GetHITRequest, GetHITResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListHITsResponse> ListHITsAsync(ListHITsRequest request, CancellationToken cancellationToken = default)
        => Call<ListHITsRequest, ListHITsResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListReviewableHITsResponse> ListReviewableHITsAsync(ListReviewableHITsRequest request, CancellationToken cancellationToken = default)
        => Call<ListReviewableHITsRequest, ListReviewableHITsResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListHITsForQualificationTypeResponse> ListHITsForQualificationTypeAsync(ListHITsForQualificationTypeRequest request, CancellationToken cancellationToken = default)
        => Call<ListHITsForQualificationTypeRequest, ListHITsForQualificationTypeResponse>(request, cancellationToken);

    // Assignments: the answers of workers

    /// <inheritdoc/>
    public virtual Task<ListAssignmentsForHITResponse> ListAssignmentsForHITAsync(ListAssignmentsForHITRequest request, CancellationToken cancellationToken = default)
        => Call<ListAssignmentsForHITRequest, ListAssignmentsForHITResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetAssignmentResponse> GetAssignmentAsync(GetAssignmentRequest request, CancellationToken cancellationToken = default)
        => Call<GetAssignmentRequest, GetAssignmentResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ApproveAssignmentResponse> ApproveAssignmentAsync(ApproveAssignmentRequest request, CancellationToken cancellationToken = default)
        => Call<ApproveAssignmentRequest, ApproveAssignmentResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<RejectAssignmentResponse> RejectAssignmentAsync(RejectAssignmentRequest request, CancellationToken cancellationToken = default)
        => Call<RejectAssignmentRequest, RejectAssignmentResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetFileUploadURLResponse> GetFileUploadURLAsync(GetFileUploadURLRequest request, CancellationToken cancellationToken = default)
        => Call<GetFileUploadURLRequest, GetFileUploadURLResponse>(request, cancellationToken);

    // Bonuses

    /// <inheritdoc/>
    public virtual Task<SendBonusResponse> SendBonusAsync(SendBonusRequest request, CancellationToken cancellationToken = default)
        => Call<SendBonusRequest, SendBonusResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListBonusPaymentsResponse> ListBonusPaymentsAsync(ListBonusPaymentsRequest request, CancellationToken cancellationToken = default)
        => Call<ListBonusPaymentsRequest, ListBonusPaymentsResponse>(request, cancellationToken);

    // Workers

    /// <inheritdoc/>
    public virtual Task<CreateWorkerBlockResponse> CreateWorkerBlockAsync(CreateWorkerBlockRequest request, CancellationToken cancellationToken = default)
        => Call<CreateWorkerBlockRequest, CreateWorkerBlockResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DeleteWorkerBlockResponse> DeleteWorkerBlockAsync(DeleteWorkerBlockRequest request, CancellationToken cancellationToken = default)
        => Call<DeleteWorkerBlockRequest, DeleteWorkerBlockResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListWorkerBlocksResponse> ListWorkerBlocksAsync(ListWorkerBlocksRequest request, CancellationToken cancellationToken = default)
        => Call<ListWorkerBlocksRequest, ListWorkerBlocksResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<NotifyWorkersResponse> NotifyWorkersAsync(NotifyWorkersRequest request, CancellationToken cancellationToken = default)
        => Call<NotifyWorkersRequest, NotifyWorkersResponse>(request, cancellationToken);

    // Qualifications

    /// <inheritdoc/>
    public virtual Task<CreateQualificationTypeResponse> CreateQualificationTypeAsync(CreateQualificationTypeRequest request, CancellationToken cancellationToken = default)
        => Call<CreateQualificationTypeRequest, CreateQualificationTypeResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<UpdateQualificationTypeResponse> UpdateQualificationTypeAsync(UpdateQualificationTypeRequest request, CancellationToken cancellationToken = default)
        => Call<UpdateQualificationTypeRequest, UpdateQualificationTypeResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetQualificationTypeResponse> GetQualificationTypeAsync(GetQualificationTypeRequest request, CancellationToken cancellationToken = default)
        => Call<GetQualificationTypeRequest, GetQualificationTypeResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DeleteQualificationTypeResponse> DeleteQualificationTypeAsync(DeleteQualificationTypeRequest request, CancellationToken cancellationToken = default)
        => Call<DeleteQualificationTypeRequest, DeleteQualificationTypeResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListQualificationTypesResponse> ListQualificationTypesAsync(ListQualificationTypesRequest request, CancellationToken cancellationToken = default)
        => Call<ListQualificationTypesRequest, ListQualificationTypesResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListQualificationRequestsResponse> ListQualificationRequestsAsync(ListQualificationRequestsRequest request, CancellationToken cancellationToken = default)
        => Call<ListQualificationRequestsRequest, ListQualificationRequestsResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<AcceptQualificationRequestResponse> AcceptQualificationRequestAsync(AcceptQualificationRequestRequest request, CancellationToken cancellationToken = default)
        => Call<AcceptQualificationRequestRequest, AcceptQualificationRequestResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<RejectQualificationRequestResponse> RejectQualificationRequestAsync(RejectQualificationRequestRequest request, CancellationToken cancellationToken = default)
        => Call<RejectQualificationRequestRequest, RejectQualificationRequestResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<AssociateQualificationWithWorkerResponse> AssociateQualificationWithWorkerAsync(AssociateQualificationWithWorkerRequest request, CancellationToken cancellationToken = default)
        => Call<AssociateQualificationWithWorkerRequest, AssociateQualificationWithWorkerResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DisassociateQualificationFromWorkerResponse> DisassociateQualificationFromWorkerAsync(DisassociateQualificationFromWorkerRequest request, CancellationToken cancellationToken = default)
        => Call<DisassociateQualificationFromWorkerRequest, DisassociateQualificationFromWorkerResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetQualificationScoreResponse> GetQualificationScoreAsync(GetQualificationScoreRequest request, CancellationToken cancellationToken = default)
        => Call<GetQualificationScoreRequest, GetQualificationScoreResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListWorkersWithQualificationTypeResponse> ListWorkersWithQualificationTypeAsync(ListWorkersWithQualificationTypeRequest request, CancellationToken cancellationToken = default)
        => Call<ListWorkersWithQualificationTypeRequest, ListWorkersWithQualificationTypeResponse>(request, cancellationToken);

    // Notifications

    /// <inheritdoc/>
    public virtual Task<UpdateNotificationSettingsResponse> UpdateNotificationSettingsAsync(UpdateNotificationSettingsRequest request, CancellationToken cancellationToken = default)
        => Call<UpdateNotificationSettingsRequest, UpdateNotificationSettingsResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<SendTestEventNotificationResponse> SendTestEventNotificationAsync(SendTestEventNotificationRequest request, CancellationToken cancellationToken = default)
        => Call<SendTestEventNotificationRequest, SendTestEventNotificationResponse>(request, cancellationToken);

    // Review policies

    /// <inheritdoc/>
    public virtual Task<ListReviewPolicyResultsForHITResponse> ListReviewPolicyResultsForHITAsync(ListReviewPolicyResultsForHITRequest request, CancellationToken cancellationToken = default)
        => Call<ListReviewPolicyResultsForHITRequest, ListReviewPolicyResultsForHITResponse>(request, cancellationToken);
}
