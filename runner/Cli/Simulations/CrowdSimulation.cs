using System.Security.Cryptography;
using Crowdwork.Engine.Bots;
using Crowdwork.Engine.Bots.Simulation;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Rehearsals;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Web.Bots;
using Crowdwork.Web.Runs;

namespace Crowdwork.Cli.Simulations;

/// <summary>
/// A simulation on the local crowd, from accepting to payment: it launches the task on a marketplace of its own, lets bots work, and waits until what is due is paid.
/// </summary>
/// <remarks>
/// <code>
///   SimulatedMarket &lt;--RunLoop, Payer--  CrowdRun  &lt;--sockets-- BotPlayer &lt;--accept, hand in--> MarketSite --> SimulatedMarket
///         ^                 ^               ^                      ^
///         +-----------------+--- one clock -+----------------------+      moved on by Simulation when nobody has anything to do
/// </code>
/// The run is one like any other, in a store of its own (<see cref="SimulationStore"/>): commands that are given its name find it.
/// </remarks>
internal static class CrowdSimulation
{
    /// <summary>Plays a task.</summary>
    /// <exception cref="Mistake">The task cannot be launched; nothing is left behind.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before anybody came; nothing is left behind.</exception>
    public static async Task<SimulatedRun> Run(
        TaskFolder task, CrowdSettings project, SimulationPlan plan, BotCast cast, TimeProvider clock, Action<int>? progress, CancellationToken cancelled)
    {
        var id = Launcher.NameOf(task.Name, clock.GetUtcNow(), RandomNumberGenerator.GetHexString(4, lowercase: true));
        var simulation = SimulationStore.Of(project, id);
        var hasBegun = false;
        try
        {
            await using var market = await SimulatedMarket.Start(simulation, clock);
            using var store = CrowdStore.Open(new StoreOptions(simulation.RunsFolder, Durability.Normal), clock);
            using var crowd = MTurkCrowd.Open(CrowdAddress.Find(market.Settings, CrowdAddress.Local)!, Environment.GetEnvironmentVariable, retries: 0);
            var options = new RunServerOptions { Settings = market.Settings, Port = 0, OperatorPort = 0, WorldsFolder = SimulationStore.WorldsOf(project), Seed = new Random(plan.Seed).Next };
            await using var server = await RunServer.Start(options, store, clock);
            var balance = (await crowd.Account(cancelled)).Available;
            var run = await Launch(id, task, crowd, server, plan, clock, cancelled);
            hasBegun = true;
            var report = await Play(run, crowd, server, plan, cast, clock, balance, progress, cancelled);
            await market.KeepTime(clock.GetUtcNow() - TimeProvider.System.GetUtcNow());
            return new SimulatedRun(report, id, market.Settings);
        }
        finally
        {
            if (!hasBegun && Directory.Exists(simulation.StoreFolder)) Directory.Delete(simulation.StoreFolder, recursive: true);
        }
    }

    private static async Task<SimulationReport> Play(
        CrowdRun run, MTurkCrowd crowd, RunServer server, SimulationPlan plan, BotCast cast, TimeProvider clock, Money balance, Action<int>? progress, CancellationToken cancelled)
    {
        await using var loop = new RunLoop(run, crowd, clock, clock is FastClock ? RunRhythm.ByAJumpingClock : null);
        using var stopping = new CancellationTokenSource();
        var following = loop.Run(stopping.Token);
        await using var source = new CrowdSource(new MarketSite(crowd.Address.WorkerSite!, TimeProvider.System), server, run, loop, crowd, balance, following, clock);
        var report = await new Simulation(plan, cast, source, clock, TimeProvider.System) { Progress = progress }.Run(cancelled);
        await stopping.CancelAsync();
        await Left(following);
        return report;
    }

    private static async Task<CrowdRun> Launch(RunId named, TaskFolder task, MTurkCrowd crowd, RunServer server, SimulationPlan plan, TimeProvider clock, CancellationToken cancelled)
    {
        using var checks = new TaskCheck(server.Compiler);
        var problems = checks.Check(task);
        var perConversation = Math.Max(1, checks.WorkersPerConversation);
        // As many places as workers come: whoever leaves takes the place of somebody who might have stayed, as on a crowd.
        if (task.Config is { } config) task = task.With(config with { Conversations = Math.Max(1, plan.Workers / perConversation), Overlaunch = 1 });
        var wish = new LaunchWish
        {
            Crowd = crowd.Address, PublicUrl = new Uri(server.Address + "/"), PayAsProposed = true, Replacements = plan.Workers, WorkersPerConversation = perConversation,
        };
        var launch = LaunchPlan.Of(task, task.ReadData().Rows.Count, perConversation, wish, problems);
        if (launch is null || problems.HasErrors) throw new Mistake(string.Join(Environment.NewLine, problems));

        var launcher = new Launcher(server.Store, crowd, clock, () => "");
        var (id, trouble) = await launcher.Begin(task, checks.ScriptFiles, launch, cancelled, named);
        if (id is null) throw new Mistake(string.Join(Environment.NewLine, trouble));
        var (run, damage) = await server.Open(id.Value, crowd.Address, cancelled);
        return run ?? throw new Mistake(string.Join(Environment.NewLine, damage));
    }

    private static async Task Left(Task following)
    {
        try
        {
            await following;
        }
        catch (OperationCanceledException)
        {
            // It was interrupted, or never came to its end; the report says so.
        }
    }
}

/// <summary>A simulation that was played.</summary>
/// <param name="Report">What it came to.</param>
/// <param name="Run">The run by its name.</param>
/// <param name="Settings">Where its store is.</param>
internal sealed record SimulatedRun(SimulationReport Report, RunId Run, CrowdSettings Settings);
