using Amazon.MTurk.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Amazon.MTurk;

/// <summary>
/// Amazon Mechanical Turk as a requester sees it: publish work, fetch the answers, decide on them, pay.
/// </summary>
/// <remarks>
/// <code>
///   CreateHITType    CreateHITWithHITType     workers      ListAssignmentsForHIT      ApproveAssignment    DeleteHIT
///      HIT type ---------- HIT ----------- assignments ----------- Answer ----------- RejectAssignment -----> gone
///                           |                                                        SendBonus
///                           +--- UpdateExpirationForHIT: now                          (money moves)
/// </code>
/// <para>
/// All 39 operations of the API version 2017-01-17 are here. Each can throw <see cref="RequestErrorException"/> (the request is at fault),
/// <see cref="ServiceException"/> (the service is) and, for what the API does not declare, such as throttling or wrong credentials,
/// <see cref="AmazonMTurkException"/>. Codes are given without their prefix <c>AWS.MechanicalTurk.</c>. An endpoint that cannot be reached is an
/// <see cref="HttpRequestException"/>; missing credentials are an <see cref="AmazonClientException"/>; a token that is cancelled is an
/// <see cref="OperationCanceledException"/>.
/// </para>
/// <para>Money is text in US dollars, times are UTC, lists are null when the service did not send them.</para>
/// </remarks>
public interface IAmazonMTurk : IAmazonService, IDisposable
{
    /// <summary>Lists of any length, page by page: <c>await foreach (var page in client.Paginators.ListHITs(new()).Responses)</c>.</summary>
    IMTurkPaginatorFactory Paginators { get; }

