using Crowdwork.Engine.Conversations;
using Microsoft.AspNetCore.Http;

namespace Crowdwork.Web.Workers;

/// <summary>A line over an endless HTTP answer, for networks that refuse WebSockets: one frame a line.</summary>
internal sealed class StreamLine(HttpResponse response, WorkerLimits limits) : WorkerLine(limits.LargestBacklog)
{
    private static readonly ReadOnlyMemory<byte> NewLine = "\n"u8.ToArray();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the server has ended the line.</summary>
    public Task Ended => _ended.Task;

    protected override async ValueTask Write(List<ReadOnlyMemory<byte>> frames)
    {
        foreach (var frame in frames)
        {
            await response.BodyWriter.WriteAsync(frame);
            await response.BodyWriter.WriteAsync(NewLine);
        }

        await response.BodyWriter.FlushAsync();
    }

    protected override async ValueTask End(LineEnd end)
    {
        await Write([System.Text.Encoding.UTF8.GetBytes($$"""{"t":"close","code":{{(int)end}}}""")]);
        _ended.TrySetResult();
    }
}
