using Crowdwork.Scripting;

namespace Crowdwork.Engine.Conversations;

/// <summary>
/// One step of a conversation: something came from outside, and this is what the script did about it.
/// </summary>
/// <remarks>
/// <code>
///   turn 7   input:  said   seat 1 answers prompt 4: "How long is the river?"
///            acts:   took   prompt 4
///                    tell   seat 2: "How long is the river?"
///                    ask    seat 2, prompt 5: "Please answer."
/// </code>
/// The journal of a conversation is the list of its turns. The inputs are what cannot be known beforehand; the acts follow from them and
/// are written down too, so that a transcript can be read without running any script, and so that a replay that goes another way is found out.
/// A turn is one row and one commit: none of it is shown to anybody before it is on disk.
/// </remarks>
public sealed record Turn(int Number, DateTimeOffset At, Input Input, IReadOnlyList<Act> Acts);

/// <summary>What comes into a conversation from outside. Everything that a script cannot compute by itself is one of these.</summary>
public abstract record Input;

/// <summary>The conversation begins: with a row of data, and a seed for all chance in it.</summary>
public sealed record Began(string Run, string World, int Unit, string? Row, int Seed, bool Onboarding) : Input;

/// <summary>Workers have come for a <c>Meet</c> (<paramref name="Call"/>) and are seated.</summary>
public sealed record Met(int Call, IReadOnlyList<Seating> Seats) : Input;

public sealed record Seating(int Seat, string Worker, string Role, bool IsModel);

/// <summary>A worker said something: to a prompt, or (prompt 0) in free conversation.</summary>
public sealed record Said(int Seat, int Prompt, string ClientId, string Text, string? Fields) : Input
{
    /// <summary>How it was written, as the page tells it. No script sees it before the review, so a replay is the same with it and without.</summary>
    public Signals? Signals { get; init; }
}

/// <summary>A worker has left for good.</summary>
public sealed record LeftFor(int Seat, Departure Why) : Input;

/// <summary>The time of a prompt, a pause or a meeting has passed.</summary>
public sealed record Due(int Call) : Input;

/// <summary>What was done outside (<c>Once</c>) has ended, well (<paramref name="Json"/>) or not (<paramref name="Error"/>).</summary>
public sealed record Returned(int Call, string? Json, string? Error) : Input;

/// <summary>The operator ended the conversation.</summary>
public sealed record Stopped(string Why) : Input;

/// <summary>
/// The time of open prompts begins anew: the server was down, or a saved script asked something else. Nobody is to run out of time for that.
/// </summary>
public sealed record Renewed : Input;

/// <summary>The script did something that no replay can repeat, or never came back. Kept, so that a restart ends in the same way.</summary>
public sealed record Broke(string Message, string File, int Line, int Column) : Input;

public enum ActKind
{
    /// <summary>Waits for workers; <see cref="Act.Items"/> are the roles.</summary>
    Meet,

    /// <summary>Says something to a seat.</summary>
    Tell,

    /// <summary>Shows data or a page to a seat.</summary>
    Show,

    /// <summary>Asks a seat; <see cref="Act.Name"/> is text, choice, form or next.</summary>
    Ask,

    /// <summary>Lets a seat write at any time.</summary>
    Floor,

    /// <summary>The message of this turn's input was accepted.</summary>
    Took,

    /// <summary>The message of this turn's input is to be given again.</summary>
    Again,

    /// <summary>A model answered a prompt; <see cref="Act.Text"/> is its answer.</summary>
    Replied,

    /// <summary>The time of a prompt, pause or meeting has begun anew; <see cref="Act.Due"/> is its new end.</summary>
    Renew,

    /// <summary>A prompt is closed without an answer.</summary>
    Withdraw,

    /// <summary>Waits for time to pass.</summary>
    Pause,

    /// <summary>Does something outside.</summary>
    Once,

    /// <summary>Keeps a result; <see cref="Act.Name"/> is its type.</summary>
    Save,

    Grant,
    Revoke,
    Block,

    /// <summary>Lets a seat know that another worker has left.</summary>
    Departed,

    /// <summary>A seat's part is over; <see cref="Act.Name"/> is the state.</summary>
    Ended,

    /// <summary>The conversation is over; <see cref="Act.Name"/> is how.</summary>
    End,
}

/// <summary>One thing that a conversation did in answer to an input. Which fields have a meaning depends on the kind.</summary>
public sealed record Act(ActKind Kind)
{
    /// <summary>The number of the call: prompts, meetings, pauses and effects are answered by it. Counted from 1 in program order.</summary>
    public int Call { get; init; }

    /// <summary>The seat that is concerned, from 1; 0 for none.</summary>
    public int Seat { get; init; }

    public string? Name { get; init; }
    public string? Text { get; init; }

    /// <summary>The role that speaks or has left; null for the task itself.</summary>
    public string? From { get; init; }

    public IReadOnlyList<string>? Items { get; init; }

    /// <summary>JSON: what is shown or saved, the fields of a form, the problems of an answer.</summary>
    public string? Json { get; init; }

    /// <summary>When its time is over, as milliseconds since 1970; 0 for never.</summary>
    public long Due { get; init; }

    public int Value { get; init; }

    /// <summary>What the worker is told about pay.</summary>
    public string? Pay { get; init; }

    /// <summary>Where in the script, such as <c>world.csx:12</c>; null for what the engine does by itself.</summary>
    public string? Site { get; init; }
}
