using Crowdwork.Engine.Store;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Conversations;

/// <summary>What may lie in a conversation's mailbox, beside the inputs themselves.</summary>
internal abstract record Mail
{
    /// <summary>A message from a page. <paramref name="Edition"/> is the one that the page knew when it was written.</summary>
    public sealed record Message(ISeatOutlet From, WorkerId Worker, string ClientId, int Edition, int Prompt, string Text, string? Fields, Signals? Signals = null) : Mail;

    /// <summary>A page wants to be the page of a seat.</summary>
    public sealed record Attach(WorkerId Worker, ISeatOutlet Outlet, int Edition, int Event) : Mail;

    public sealed record Detach(WorkerId Worker, ISeatOutlet Outlet) : Mail;

    public sealed record Typing(WorkerId Worker) : Mail;

    /// <summary>A worker gives the work back.</summary>
    public sealed record GiveBack(WorkerId Worker, string? ClientId) : Mail;

    /// <summary>Something may be due.</summary>
    public sealed record Tick : Mail
    {
        public static readonly Tick Now = new();
    }

    /// <summary>The script awaited something that is not the host's.</summary>
    public sealed record Foreign(Play Play, object? Continuation) : Mail;

    /// <summary>A script was saved.</summary>
    public sealed record Replace(IWorldProgram Program, PlayRules Rules, TaskCompletionSource<Change?> Done) : Mail;

    public sealed record NewRules(PlayRules Rules) : Mail;

    /// <summary>Lets the time of what a seat is asked run out now.</summary>
    public sealed record TimeOut(WorkerId Worker) : Mail;

    /// <summary>A turn could not be written; with the seat and the id of the message that was in it, if one was.</summary>
    public sealed record CommitFailed(int Generation, StoreFault Fault, int Seat = 0, string? ClientId = null) : Mail;

    /// <summary>Everything that was submitted is committed or has failed.</summary>
    public sealed record Settled : Mail
    {
        public static readonly Settled Now = new();
    }

    /// <summary>A frame for every page of the conversation.</summary>
    public sealed record Broadcast(byte[] Frame) : Mail;

    /// <summary>Something to be done once all that came before it has been handled.</summary>
    public sealed record Then(Action Do) : Mail;

    public sealed record Look(TaskCompletionSource<ConversationView> Answer) : Mail;
}

/// <summary>What a saved script changed in an open conversation.</summary>
/// <param name="Conversation">Which.</param>
/// <param name="Diverged">Whether it goes on from an earlier await.</param>
/// <param name="SetAside">How many messages no longer fitted.</param>
/// <param name="Unseated">Workers whose seats the new script does not have.</param>
/// <param name="Notes">The same for people.</param>
public sealed record Change(
    ConversationId Conversation, bool Diverged, int SetAside, IReadOnlyList<WorkerId> Unseated, IReadOnlyList<string> Notes);

/// <summary>A conversation as the harness shows it.</summary>
/// <param name="WaitsForOutside">Whether something that the script does outside of it (<c>Once</c>, <c>Has</c>, a model) has not come back yet.</param>
public sealed record ConversationView(
    ConversationId Id, int Unit, bool IsOnboarding, bool IsWaiting, string? Ending, int Turns, int Edition, DateTimeOffset StartedAt,
    IReadOnlyList<SeatView> Seats, bool WaitsForOutside);

public sealed record SeatView(int Seat, WorkerId Worker, string Role, bool IsModel, bool IsOnline, bool HasEnded, string? Ending, long Due, int LastEvent);
