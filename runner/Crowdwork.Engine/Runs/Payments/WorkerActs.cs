using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Runs.Payments;

/// <summary>
/// Carries out what was decided about a worker altogether: blocks and qualifications. Doing any of it twice is no mistake, so it is simply called until it is said to be done.
/// </summary>
internal sealed class WorkerActs(ICrowd crowd, Insistence insistence)
{
    /// <summary>The name under which the crowd's own block is mirrored in the store, so that our server refuses them too, at once.</summary>
    public const string Blocked = "blocked by the requester";

    public async Task<Settled> Carry(Payable.AboutWorker one, CancellationToken cancelled)
    {
        try
        {
            return await insistence.Do(() => Call(one, cancelled), () => Task.FromResult(new Look(Sight.NotDone)), mayBeDone: false, hasToken: false, waits: true, cancelled);
        }
        catch (CrowdFault fault)
        {
            return new Settled(fault.Kind == CrowdFaultKind.Credentials ? Ending.Halted : Ending.Refused, fault.Message, fault);
        }
    }

    /// <summary>What the store knows of it then. Our server looks there when somebody accepts; the crowd's qualifications lag.</summary>
    public static IEnumerable<Projection> Facts(Payable.AboutWorker one, string task, long atUnixMs)
    {
        var name = one.Qualification ?? Blocked;
        // A script's block is kept under the task's own name, whatever the qualification is called.
        if (one.Decision.Act == DecisionAct.SoftUnblock) yield return new Projection.QualificationRemoved(one.Worker, TurnProjections.BlockOf(task));
        yield return one.Value is { } value ? new Projection.QualificationSet(one.Worker, name, value, atUnixMs) : new Projection.QualificationRemoved(one.Worker, name);
        yield return DecisionLog.MarkAs(one.Decision, null, atUnixMs);
    }

    private Task Call(Payable.AboutWorker one, CancellationToken cancelled) => one switch
    {
        { Qualification: null, Value: not null } => crowd.Block(one.Worker.Value, CrowdWords.Reason(one.Why, "Blocked by the requester."), cancelled),
        { Qualification: null } => crowd.Unblock(one.Worker.Value, cancelled),
        { Value: { } value } => Grant(one.Qualification, one.Worker, value, cancelled),
        _ => Revoke(one.Qualification, one.Worker, one.Why, cancelled),
    };

    private async Task Grant(string name, WorkerId worker, int value, CancellationToken cancelled)
    {
        var qualification = await crowd.EnsureQualification(name, "Given by the requester.", cancelled);
        await crowd.Grant(qualification, worker.Value, value, cancelled);
    }

    private async Task Revoke(string name, WorkerId worker, string why, CancellationToken cancelled)
    {
        if (await crowd.Qualification(name, cancelled) is { } qualification)
            await crowd.Revoke(qualification, worker.Value, CrowdWords.Reason(why, "No longer needed."), cancelled);
    }
}
