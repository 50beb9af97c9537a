using System.Globalization;
using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Runs;

/// <summary>
/// Makes a run of a plan: freezes the task, makes the qualifications and the kind of work on the crowd, and writes the run down. After that it is <see cref="RunLoop"/>'s.
/// </summary>
/// <remarks>
/// Until the run is written down nothing has been made that costs anything or that a second try would make twice: equal frozen tasks are one, and so are qualifications
/// of one name and kinds of work on equal terms.
/// </remarks>
/// <param name="store">The store of runs.</param>
/// <param name="crowd">Where it is launched.</param>
/// <param name="time">The clock.</param>
/// <param name="mark">Draws a few letters that make the id of the run its own, on the account too.</param>
public sealed class Launcher(CrowdStore store, ICrowd crowd, TimeProvider time, Func<string> mark)
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);
    private const int Patience = 24;

    /// <summary>Writes a run down. Null with the reasons when the task cannot be frozen.</summary>
    /// <param name="task">The task, as it is in its folder.</param>
    /// <param name="scriptFiles">The files of its build.</param>
    /// <param name="plan">What was agreed to.</param>
    /// <param name="cancelled">Stops it, before the run is written down.</param>
    /// <param name="named">What the run is called, where that was settled before; null draws a name.</param>
    /// <exception cref="CrowdFault">The marketplace cannot be reached, or refuses.</exception>
    /// <exception cref="StoreException">The store cannot be written.</exception>
    public async Task<(RunId? Run, Problems Problems)> Begin(TaskFolder task, IEnumerable<string> scriptFiles, LaunchPlan plan, CancellationToken cancelled, RunId? named = null)
    {
        var (frozen, problems) = FrozenTask.Freeze(task, scriptFiles, store.Folder);
        if (frozen is null) return (null, problems);

        var config = plan.Terms.Config;
        var terms = new HitTerms(config.Title, config.Description ?? "", config.Keywords, plan.Terms.Reward, config.AssignmentDuration, config.AutoApprovalDelay)
        {
            Requirements = await Requirements(task.Name, config, cancelled),
        };
        var type = await crowd.HitType(terms, cancelled);
        var now = time.GetUtcNow();
        var run = named ?? NameOf(task.Name, now, mark());
        var at = now.ToUnixTimeMilliseconds();
        await store.Write(
            new Projection.RunOpened(run, task.Name, CrowdRun.RunKind, 0, at),
            new Projection.LaunchBegun(run, crowd.Address.Name, frozen.Hash, type, decimal.ToInt64(plan.Price.Cap.Dollars * 100), at, plan.Terms.ToJson()));
        return (run, problems);
    }

    /// <summary>What a run is called.</summary>
    public static RunId NameOf(string task, DateTimeOffset now, string mark)
        => new(string.Create(CultureInfo.InvariantCulture, $"{task[..Math.Min(task.Length, 30)]}-{now:yyyyMMdd-HHmm}-{mark}"));

    private async Task<IReadOnlyList<WorkerRequirement>> Requirements(string task, TaskConfig config, CancellationToken cancelled)
    {
        var found = new List<WorkerRequirement>();
        foreach (var rule in config.Qualifications)
            found.Add(WorkerRequirement.Of(await Qualification(rule.Name, $"A condition of the task {task}.", cancelled), rule));
        await KeepOut(config.BlockQualification ?? TurnProjections.BlockOf(task), "Keeps workers from this task.");
        if (config.Limits.Unique) await KeepOut(CrowdRun.TookPartIn(task, config.Limits), "Marks workers who have taken part.");
        if (config.Disconnects.Qualification is { } left) await KeepOut(left, "Marks workers who left conversations too often.");
        if (config.Limits.TimeQualification is { } time) await KeepOut(time, "Marks workers who have worked enough today.");
        return found;

        // Whoever may not take part does not see the task: nobody is to accept work only to be sent away.
        async Task KeepOut(string name, string description)
        {
            if (config.Qualifications.Any(rule => rule.Name == name)) return;
            found.Add(new WorkerRequirement(await Qualification(name, description, cancelled), Comparison.DoesNotExist, [], [], Guards.Discover));
        }
    }

    private async Task<string> Qualification(string name, string description, CancellationToken cancelled)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await crowd.EnsureQualification(name, description, cancelled);
            }
            catch (CrowdFault fault) when (fault.IsPassing && tries < Patience)
            {
                // Made a moment ago and in no list yet, or too many calls at once.
                await Task.Delay(Again, time, cancelled);
            }
        }
    }
}
