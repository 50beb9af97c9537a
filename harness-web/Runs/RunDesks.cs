using System.Collections.Concurrent;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Pages;
using Crowdwork.Engine.Review;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds;

namespace Crowdwork.Web.Runs;

/// <summary>What it takes to review a run, whether it is served here, by nobody, or over.</summary>
/// <param name="Proposals">What the task's rule says; null where the rule cannot be had.</param>
/// <param name="Trouble">Why the rule cannot be had.</param>
/// <param name="Pages">The pages of the task as it was launched; null where they cannot be read.</param>
internal sealed record ReviewTools(IReviewProposals? Proposals, string? Trouble, TaskFolder? Task, TaskPages? Pages, TaskRule? Rule) : IDisposable
{
    /// <summary>The page by which a task shows an answer to its reviewers.</summary>
    public const string Page = "review.html";

    public TaskPage? AnswerPage => Pages?.Find(Page);

    public void Dispose() => Rule?.Dispose();
}

/// <summary>
/// Where each run of a store is decided about. A run that is served here goes through the gate and the spending of its own loop, so that paying and launching together
/// never exceed the cap; for any other a desk is opened when somebody first decides.
/// </summary>
internal sealed class RunDesks(CrowdStore store, CrowdSettings settings, LiveRuns live, WorldCompiler compiler, TimeProvider time) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<RunId, Lazy<Task<ReviewTools>>> _tools = new();
    private readonly ConcurrentDictionary<RunId, ReviewDesk> _served = new();
    private readonly ConcurrentDictionary<RunId, RunDesk> _opened = new();
    private readonly SemaphoreSlim _opening = new(1, 1);

    /// <summary>Raised when something was decided here.</summary>
    public event Action? Decided;

    public CrowdStore Store => store;

    public CrowdSettings Settings => settings;

    /// <summary>A run of this store that was launched; null when there is none of this name.</summary>
    public RunId? Named(string name)
        => name.Length is > 0 and <= 64 && !name.Any(char.IsControl) && store.Launch(new RunId(name)) is { } launch ? launch.Run : null;

    /// <summary>What it takes to show a run's parts. Opened once: the copy of the task never changes.</summary>
    public Task<ReviewTools> Tools(RunId run) => _tools.GetOrAdd(run, id => new Lazy<Task<ReviewTools>>(() => OpenTools(id))).Value;

    /// <summary>Decides, and pays what can be paid at once.</summary>
    public async Task<DecideAnswer> Decide(DecideRequest request, CancellationToken cancelled)
    {
        if (Named(request.Run) is not { } run) return DecideAnswer.Refused(new DecideProblem(request.Run, "There is no such run.", "See the list of runs."));
        // Its loop has the spending that both have to go through; a desk of our own beside it could pass the cap.
        if (live.Find(run) is { Loop: null }) return DecideAnswer.Refused(new DecideProblem(run.Value, "The run is just being taken up.", "Try again in a moment."));
        try
        {
            var answer = await (await DeskOf(run)).Decide(request, cancelled);
            Decided?.Invoke();
            return answer;
        }
        catch (CrowdFault fault)
        {
            return DecideAnswer.Refused(new DecideProblem(run.Value, fault.Message, "Nothing was decided."));
        }
        catch (StoreException fault)
        {
            return DecideAnswer.Refused(new DecideProblem(run.Value, fault.Message, "Nothing was decided."));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var desk in _served.Values) desk.Dispose();
        foreach (var desk in _opened.Values) desk.Dispose();
        foreach (var tools in _tools.Values)
            if (tools.IsValueCreated) (await tools.Value).Dispose();
        _opening.Dispose();
    }

    private async Task<ReviewDesk> DeskOf(RunId run)
    {
        if (live.Find(run)?.Loop is { } loop) return _served.GetOrAdd(run, id => new ReviewDesk(store, id, loop.Payer, loop.Spending, loop.Proposals, time));
        var tools = await Tools(run);
        await _opening.WaitAsync();
        try
        {
            if (_opened.TryGetValue(run, out var known)) return known.Desk;
            return (_opened[run] = RunDesk.Open(store, settings, run, tools.Rule, Environment.GetEnvironmentVariable, time)).Desk;
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task<ReviewTools> OpenTools(RunId run)
    {
        var snapshot = store.Launch(run)!.Snapshot;
        var (frozen, damage) = FrozenTask.Open(store.Folder, snapshot);
        if (frozen is null) return new ReviewTools(null, string.Join('\n', damage), null, null, null);
        var task = frozen.Read();
        var pages = TaskPages.Read(task);
        if (live.Find(run) is { } served) return new ReviewTools(served.Loop?.Proposals ?? new ReviewProposals(store, served.Run.Rule), null, task, pages, null);
        var (rule, problems) = await TaskRule.Open(store.Folder, snapshot, compiler, CancellationToken.None);
        return rule is null
            ? new ReviewTools(null, string.Join('\n', problems), task, pages, null)
            : new ReviewTools(new ReviewProposals(store, rule.Rule), null, task, pages, rule);
    }
}