    /// <summary>Tells where a request would be sent, without sending it.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The endpoint.</returns>
    Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request);

    // The account

    /// <summary>Tells how much money there is for rewards, bonuses and fees.</summary>
    /// <remarks>
    /// The cheapest call there is, and so a good first one: it shows that endpoint and credentials are right. The sandbox always answers
    /// 10000.00.
    /// </remarks>
    /// <param name="request">An empty request.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    Task<GetAccountBalanceResponse> GetAccountBalanceAsync(GetAccountBalanceRequest request, CancellationToken cancellationToken = default);

    // HITs: publishing, changing, following

    /// <summary>Registers what many HITs have in common: title, reward, time, requirements.</summary>
    /// <remarks>Asking twice with the same values gives the same type. HITs of one type stand in one group before the workers.</remarks>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    Task<CreateHITTypeResponse> CreateHITTypeAsync(CreateHITTypeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Publishes a HIT, and its type with it.</summary>
    /// <remarks>
    /// For many alike, <see cref="CreateHITTypeAsync"/> and <see cref="CreateHITWithHITTypeAsync"/> say the common part once.
    /// </remarks>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="RequestErrorException">
    /// <c>HitAlreadyExists</c>: the token was used within a day; the message names the HIT it made. <c>InsufficientFunds</c>: reward and
    /// fee are more than the balance. <c>HITLayoutDoesNotExist</c>, <c>XMLParseError</c>: the layout or the question cannot be used.
    /// </exception>
    Task<CreateHITResponse> CreateHITAsync(CreateHITRequest request, CancellationToken cancellationToken = default);

    /// <summary>Publishes a HIT of a type that is registered already.</summary>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="RequestErrorException">
    /// <c>HitAlreadyExists</c>: the token was used within a day; the message names the HIT it made. <c>InsufficientFunds</c>: reward and
    /// fee are more than the balance. <c>HITTypeDoesNotExist</c>: there is no such type.
    /// </exception>
    Task<CreateHITWithHITTypeResponse> CreateHITWithHITTypeAsync(CreateHITWithHITTypeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lets more workers answer a HIT.</summary>
    /// <remarks>
    /// A HIT that was made for fewer than ten workers cannot grow to ten or more, since the fee is another. A HIT that has expired needs
    /// more time as well.
    /// </remarks>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="RequestErrorException">
    /// <c>HITDoesNotExist</c>: there is no such HIT, or it is not yours. <c>InvalidMaximumAssignmentsIncrease</c>: from below ten to ten or
    /// more. <c>InvalidHITState</c>: it is deleted. <c>InsufficientFunds</c>: reward and fee are more than the balance. Without a code: the
    /// token was used already.
    /// </exception>
    Task<CreateAdditionalAssignmentsForHITResponse> CreateAdditionalAssignmentsForHITAsync(CreateAdditionalAssignmentsForHITRequest request, CancellationToken cancellationToken = default);

    /// <summary>Says until when a HIT is offered; a time in the past ends it now.</summary>
    /// <remarks>
    /// Whoever works on it may finish. To end a HIT, give a time that is past by any clock, such as <see cref="DateTime.UnixEpoch"/>.
    /// </remarks>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="RequestErrorException">
    /// <c>HITDoesNotExist</c>: there is no such HIT, or it is not yours. <c>InvalidHITState</c>: it is deleted.
    /// </exception>
    Task<UpdateExpirationForHITResponse> UpdateExpirationForHITAsync(UpdateExpirationForHITRequest request, CancellationToken cancellationToken = default);

    /// <summary>Puts a HIT that has all its answers aside, or back.</summary>
    /// <remarks>Aside means from reviewable to reviewing. The service makes no other difference between the two.</remarks>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="RequestErrorException">
    /// <c>HITDoesNotExist</c>: there is no such HIT, or it is not yours. <c>InvalidHITState</c>: it is in neither of the two states.
    /// </exception>
    Task<UpdateHITReviewStatusResponse> UpdateHITReviewStatusAsync(UpdateHITReviewStatusRequest request, CancellationToken cancellationToken = default);

    /// <summary>Moves a HIT to another type, and so changes its title, reward or requirements.</summary>
    /// <remarks>The reward can change only as long as nobody has taken the HIT.</remarks>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="RequestErrorException">
    /// <c>HITDoesNotExist</c>: there is no such HIT, or it is not yours. <c>HITTypeDoesNotExist</c>: there is no such type.
    /// <c>InvalidHITState</c>: it is deleted.
    /// </exception>
    Task<UpdateHITTypeOfHITResponse> UpdateHITTypeOfHITAsync(UpdateHITTypeOfHITRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes a HIT and the answers to it.</summary>
    /// <remarks>
    /// Possible when it is reviewable or reviewing and every answer has been approved or rejected. Store the answers first.
    /// </remarks>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="RequestErrorException">
    /// <c>HITDoesNotExist</c>: there is no such HIT, or it is not yours. <c>InvalidHITState</c>: it is still offered, somebody works on it,
    /// or an answer waits for a decision.
    /// </exception>
    Task<DeleteHITResponse> DeleteHITAsync(DeleteHITRequest request, CancellationToken cancellationToken = default);

    /// <summary>Tells all about one HIT.</summary>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="RequestErrorException"><c>HITDoesNotExist</c>: there is no such HIT, or it is not yours.</exception>
    Task<GetHITResponse> GetHITAsync(GetHITRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists all HITs that are not deleted.</summary>
    /// <remarks>See <see cref="Paginators"/> for all pages.</remarks>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    Task<ListHITsResponse> ListHITsAsync(ListHITsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists the HITs that have all their answers, or expired.</summary>
    /// <remarks>A HIT that is still offered is not among them, though it may have answers already.</remarks>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    Task<ListReviewableHITsResponse> ListReviewableHITsAsync(ListReviewableHITsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists the HITs that require a qualification.</summary>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="RequestErrorException"><c>QualificationTypeDoesNotExist</c>: there is no such qualification type.</exception>
    Task<ListHITsForQualificationTypeResponse> ListHITsForQualificationTypeAsync(ListHITsForQualificationTypeRequest request, CancellationToken cancellationToken = default);

    // Assignments: the answers of workers

    /// <summary>Lists the answers to a HIT, also while it is still offered.</summary>
    /// <remarks>Only what has been submitted; who works on it now is not told.</remarks>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="RequestErrorException"><c>HITDoesNotExist</c>: there is no such HIT, or it is not yours.</exception>
    Task<ListAssignmentsForHITResponse> ListAssignmentsForHITAsync(ListAssignmentsForHITRequest request, CancellationToken cancellationToken = default);

    /// <summary>Tells all about one answer and its HIT.</summary>
    /// <remarks>An answer is kept for 120 days.</remarks>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="RequestErrorException">
    /// <c>AssignmentDoesNotExist</c>: there is no such assignment, or the service does not know yet that it was submitted.
    /// <c>InvalidAssignmentState</c>: it has not been submitted.
    /// </exception>
    Task<GetAssignmentResponse> GetAssignmentAsync(GetAssignmentRequest request, CancellationToken cancellationToken = default);

    /// <summary>Approves an answer: its worker is paid, and the fee is taken.</summary>
    /// <remarks>It cannot be undone. An answer that nobody decides on is approved when its time has passed.</remarks>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="RequestErrorException">
    /// <c>AssignmentDoesNotExist</c>: there is no such assignment, or the service does not know yet that it was submitted.
    /// <c>InvalidAssignmentState</c>: it has been decided on. <c>InsufficientFunds</c>: an earlier rejection gave the money back, and it is
    /// spent.
    /// </exception>
    Task<ApproveAssignmentResponse> ApproveAssignmentAsync(ApproveAssignmentRequest request, CancellationToken cancellationToken = default);

    /// <summary>Rejects an answer: its worker is not paid.</summary>
    /// <remarks>
    /// It counts against the worker for ever after. Within 30 days it can be set right by <see cref="ApproveAssignmentAsync"/>.
    /// </remarks>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="RequestErrorException">
    /// <c>AssignmentDoesNotExist</c>: there is no such assignment, or the service does not know yet that it was submitted.
    /// <c>InvalidAssignmentState</c>: it has been decided on.
    /// </exception>
    Task<RejectAssignmentResponse> RejectAssignmentAsync(RejectAssignmentRequest request, CancellationToken cancellationToken = default);

    /// <summary>Asks where a file can be fetched that a worker uploaded.</summary>
    /// <remarks>From the days when questions could ask for files. The service offers them no longer, and answers with an error.</remarks>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="RequestErrorException">For whatever is asked.</exception>
    Task<GetFileUploadURLResponse> GetFileUploadURLAsync(GetFileUploadURLRequest request, CancellationToken cancellationToken = default);

    // Bonuses

    /// <summary>Pays a worker something on top of a reward, and the fee for it.</summary>
    /// <remarks>It cannot be undone, and without a token a retry pays twice.</remarks>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="RequestErrorException">
    /// <c>AssignmentDoesNotExist</c>: there is no such assignment, or the service does not know yet that it was submitted.
    /// <c>InsufficientFunds</c>: bonus and fee are more than the balance. Without a code: the token was used already.
    /// </exception>
    Task<SendBonusResponse> SendBonusAsync(SendBonusRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists the bonuses that were paid for a HIT or an assignment.</summary>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    Task<ListBonusPaymentsResponse> ListBonusPaymentsAsync(ListBonusPaymentsRequest request, CancellationToken cancellationToken = default);

    // Workers

    /// <summary>Keeps a worker from taking any more work.</summary>
    /// <remarks>
    /// What they hold already they may finish. A worker whom several requesters block may lose their account: a qualification that keeps
    /// them out is milder.
    /// </remarks>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    Task<CreateWorkerBlockResponse> CreateWorkerBlockAsync(CreateWorkerBlockRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lets a worker take work again.</summary>
    /// <remarks>No error when the worker was not blocked.</remarks>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    Task<DeleteWorkerBlockResponse> DeleteWorkerBlockAsync(DeleteWorkerBlockRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists the workers who are blocked.</summary>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    Task<ListWorkerBlocksResponse> ListWorkerBlocksAsync(ListWorkerBlocksRequest request, CancellationToken cancellationToken = default);

    /// <summary>Sends a mail to workers who have worked for this requester.</summary>
    /// <remarks>The call succeeds when some did not get it; the answer names them.</remarks>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    Task<NotifyWorkersResponse> NotifyWorkersAsync(NotifyWorkersRequest request, CancellationToken cancellationToken = default);

    // Qualifications

    /// <summary>Makes a kind of qualification.</summary>
    /// <remarks>Name, keywords and having a test are for ever. It may take a while until searches find it.</remarks>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="RequestErrorException"><c>QualificationTypeAlreadyExists</c>: there is one with this name.</exception>
    Task<CreateQualificationTypeResponse> CreateQualificationTypeAsync(CreateQualificationTypeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Changes a kind of qualification. What is null stays as it is.</summary>
    /// <remarks>A test can be replaced and not be removed.</remarks>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="RequestErrorException">
    /// <c>QualificationTypeDoesNotExist</c>: there is no such qualification type. <c>InvalidQualificationTypeState</c>: it is being
    /// deleted.
    /// </exception>
    Task<UpdateQualificationTypeResponse> UpdateQualificationTypeAsync(UpdateQualificationTypeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Tells all about one kind of qualification.</summary>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="RequestErrorException"><c>QualificationTypeDoesNotExist</c>: there is no such qualification type.</exception>
    Task<GetQualificationTypeResponse> GetQualificationTypeAsync(GetQualificationTypeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes a kind of qualification.</summary>
    /// <remarks>
    /// It takes up to 48 hours, in which it is <c>Disposing</c>; requests for it are rejected. HITs that require it can no longer be taken.
    /// </remarks>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="RequestErrorException"><c>QualificationTypeDoesNotExist</c>: there is no such qualification type.</exception>
    Task<DeleteQualificationTypeResponse> DeleteQualificationTypeAsync(DeleteQualificationTypeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Searches for kinds of qualification.</summary>
    /// <remarks>A new one may be missing for a while.</remarks>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    Task<ListQualificationTypesResponse> ListQualificationTypesAsync(ListQualificationTypesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists the workers who ask for a qualification and wait for a decision.</summary>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="RequestErrorException"><c>QualificationTypeDoesNotExist</c>: there is no such qualification type.</exception>
    Task<ListQualificationRequestsResponse> ListQualificationRequestsAsync(ListQualificationRequestsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Gives a worker the qualification they asked for.</summary>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="RequestErrorException">
    /// <c>QualificationRequestDoesNotExist</c>: there is no such request. <c>InvalidQualificationRequestState</c>: it has been decided on.
    /// </exception>
    Task<AcceptQualificationRequestResponse> AcceptQualificationRequestAsync(AcceptQualificationRequestRequest request, CancellationToken cancellationToken = default);

    /// <summary>Refuses a worker the qualification they asked for.</summary>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="RequestErrorException">
    /// <c>QualificationRequestDoesNotExist</c>: there is no such request. <c>InvalidQualificationRequestState</c>: it has been decided on.
    /// </exception>
    Task<RejectQualificationRequestResponse> RejectQualificationRequestAsync(RejectQualificationRequestRequest request, CancellationToken cancellationToken = default);

    /// <summary>Gives a worker a qualification, asked for or not, or changes its value.</summary>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="RequestErrorException">
    /// <c>QualificationTypeDoesNotExist</c>: there is no such qualification type. <c>InvalidQualificationTypeState</c>: it is being
    /// deleted.
    /// </exception>
    Task<AssociateQualificationWithWorkerResponse> AssociateQualificationWithWorkerAsync(AssociateQualificationWithWorkerRequest request, CancellationToken cancellationToken = default);

    /// <summary>Takes a qualification away from a worker.</summary>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="RequestErrorException">
    /// <c>QualificationTypeDoesNotExist</c>: there is no such qualification type. <c>QualificationDoesNotExist</c>,
    /// <c>InvalidQualificationState</c>: the worker does not have it.
    /// </exception>
    Task<DisassociateQualificationFromWorkerResponse> DisassociateQualificationFromWorkerAsync(DisassociateQualificationFromWorkerRequest request, CancellationToken cancellationToken = default);

    /// <summary>Tells the value of a worker's qualification.</summary>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="RequestErrorException">
    /// <c>QualificationTypeDoesNotExist</c>: there is no such qualification type. <c>QualificationDoesNotExist</c>: the worker never had
    /// it. <c>InvalidQualificationState</c>: it was taken away.
    /// </exception>
    Task<GetQualificationScoreResponse> GetQualificationScoreAsync(GetQualificationScoreRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists the workers who have a qualification.</summary>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="RequestErrorException"><c>QualificationTypeDoesNotExist</c>: there is no such qualification type.</exception>
    Task<ListWorkersWithQualificationTypeResponse> ListWorkersWithQualificationTypeAsync(ListWorkersWithQualificationTypeRequest request, CancellationToken cancellationToken = default);

    // Notifications

    /// <summary>Says which events of a HIT type are told, and to whom.</summary>
    /// <remarks>
    /// At least one of the two members has to be there. Messages may come twice, late, in any order, or not at all: take them as a hint to
    /// look.
    /// </remarks>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="RequestErrorException">
    /// <c>HITTypeDoesNotExist</c>: there is no such type. <c>InvalidTransportEndpoint</c>: the queue or topic cannot be written to.
    /// </exception>
    Task<UpdateNotificationSettingsResponse> UpdateNotificationSettingsAsync(UpdateNotificationSettingsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Sends one event that did not happen, to try a destination out.</summary>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="RequestErrorException"><c>InvalidTransportEndpoint</c>: the queue or topic cannot be written to.</exception>
    Task<SendTestEventNotificationResponse> SendTestEventNotificationAsync(SendTestEventNotificationRequest request, CancellationToken cancellationToken = default);

    // Review policies

    /// <summary>Tells what the review policies of a HIT found and did.</summary>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Gives the call up. Whether it took effect is then unknown.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="RequestErrorException"><c>HITDoesNotExist</c>: there is no such HIT, or it is not yours.</exception>
    Task<ListReviewPolicyResultsForHITResponse> ListReviewPolicyResultsForHITAsync(ListReviewPolicyResultsForHITRequest request, CancellationToken cancellationToken = default);
}
