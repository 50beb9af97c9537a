using System.Security.Cryptography;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Rehearsals;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Web.Jsx;
using Crowdwork.Web.Runs;

namespace Crowdwork.Cli;

/// <summary>
/// Takes on the runs of this process: the first, which the process was started for, and those of later commands.
/// </summary>
/// <remarks>
/// <code>
///   runner launch qa      --> Offer --> Begin --> served here
///   runner launch chat    --HTTP, token of operator.json--> Offer --> Begin --> served here too
///   runner resume qa-3fa2 --HTTP--------------------------> Serve
/// </code>
/// One at a time: what all runs may spend together is looked at before each is written down.
/// </remarks>
internal sealed class LaunchDesk(RunSession session) : ILaunchDesk, IDisposable
{
    private const int MostOffers = 20;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly List<Offered> _offers = [];

    /// <summary>Checks and prices everything, all problems at once.</summary>
    public Task<LaunchOffer> Offer(LaunchOrder order, CancellationToken cancelled) => Take(async () =>
    {
        var settings = Project.Open(Environment.CurrentDirectory);
        return await Offer(new LaunchWords("").Read(order, settings), cancelled);
    }, cancelled);

    public Task<ServedRun> Begin(string offer, CancellationToken cancelled) => Take(async () =>
    {
        var offered = _offers.Find(one => one.Id == offer) ?? throw new Mistake("This offer is not known any more. Launch again.");
        _offers.Remove(offered);
        var (task, files, plan, wanted) = (offered.Task, offered.ScriptFiles, offered.Plan, offered.Wanted);
        // Another run may have been taken on since it was priced.
        if (ProjectBudget.Refusal(session.Store, wanted.Settings, wanted.Crowd.Name, null, plan.Price.Cap) is { } tooMuch) throw new Mistake(tooMuch);
        var launcher = new Launcher(session.Store, session.CrowdAt(wanted.Crowd), TimeProvider.System, () => RandomNumberGenerator.GetHexString(4, lowercase: true));
        var (id, trouble) = await launcher.Begin(task, files, plan, cancelled);
        if (id is null) throw new Mistake(string.Join(Environment.NewLine, trouble));
        await session.Serve(id.Value, wanted.Crowd, _ => Task.CompletedTask);
        return Served(id.Value, wanted.Crowd, []);
    }, cancelled);

    public Task<ServedRun> Serve(string run, ServeOrder order, CancellationToken cancelled) => Take(async () =>
    {
        var settings = Project.Open(Environment.CurrentDirectory);
        var id = StoredRun.Find(session.Store, run);
        var launch = session.Store.Launch(id)!;
        var crowd = CrowdAddress.Find(settings, launch.Crowd)
            ?? throw new Mistake($"The run was launched on the crowd '{launch.Crowd}', which crowd.json does not name any more.\n  Name it again under \"crowds\".");
        if (!order.AtAnyPort && LaunchTerms.Of(launch).PublicUrl is { IsLoopback: true } own && own.Port != new Uri(session.Server.Address).Port)
            throw new Mistake($"The HITs of {id} lead to {own}, and the process that serves this project's runs listens at {session.Server.Address}.\n  Leave that one (Ctrl-C twice), then go on with both: runner resume --port {own.Port}");
        await session.SeeThatItIsThere(crowd);
        var said = new List<string>();
        if (order.Budget is { } dollars) said.Add(await Allow(settings, launch, dollars));
        var known = session.Find(id);
        var served = known ?? await session.Serve(id, crowd, one => Tell(one, order, said));
        if (known is not null) await Tell(served, order, said);

        return Served(id, crowd, said);
    }, cancelled);

    public void Dispose() => _turn.Dispose();

    private static async Task Tell(CrowdRun run, ServeOrder order, List<string> said)
    {
        if (order.GoOn)
        {
            run.LaunchTheRest();
            said.Add("It goes on with all that is wanted.");
        }

        if (!order.Stops) return;
        await run.StopKindly();
        said.Add($"Stopped. {run.Here} workers are here and are served to their end.");
    }

    private async Task<string> Allow(CrowdSettings settings, LaunchRow launch, decimal dollars)
    {
        if (dollars * 100 == launch.CapCents) return $"It may spend up to {new Money(dollars)}, as before.";
        if (CapRaise.Refusal(session.Store, settings, launch, dollars) is { } problem) throw new Mistake($"--budget {dollars}: {problem}");
        await session.Store.Write(new Projection.CapSet(launch.Run, decimal.ToInt64(dollars * 100)));
        session.LoopOf(launch.Run)?.Attend();
        return $"It may spend up to {new Money(dollars)} now.";
    }

