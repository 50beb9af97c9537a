namespace Crowdwork.Engine.Store;

/// <summary>What kind of thing went wrong.</summary>
public enum StoreFaultKind
{
    /// <summary>The same seat has sent a message with this id before. Only this commit failed.</summary>
    DuplicateMessage,

    /// <summary>A turn does not follow the last stored one: an earlier commit of the conversation has failed. Only this commit failed.</summary>
    OutOfOrder,

    /// <summary>It says something that what is stored rules out, such as a payment that was made before. Only this commit failed.</summary>
    Contradiction,

    /// <summary>SQLite refused this commit alone, for instance because a body is too large.</summary>
    Refused,

    DiskFull,
    ReadOnly,
    InputOutput,
    Corrupt,

    /// <summary>The store was closed before this commit could be written.</summary>
    Closed,
}

/// <summary>Why a commit is not stored, for a person to read: where, what, what to do.</summary>
public sealed record StoreFault(StoreFaultKind Kind, string Where, string What, string WhatToDo)
{
    /// <summary>
    /// One object for all, so that a page that sends its messages again and again costs nothing. It is not shown to anybody: the message
    /// is stored, which is what its sender wants to hear.
    /// </summary>
    public static StoreFault DuplicateMessage { get; } = new(
        StoreFaultKind.DuplicateMessage,
        "the journal",
        "this seat has already sent a message with this id.",
        "Acknowledge the stored one again.");

    public string Message => $"{Where}: {What}\n  {WhatToDo}";

    public override string ToString() => Message;
}

/// <summary>The store cannot be opened, read or rebuilt. The message has three parts, where, what and what to do, and is meant for the user.</summary>
public sealed class StoreException : Exception
{
    public StoreException(StoreFault fault, Exception? inner = null)
        : base(fault?.Message, inner)
    {
        ArgumentNullException.ThrowIfNull(fault);
        Fault = fault;
    }

    public StoreFault Fault { get; }
}
