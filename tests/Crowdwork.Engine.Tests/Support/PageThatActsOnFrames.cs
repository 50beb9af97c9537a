using System.Text;
using Crowdwork.Engine.Conversations;

namespace Crowdwork.Engine.Tests.Support;

/// <summary>A page that does something the first time it is sent a frame of a certain kind, on the thread that sends it.</summary>
internal sealed class PageThatActsOnFrames(Func<string, bool> isTheOne, Action act) : ISeatOutlet
{
    private Action? _act = act;

    public void Send(ReadOnlyMemory<byte> frame)
    {
        if (isTheOne(Encoding.UTF8.GetString(frame.Span))) Interlocked.Exchange(ref _act, null)?.Invoke();
    }

    public void Hold()
    {
    }

    public void SendFirst(ReadOnlyMemory<byte> frame) => Send(frame);

    public void Release()
    {
    }

    public void Close(LineEnd end)
    {
    }
}
