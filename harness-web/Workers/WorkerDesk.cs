using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Rooms;
using Crowdwork.Web.Server;
using Crowdwork.Web.Sessions;

namespace Crowdwork.Web.Workers;

/// <summary>Takes frames of a page whose session has been checked, and hands them to the room.</summary>
internal sealed class WorkerDesk(WorkerRoom room, Session session, WorkerLine line)
{
    private const int LongestFault = 2000;

    private readonly TaskRoom _room = room.Room;

    private static readonly byte[] Pong = """{"t":"pong"}"""u8.ToArray();

    public void Open(in ClientFrame hello) => _room.Connect(session.Who, session.IsOperator, line, hello.Edition, hello.Seq, hello.Conversation);

    public void Close()
    {
        room.Pages.Leave(line);
        _room.Disconnect(session.Who, line);
    }

    public void Take(in ClientFrame frame)
    {
        switch (frame.Type)
        {
            case "say":
                Say(frame);
                break;
            case "typing":
                _room.Typing(session.Who);
                break;
            case "ping":
                line.Send(Pong);
                break;
            case "return":
                _room.GiveBack(session.Who);
                break;
            case "again":
                _room.TakePartAgain(session.Who);
                break;
            case "fault":
                var (file, row, column) = room.Pages.Locate(Cut(frame.Source), frame.Line, frame.Column);
                _room.NotePageFault(session.Worker, Cut(frame.Message), file, row, column);
                break;
            case "page":
                room.Pages.Show(line, frame.Page ?? "");
                break;
        }
    }

    private void Say(in ClientFrame frame)
    {
        if (!frame.HasClientId)
        {
            line.Send(ServerFrames.Refused(frame.ClientId ?? "", "invalid", "The message has no usable id."));
            return;
        }

        if (frame.Damage is { } damage)
        {
            line.Send(ServerFrames.Refused(frame.ClientId!, "invalid", damage));
            return;
        }

        if (frame.Fields is not null && !frame.Fields.StartsWith('{'))
        {
            line.Send(ServerFrames.Refused(frame.ClientId!, "invalid", "The fields of a form have to be an object."));
            return;
        }

        _room.Say(session.Who, line, frame.ClientId!, frame.Edition, frame.Prompt, frame.Text ?? "", frame.Fields, frame.Conversation, frame.Signals);
    }

    private static string Cut(string? text) => text is null ? "" : text.Length <= LongestFault ? text : text[..LongestFault];
}
