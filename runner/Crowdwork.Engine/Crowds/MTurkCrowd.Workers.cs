using System.Runtime.CompilerServices;
using Amazon.MTurk;
using Amazon.MTurk.Model;

namespace Crowdwork.Engine.Crowds;

public sealed partial class MTurkCrowd
{
    private const int WorkersInOneNotice = 100;

    public async Task<string?> Qualification(string name, CancellationToken cancelled)
    {
        if (MTurkQualifications.IdOfKnown(name, Address) is { } known) return known;
        string? next = null;
        do
        {
            var request = new ListQualificationTypesRequest { Query = name, MustBeOwnedByCaller = true, MustBeRequestable = false, MaxResults = PageSize, NextToken = next };
            var page = await Ask(client => client.ListQualificationTypesAsync(request, cancelled), cancelled);
            // The query finds words; only the whole name is the one.
            if (page.QualificationTypes?.Find(type => type.Name == name) is { QualificationTypeId: { } id }) return id;
            next = page.NextToken;
        }
        while (next is not null);
        return null;
    }

    public async Task<string> EnsureQualification(string name, string description, CancellationToken cancelled)
    {
        if (await Qualification(name, cancelled) is { } there) return there;
        var request = new CreateQualificationTypeRequest { Name = name, Description = description, QualificationTypeStatus = QualificationTypeStatus.Active };
        try
        {
            var answer = await Ask(client => client.CreateQualificationTypeAsync(request, cancelled), cancelled);
            return answer.QualificationType?.QualificationTypeId ?? throw MTurkFaults.Strange(Address, "a qualification without an id");
        }
        catch (CrowdFault fault) when (fault.Code == "AWS.MechanicalTurk.QualificationTypeAlreadyExists")
        {
            // Somebody made it since we looked, or we did and the reply was lost. The list may take a while to show it.
            return await Qualification(name, cancelled) ?? throw new CrowdFault(CrowdFaultKind.NotYetKnown, fault.Code,
                $"{Address.Name} ({Address.Endpoint}) has the qualification '{name}' and does not list it yet.\n  Try again in a minute.", fault);
        }
    }

    public async Task DeleteQualification(string name, CancellationToken cancelled)
    {
        if (MTurkQualifications.IdOfKnown(name, Address) is not null) throw new InvalidOperationException($"Bug in Crowdwork: the qualification '{name}' belongs to the crowd.");
        if (await Qualification(name, cancelled) is not { } id) return;
        try
        {
            await Ask(client => client.DeleteQualificationTypeAsync(new DeleteQualificationTypeRequest { QualificationTypeId = id }, cancelled), cancelled);
        }
        catch (CrowdFault fault) when (fault.Code is "AWS.MechanicalTurk.QualificationTypeDoesNotExist" or "AWS.MechanicalTurk.InvalidQualificationTypeState")
        {
            // Gone since we looked, or on its way: a list may show it for a while.
        }
    }

    public Task Grant(string qualification, string worker, int value, CancellationToken cancelled)
    {
        var request = new AssociateQualificationWithWorkerRequest { QualificationTypeId = qualification, WorkerId = worker, IntegerValue = value, SendNotification = false };
        return Ask(client => client.AssociateQualificationWithWorkerAsync(request, cancelled), cancelled);
    }

    public async Task Revoke(string qualification, string worker, string reason, CancellationToken cancelled)
    {
        var request = new DisassociateQualificationFromWorkerRequest { QualificationTypeId = qualification, WorkerId = worker, Reason = reason };
        try
        {
            await Ask(client => client.DisassociateQualificationFromWorkerAsync(request, cancelled), cancelled);
        }
        catch (CrowdFault fault) when (fault.Code is "AWS.MechanicalTurk.QualificationDoesNotExist" or "AWS.MechanicalTurk.InvalidQualificationState")
        {
            // Never had it, or has it no more: either is what was wanted.
        }
    }

    public Task Block(string worker, string reason, CancellationToken cancelled)
        => Ask(client => client.CreateWorkerBlockAsync(new CreateWorkerBlockRequest { WorkerId = worker, Reason = reason }, cancelled), cancelled);

    public Task Unblock(string worker, CancellationToken cancelled)
        => Ask(client => client.DeleteWorkerBlockAsync(new DeleteWorkerBlockRequest { WorkerId = worker }, cancelled), cancelled);

    public async IAsyncEnumerable<BlockedWorker> Blocks([EnumeratorCancellation] CancellationToken cancelled)
    {
        string? next = null;
        do
        {
            var request = new ListWorkerBlocksRequest { MaxResults = PageSize, NextToken = next };
            var page = await Ask(client => client.ListWorkerBlocksAsync(request, cancelled), cancelled);
            foreach (var block in page.WorkerBlocks ?? []) yield return new BlockedWorker(block.WorkerId ?? "", block.Reason ?? "");
            next = page.NextToken;
        }
        while (next is not null);
    }

    public async Task<IReadOnlyList<NotReached>> Notify(IReadOnlyCollection<string> workers, string subject, string text, CancellationToken cancelled)
    {
        var missed = new List<NotReached>();
        foreach (var some in workers.Chunk(WorkersInOneNotice))
        {
            var request = new NotifyWorkersRequest { WorkerIds = [.. some], Subject = subject, MessageText = text };
            var answer = await Ask(client => client.NotifyWorkersAsync(request, cancelled), cancelled);
            missed.AddRange((answer.NotifyWorkersFailureStatuses ?? []).Select(one => new NotReached(one.WorkerId ?? "", one.NotifyWorkersFailureMessage ?? "")));
        }

        return missed;
    }
}
