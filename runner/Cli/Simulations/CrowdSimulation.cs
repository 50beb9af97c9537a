using System.Security.Cryptography;
using Crowdwork.Engine.Bots;
using Crowdwork.Engine.Bots.Simulation;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Rehearsals;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Tasks;
using Crowdwork.Web.Bots;
using Crowdwork.Web.Runs;

namespace Crowdwork.Cli.Simulations;

/// <summary>
/// A simulation on the local crowd, from accepting to payment: it launches the task there, lets bots work, and waits until what is due is paid.
/// </summary>
/// <remarks>
/// The run is one like any other: it stands in <c>runner runs</c>, and can be reviewed and exported. The marketplace and the run keep the real time; only what bots think
/// is skipped, so that a time limit that a silent bot runs into is waited for.
/// </remarks>
internal static class CrowdSimulation
{
    private static readonly TimeSpan PaysWithin = TimeSpan.FromSeconds(60);

    public static async Task<(SimulationReport Report, string Run)> Run(
        TaskFolder task, CrowdSettings settings, SimulationPlan plan, BotCast cast, FastClock? clock, Action<int>? progress, CancellationToken cancelled)
    {
        var address = CrowdAddress.Find(settings, CrowdAddress.Local)!;
        await using var session = await RunSession.Begin(settings, new RunServerOptions { Settings = settings, Port = 0, OperatorPort = 0 });
        await session.SeeThatItIsThere(address);
        var run = await Launch(task, address, session, plan, cancelled);
        await using var loop = new RunLoop(run, session.CrowdAt(address), TimeProvider.System);
        session.Server.Show(run.Id, loop);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        var following = loop.Run(stopping.Token);

        await using var source = new CrowdSource(
            new MarketSite(address.WorkerSite ?? address.Endpoint, TimeProvider.System), run, session.Store, RandomNumberGenerator.GetString("BCDFGHJKLMNPQRSTVWXZ", 6), TimeProvider.System);
        var simulation = new Simulation(plan, cast, source, clock is null ? TimeProvider.System : clock, TimeProvider.System) { Progress = progress };
        await simulation.Run(cancelled);

        // Places that nobody came for are taken back, and what was handed in is paid.
        await run.StopKindly();
        await Task.WhenAny(following, Task.Delay(PaysWithin, TimeProvider.System, cancelled));
        await stopping.CancelAsync();
        try
        {
            await following;
        }
        catch (OperationCanceledException) when (!cancelled.IsCancellationRequested)
        {
            // Something is left over: work that waits for a decision, or a silent worker's time. `runner resume` goes on with it.
        }

        return (await simulation.Report(), run.Id.Value);
    }

    private static async Task<CrowdRun> Launch(TaskFolder task, CrowdAddress address, RunSession session, SimulationPlan plan, CancellationToken cancelled)
    {
        using var checks = new TaskCheck(session.Server.Compiler);
        var problems = checks.Check(task);
        var perConversation = Math.Max(1, checks.WorkersPerConversation);
        // As many places as workers come: whoever leaves takes the place of somebody who might have stayed, as on a crowd.
        if (task.Config is { } config) task = task.With(config with { Conversations = Math.Max(1, plan.Workers / perConversation), Overlaunch = 1 });
        var wish = new LaunchWish
        {
            Crowd = address, PublicUrl = new Uri(session.Server.Address + "/"), PayAsProposed = true, Replacements = plan.Workers, WorkersPerConversation = perConversation,
        };
        var launch = LaunchPlan.Of(task, task.ReadData().Rows.Count, perConversation, wish, problems);
        if (launch is null || problems.HasErrors) throw new Mistake(string.Join(Environment.NewLine, problems));

        var launcher = new Launcher(session.Store, session.CrowdAt(address), TimeProvider.System, () => RandomNumberGenerator.GetHexString(4, lowercase: true));
        var (id, trouble) = await launcher.Begin(task, checks.ScriptFiles, launch, cancelled);
        if (id is null) throw new Mistake(string.Join(Environment.NewLine, trouble));
        var (run, damage) = await session.Server.Open(id.Value, address, cancelled);
        return run ?? throw new Mistake(string.Join(Environment.NewLine, damage));
    }
}
