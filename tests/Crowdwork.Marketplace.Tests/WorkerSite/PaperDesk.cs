using System.Collections.Concurrent;
using Crowdwork.Marketplace.Qualifications;
using Crowdwork.Marketplace.Questions;
using Crowdwork.Marketplace.WorkerSite;

namespace Crowdwork.Marketplace.Tests.WorkerSite;

/// <summary>
/// A work desk on paper, for looking at pages: it hands out what a test has put on it, refuses what it is told to refuse, and remembers what was handed in.
/// It has none of the market's rules.
/// </summary>
internal sealed class PaperDesk : IWorkerDesk
{
    public const string Worker = "A1PAPERWORKER";

    private readonly ConcurrentDictionary<string, WorkInHand> _held = new();
    private int _next = 1;

    public DateTimeOffset Now { get; set; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public List<WorkerCard> People { get; } = [];

    public List<GroupCard> Groups { get; } = [];

    /// <summary>The question of each group.</summary>
    public Dictionary<string, string> Questions { get; } = [];

    /// <summary>Operations that are refused, by name.</summary>
    public Dictionary<string, WorkRefused> Refusals { get; } = [];

    public List<(string Assignment, string? Worker, QuestionFormAnswers Answers)> Submitted { get; } = [];

    public List<NewWorker> Registered { get; } = [];

    public List<string> Returned { get; } = [];

    public GroupSearch? LastSearch { get; private set; }

    public QualificationShelf Shelf { get; set; } = new([], [], []);

    public string Test { get; set; } = "";

    public List<(string Type, QuestionFormAnswers? Answers)> Requests { get; } = [];

    public EarningsPage Money { get; set; } = new(0, 0, 0, [], 0);

    public List<Letter> Post { get; } = [];

    public GroupCard Add(string id, string question, Func<GroupCard, GroupCard>? but = null)
    {
        var group = new GroupCard(
            id, $"3T{id}", $"Title of {id}", "What is to be done.", "survey, short", "The Lab", "AREQUESTER", 50, TimeSpan.FromMinutes(30), TimeSpan.FromDays(3), 2, Now.AddHours(-2), Now.AddDays(3), []);
        group = but is null ? group : but(group);
        Groups.Add(group);
        Questions[id] = question;
        return group;
    }

    public Task<WorkerPage> Workers(int take) => Task.FromResult(new WorkerPage([.. People.Take(take)], People.Count));

    public Task<WorkerCard?> FindWorker(string workerId) => Task.FromResult(People.Find(worker => worker.Id == workerId) is { } found ? found with { Held = _held.Values.Count(work => work.WorkerId == workerId) } : null);

    public Task<WorkerCard> Register(NewWorker worker)
    {
        Check(nameof(Register));
        Registered.Add(worker);
        var card = new WorkerCard(worker.Id ?? $"A{_next++}NEW", worker.Locale, worker.Adult, worker.Masters, 0, 0, 0, 0);
        People.Add(card);
        return Task.FromResult(card);
    }

    public Task<GroupPage> Search(string workerId, GroupSearch search)
    {
        LastSearch = search;
        var found = Groups.Where(group => group.Title.Contains(search.Words, StringComparison.OrdinalIgnoreCase)).ToList();
        return Task.FromResult(new GroupPage([.. found.Skip(search.Skip).Take(search.Take)], found.Count));
    }

    public Task<GroupCard?> FindGroup(string workerId, string groupId) => Task.FromResult(Groups.Find(group => group.GroupId == groupId));

    public Task<HitToPreview> Preview(string workerId, string groupId)
    {
        Check(nameof(Preview));
        return Task.FromResult(new HitToPreview("3HIT", Questions[groupId], Find(groupId)));
    }

    public Task<WorkInHand> Accept(string workerId, string groupId)
    {
        Check(nameof(Accept));
        var work = new WorkInHand($"3ASSIGNMENT{_next++}", "3HIT", workerId, Now, Now.AddMinutes(30), Questions[groupId], Find(groupId));
        return Task.FromResult(_held[work.AssignmentId] = work);
    }

    public Task<WorkInHand> Work(string workerId, string assignmentId)
    {
        Check(nameof(Work));
        if (Submitted.Any(one => one.Assignment == assignmentId)) throw new WorkRefused(WorkRefusal.AlreadySubmitted);
        return Task.FromResult(_held.GetValueOrDefault(assignmentId) ?? throw new WorkRefused(WorkRefusal.AssignmentUnknown));
    }

    public Task<SubmittedWork> Submit(string assignmentId, string? workerId, QuestionFormAnswers answers)
    {
        Check(nameof(Submit));
        var work = Work("", assignmentId).Result;
        Submitted.Add((assignmentId, workerId, answers));
        _held.TryRemove(assignmentId, out _);
        return Task.FromResult(new SubmittedWork(assignmentId, work.HitId, work.WorkerId, work.Group.GroupId, work.Group.Title));
    }

    public Task<SubmittedWork?> FindSubmitted(string assignmentId)
        => Task.FromResult(Submitted.Any(one => one.Assignment == assignmentId) ? new SubmittedWork(assignmentId, "3HIT", Worker, Groups[0].GroupId, Groups[0].Title) : null);

    public Task Return(string workerId, string assignmentId)
    {
        Check(nameof(Return));
        Returned.Add(assignmentId);
        return _held.TryRemove(assignmentId, out _) ? Task.CompletedTask : throw new WorkRefused(WorkRefusal.AssignmentUnknown);
    }

    public Task<IReadOnlyList<WorkInHand>> Queue(string workerId) => Task.FromResult<IReadOnlyList<WorkInHand>>([.. _held.Values.OrderBy(work => work.Deadline)]);

    public Task<QualificationShelf> Qualifications(string workerId, string? search) => Task.FromResult(Shelf);

    public Task<QualificationCard?> FindQualification(string workerId, string typeId)
        => Task.FromResult(Shelf.Held.Concat(Shelf.Requested).Concat(Shelf.Open).FirstOrDefault(card => card.TypeId == typeId));

    public Task<StartedTest> StartTest(string workerId, string typeId)
    {
        Check(nameof(StartTest));
        var card = FindQualification(workerId, typeId).Result!;
        Shelf = new([], [card with { State = QualificationState.Testing }], []);
        return Task.FromResult(new StartedTest(card, Test, Now, Now.AddMinutes(10)));
    }

    public Task<QualificationCard> Request(string workerId, string typeId, QuestionFormAnswers? answers)
    {
        Check(nameof(Request));
        Requests.Add((typeId, answers));
        var card = FindQualification(workerId, typeId).Result! with { State = QualificationState.Granted, Value = HeldValue.Of(90), ChangedAt = Now };
        Shelf = new([card], [], []);
        return Task.FromResult(card);
    }

    public Task<EarningsPage> Earnings(string workerId, int skip, int take) => Task.FromResult(Money);

    public Task<IReadOnlyList<Letter>> Letters(string workerId) => Task.FromResult<IReadOnlyList<Letter>>(Post);

    private GroupCard Find(string groupId) => Groups.Find(group => group.GroupId == groupId) ?? throw new WorkRefused(WorkRefusal.GroupUnknown);

    private void Check(string operation)
    {
        if (Refusals.TryGetValue(operation, out var refused)) throw refused;
    }
}
