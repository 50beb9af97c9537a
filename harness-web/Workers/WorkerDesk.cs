using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Rehearsals;
using Crowdwork.Web.Server;
using Crowdwork.Web.Sessions;

namespace Crowdwork.Web.Workers;

/// <summary>Takes frames of a page whose session has been checked, and hands them to the _rehearsal.</summary>
internal sealed class WorkerDesk(RehearsalRoom room, Session session, WorkerLine line)
{
    private const int LongestFault = 2000;

    private readonly Rehearsal _rehearsal = room.Rehearsal;

    private static readonly byte[] Pong = """{"t":"pong"}"""u8.ToArray();

    public void Open(in ClientFrame hello) => _rehearsal.Connect(session.Worker, session.IsOperator, line, hello.Edition, hello.Seq, hello.Conversation);

    public void Close()
    {
        room.Pages.Leave(line);
        _rehearsal.Disconnect(session.Worker, line);
    }

    public void Take(in ClientFrame frame)
    {
        switch (frame.Type)
        {
            case "say":
                Say(frame);
                break;
            case "typing":
                _rehearsal.Typing(session.Worker);
                break;
            case "ping":
                line.Send(Pong);
                break;
            case "return":
                _rehearsal.GiveBack(session.Worker);
                break;
            case "again":
                _rehearsal.TakePartAgain(session.Worker);
                break;
            case "fault":
                var (file, row, column) = room.Pages.Locate(Cut(frame.Source), frame.Line, frame.Column);
                _rehearsal.NotePageFault(session.Worker, Cut(frame.Message), file, row, column);
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

        if (frame.IsDamaged)
        {
            line.Send(ServerFrames.Refused(frame.ClientId!, "invalid", "The text holds half a character. Please write it again."));
            return;
        }

        if (frame.Fields is not null && !frame.Fields.StartsWith('{'))
        {
            line.Send(ServerFrames.Refused(frame.ClientId!, "invalid", "The fields of a form have to be an object."));
            return;
        }

        _rehearsal.Say(session.Worker, line, frame.ClientId!, frame.Edition, frame.Prompt, frame.Text ?? "", frame.Fields, frame.Conversation);
    }

    private static string Cut(string? text) => text is null ? "" : text.Length <= LongestFault ? text : text[..LongestFault];
}
