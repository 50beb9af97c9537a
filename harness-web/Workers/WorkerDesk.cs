using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Rehearsals;
using Crowdwork.Web.Sessions;

namespace Crowdwork.Web.Workers;

/// <summary>Takes frames of a page whose session has been checked, and hands them to the rehearsal.</summary>
internal sealed class WorkerDesk(Rehearsal rehearsal, Session session, WorkerLine line)
{
    private const int LongestFault = 2000;

    private static readonly byte[] Pong = """{"t":"pong"}"""u8.ToArray();

    public void Open(in ClientFrame hello) => rehearsal.Connect(session.Worker, session.IsOperator, line, hello.Edition, hello.Seq, hello.Conversation);

    public void Close() => rehearsal.Disconnect(session.Worker, line);

    public void Take(in ClientFrame frame)
    {
        switch (frame.Type)
        {
            case "say":
                Say(frame);
                break;
            case "typing":
                rehearsal.Typing(session.Worker);
                break;
            case "ping":
                line.Send(Pong);
                break;
            case "return":
                rehearsal.GiveBack(session.Worker);
                break;
            case "again":
                rehearsal.TakePartAgain(session.Worker);
                break;
            case "fault":
                rehearsal.NotePageFault(session.Worker, Cut(frame.Message), Cut(frame.Source), frame.Line, frame.Column);
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

        rehearsal.Say(session.Worker, line, frame.ClientId!, frame.Edition, frame.Prompt, frame.Text ?? "", frame.Fields, frame.Conversation);
    }

    private static string Cut(string? text) => text is null ? "" : text.Length <= LongestFault ? text : text[..LongestFault];
}