    private async Task<LaunchOffer> Offer(Launch wanted, CancellationToken cancelled)
    {
        await session.SeeThatItIsThere(wanted.Crowd);
        // Whoever launches here without an address of their own is their own worker, on this machine.
        var wish = wanted.Crowd.IsLocal && wanted.Wish.PublicUrl is null ? wanted.Wish with { PublicUrl = new Uri(session.Server.Address + "/") } : wanted.Wish;
        using var checks = new TaskCheck(session.Server.Compiler);
        var (plan, problems) = await Plan(wanted with { Wish = wish }, checks, cancelled);
        var lines = problems.Select(problem => problem.ToString()).ToArray();
        if (plan is null || problems.HasErrors) return new LaunchOffer { Problems = lines };

        var offered = new Offered(RandomNumberGenerator.GetHexString(16, lowercase: true), wanted.Task, [.. checks.ScriptFiles], plan, wanted);
        if (_offers.Count == MostOffers) _offers.RemoveAt(0);
        _offers.Add(offered);
        return new LaunchOffer
        {
            Id = offered.Id,
            Problems = lines,
            Price = $"{wanted.Task.Title}: {Count(plan.Terms.Conversations, "conversation")} of {Count(plan.Terms.WorkersPerConversation, "worker")} on {wanted.Crowd.Name} ({wanted.Crowd.Endpoint.Host})\n{plan.Price}",
            Cap = plan.Price.Cap.ToWire(),
            AsksForConsent = !wanted.Crowd.IsLocal && wanted.Crowd.Name != CrowdAddress.Sandbox,
        };
    }

    private async Task<(LaunchPlan? Plan, Problems Problems)> Plan(Launch wanted, TaskCheck checks, CancellationToken cancelled)
    {
        var (task, wish) = (wanted.Task, wanted.Wish);
        var problems = checks.Check(task);
        problems.AddRange(await JsxCheck.Check(task, TimeProvider.System, cancelled));
        var plan = LaunchPlan.Of(task, task.ReadData().Rows.Count, checks.WorkersPerConversation, wish, problems);
        if (plan is not null && ProjectBudget.Refusal(session.Store, wanted.Settings, wish.Crowd.Name, null, plan.Price.Cap) is { } tooMuch)
            problems.Error("crowd.json", Place.Unknown, tooMuch, "Launch less (-n, -r, --budget), let another run end, or raise \"budget\".");
        try
        {
            var account = await session.CrowdAt(wish.Crowd).Account(cancelled);
            if (plan is not null && account.Available < plan.Price.Cap)
                problems.Error(wish.Crowd.Name, Place.Unknown, $"There is {account.Available} in the account, and the run may cost {plan.Price.Cap}.", "Put money into the account, or launch less: fewer conversations (-n), or a lower --budget.");
        }
        catch (CrowdFault fault)
        {
            problems.Error(wish.Crowd.Name, Place.Unknown, fault.Message, "");
        }

        if (!wish.Crowd.IsLocal && wish.PublicUrl is { Scheme: "https" } url && await session.Server.Reaches(url, cancelled) is { } why)
            problems.Error(url.ToString(), Place.Unknown, $"Workers could not reach this machine by this address: {why}.", $"Point the proxy or tunnel to {session.Server.Address}, and see that it passes WebSockets on and keeps the Host header.");
        return (plan, problems);
    }

    private ServedRun Served(RunId run, CrowdAddress crowd, IReadOnlyList<string> said)
        => new(run.Value, session.Server.OperatorLink($"/runs/{run}"), crowd.WorkerSite?.ToString(), said);

    // The user's mistakes are answers here: who asks may be another process.
    private async Task<T> Take<T>(Func<Task<T>> act, CancellationToken cancelled)
    {
        await _turn.WaitAsync(cancelled);
        try
        {
            return await act();
        }
        catch (Mistake mistake)
        {
            throw new LaunchRefusal(mistake.Message);
        }
        finally
        {
            _turn.Release();
        }
    }

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";

    private sealed record Offered(string Id, TaskFolder Task, IReadOnlyList<string> ScriptFiles, LaunchPlan Plan, Launch Wanted);
}
