using Crowdwork.Marketplace.Questions;

namespace Crowdwork.Marketplace.WorkerSite;

/// <summary>
/// Everything that workers can do: find work, take it, hand it in or give it back, ask for qualifications, look at what they have earned.
/// </summary>
/// <remarks>
/// <code>
///   pages of WorkerSite --> IWorkerDesk --> the market, one step at a time
/// </code>
/// Each call is one step that nobody can come in between: of two workers who accept the last place, one gets it. What cannot be done throws
/// <see cref="WorkRefused"/>, whose reason says why; the words for people are the site's. Money is in cents.
/// </remarks>
internal interface IWorkerDesk
{
    /// <summary>The newest workers, the newest first.</summary>
    Task<WorkerPage> Workers(int take);

    Task<WorkerCard?> FindWorker(string workerId);

    /// <summary>A new worker. <see cref="WorkRefusal.WorkerIdTaken"/> when there is one of that name already.</summary>
    Task<WorkerCard> Register(NewWorker worker);

    /// <summary>Groups of HITs with a place for this worker: unexpired, and not hidden by a requirement that guards discovery.</summary>
    Task<GroupPage> Search(string workerId, GroupSearch search);

    /// <summary>One group, also when there is no work left in it; null when there is none or a requirement hides it.</summary>
    Task<GroupCard?> FindGroup(string workerId, string groupId);

    /// <summary>The HIT that Accept would give. Refused like Accept, except that a requirement which guards accepting only does not matter.</summary>
    Task<HitToPreview> Preview(string workerId, string groupId);

    /// <summary>Takes a HIT of the group, the oldest that this worker has not done and nobody else holds.</summary>
    Task<WorkInHand> Accept(string workerId, string groupId);

    /// <summary>Work that this worker holds now; refused with the reason when it was handed in, given back, abandoned, or is somebody else's.</summary>
    Task<WorkInHand> Work(string workerId, string assignmentId);

    /// <summary>
    /// Hands in the answers. The assignment alone says who the worker is: the post comes from the task's page, which has no session here. When
    /// <paramref name="workerId"/> is given it has to be the one who holds it.
    /// </summary>
    Task<SubmittedWork> Submit(string assignmentId, string? workerId, QuestionFormAnswers answers);

    /// <summary>The HIT behind an assignment, whoever holds it and whatever became of it; for the page that a submission lands on.</summary>
    Task<SubmittedWork?> FindSubmitted(string assignmentId);

    /// <summary>Gives work back.</summary>
    Task Return(string workerId, string assignmentId);

    /// <summary>What the worker holds, the nearest deadline first.</summary>
    Task<IReadOnlyList<WorkInHand>> Queue(string workerId);

    /// <summary>Qualifications that the worker has, has asked for, or can ask for.</summary>
    Task<QualificationShelf> Qualifications(string workerId, string? search);

    Task<QualificationCard?> FindQualification(string workerId, string typeId);

    /// <summary>Begins a test, or goes on with one that has begun; its time runs from the first call.</summary>
    Task<StartedTest> StartTest(string workerId, string typeId);

    /// <summary>
    /// Asks for a qualification. With a test the answers are needed; with an answer key they are graded and the value is granted at once, otherwise the
    /// requester decides.
    /// </summary>
    Task<QualificationCard> Request(string workerId, string typeId, QuestionFormAnswers? answers);

    /// <summary>What has been handed in, newest first, with what became of it, and the sums over everything.</summary>
    Task<EarningsPage> Earnings(string workerId, int skip, int take);

    /// <summary>Messages from requesters (NotifyWorkers), newest first.</summary>
    Task<IReadOnlyList<Letter>> Letters(string workerId);
}
