using System.Runtime.CompilerServices;
using Amazon.MTurk;
using Amazon.MTurk.Model;

namespace Crowdwork.Engine.Crowds;

public sealed partial class MTurkCrowd
{
    public async IAsyncEnumerable<QualifiedWorker> Qualified(string qualification, [EnumeratorCancellation] CancellationToken cancelled)
    {
        string? next = null;
        do
        {
            var request = new ListWorkersWithQualificationTypeRequest { QualificationTypeId = qualification, Status = QualificationStatus.Granted, MaxResults = PageSize, NextToken = next };
            var page = await Ask(client => client.ListWorkersWithQualificationTypeAsync(request, cancelled), cancelled);
            foreach (var one in page.Qualifications ?? []) yield return new QualifiedWorker(one.WorkerId ?? "", one.IntegerValue ?? 0);
            next = page.NextToken;
        }
        while (next is not null);
    }
}
