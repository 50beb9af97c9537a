using System.Collections.Concurrent;

namespace Crowdwork.Web.Workers;

/// <summary>
/// Writes out what lines have waiting, with as many threads as there are cores and one hand-over for many lines. When a commit of a thousand turns releases two thousand
/// frames, a work item of the pool for each of them would cost more than the writing.
/// </summary>
internal sealed class LinePump : IThreadPoolWorkItem
{
    private static readonly LinePump Instance = new();
    private static readonly ConcurrentQueue<WorkerLine> Ready = new();
    private static readonly int MostPumps = Environment.ProcessorCount;
    private static int s_pumps;

    private LinePump()
    {
    }

    public static void Enqueue(WorkerLine line)
    {
        Ready.Enqueue(line);
        StartOneMore();
    }

    void IThreadPoolWorkItem.Execute()
    {
        while (Ready.TryDequeue(out var line)) line.WriteOut();
        Interlocked.Decrement(ref s_pumps);
        // A line may have come between the last look and the decrement, when nobody thought another pump was needed.
        if (!Ready.IsEmpty) StartOneMore();
    }

    private static void StartOneMore()
    {
        var pumps = Volatile.Read(ref s_pumps);
        if (pumps >= MostPumps || Interlocked.CompareExchange(ref s_pumps, pumps + 1, pumps) != pumps) return;
        ThreadPool.UnsafeQueueUserWorkItem(Instance, preferLocal: false);
    }
}
