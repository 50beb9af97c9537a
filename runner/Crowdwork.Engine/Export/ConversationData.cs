using System.Text.Json;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Export;

/// <summary>A conversation: its workers, its transcript, what it saved. It is read from the journal when the first of these is asked for.</summary>
public sealed class ConversationData
{
    private readonly ConversationRow _row;
    private readonly Lazy<Content> _content;

    internal ConversationData(CrowdReader store, ConversationRow row, WorkBook work)
    {
        _row = row;
        _content = new Lazy<Content>(() => Read(store, work));
    }

    /// <summary>Its number, which no other conversation of the store has.</summary>
    public long Id => _row.Id.Value;

    public string Run => _row.Run.Value;

    /// <summary>The piece of work, from 0: the row of data, or the how-many-th conversation.</summary>
    public int Unit => _row.Unit;

    /// <summary>The hash of the script it ran under.</summary>
    public string Script => _row.World;

    /// <summary>How it ended, such as <c>finished</c>; null while it goes on.</summary>
    public string? Ending => _row.Ending;

    public bool IsFinished => Ending == "finished";

    public DateTimeOffset OpenedAt => DateTimeOffset.FromUnixTimeMilliseconds(_row.OpenedAtUnixMs);

    public DateTimeOffset? EndedAt => _row.EndedAtUnixMs is { } ended ? DateTimeOffset.FromUnixTimeMilliseconds(ended) : null;

    /// <summary>Its workers.</summary>
    public IReadOnlyList<PairingData> Pairings => _content.Value.Pairings;

    /// <summary>The transcript: what was said, asked, told and shown, in order.</summary>
    public IReadOnlyList<MessageData> Messages => _content.Value.Messages;

    /// <summary>What workers said and the script took, in order: the talk itself.</summary>
    public IEnumerable<MessageData> Talk => Messages.Where(message => message is { Kind: LineKind.Said, Accepted: not false });

    /// <summary>The row of data it was given, as JSON; null without one.</summary>
    public string? RowJson => _content.Value.Row;

    /// <summary>The row of data it was given.</summary>
    /// <exception cref="InvalidOperationException">It was given none.</exception>
    public T Row<T>() => JsonSerializer.Deserialize<T>(RowJson ?? throw new InvalidOperationException($"Conversation {Id} was given no row of data."), ScriptJson.Options)!;

    /// <summary>What it saved of a type.</summary>
    /// <param name="type">The name of the type in the script; that of <typeparamref name="T"/> when null.</param>
    public IEnumerable<SavedData<T>> Saved<T>(string? type = null) => _content.Value.Saved
        .Where(entry => entry.Thing.Type == (type ?? typeof(T).Name))
        .Select(entry => new SavedData<T>(
            Id, Unit, entry.Thing.Of?.Worker, entry.Thing.Of?.Role, entry.Mark, entry.Thing.At, entry.Thing.Type, JsonSerializer.Deserialize<T>(entry.Thing.Json, ScriptJson.Options)!));

    /// <summary>Everything it saved, each as JSON.</summary>
    public IEnumerable<SavedData<string>> SavedJson => _content.Value.Saved.Select(entry => new SavedData<string>(
        Id, Unit, entry.Thing.Of?.Worker, entry.Thing.Of?.Role, entry.Mark, entry.Thing.At, entry.Thing.Type, entry.Thing.Json));

    private Content Read(CrowdReader store, WorkBook work)
    {
        var read = new Transcript();
        var messages = new List<MessageData>();
        var saved = new List<SavedEntry>();
        foreach (var turn in store.TurnsOf(_row.Id, _row.Edition))
        {
            read.Take(turn);
            messages.AddRange(read.Lines.Select(MessageData.Of));
            saved.AddRange(read.SavedNow.Select(thing => new SavedEntry(_row, thing, PartEntry.MarkOf(_row, read, thing, work))));
        }

        var pairings = PartEntry.Of(_row, read, work).Select(part => new PairingData(part)).ToList();
        return new Content(read.Beginning?.Row, pairings, messages, saved);
    }

    private sealed record Content(string? Row, IReadOnlyList<PairingData> Pairings, IReadOnlyList<MessageData> Messages, IReadOnlyList<SavedEntry> Saved);
}

/// <summary>A worker in a conversation, and what came of it.</summary>
public sealed class PairingData
{
    private readonly PartEntry _part;

    internal PairingData(PartEntry part) => _part = part;

    public string Run => _part.Conversation.Run.Value;

    public long Conversation => _part.Conversation.Id.Value;

    public int Unit => _part.Conversation.Unit;

    /// <summary>The crowd's id for the worker; <c>model:role</c> for a program.</summary>
    public string Worker => _part.Part.Worker;

    public string Role => _part.Part.Role;

    public bool IsProgram => _part.Part.IsModel;

    public DateTimeOffset JoinedAt => _part.Part.Joined;

    public DateTimeOffset? LeftAt => _part.Part.Left;

    /// <summary>How the part ended; null while it goes on.</summary>
    public string? Ending => _part.Part.Ending;

    /// <summary>How many answers and messages were accepted.</summary>
    public int Said => _part.Part.Sent;

    /// <summary>From questions to accepted answers, in all.</summary>
    public double SecondsThinking => _part.Part.Thinking;

    /// <summary>Into how many accepted answers something was pasted or dragged.</summary>
    public int Pasted => _part.Part.Pasted;

    /// <summary>How many accepted answers came in no way that people write in (<see cref="Signals.IsUntyped"/>).</summary>
    public int Untyped => _part.Part.Untyped;

    /// <summary>How often the worker left the page while something was asked.</summary>
    public int TimesLeft => _part.Part.TimesLeft;

    /// <summary>The crowd's id of the acceptance; null in a rehearsal.</summary>
    public string? Assignment => _part.Work?.Assignment;

    /// <summary><c>approved</c>, <c>softRejected</c>, <c>rejected</c>, <c>undecided</c> or <c>notHandedIn</c>; null in a rehearsal.</summary>
    public string? Mark => _part.Paid?.Mark;

    /// <summary>What the crowd confirmed as paid, in US dollars.</summary>
    public decimal Reward => (_part.Paid?.RewardCents ?? 0) / 100m;

    /// <inheritdoc cref="Reward"/>
    public decimal Bonus => (_part.Paid?.BonusCents ?? 0) / 100m;
}

/// <summary>A line of a transcript.</summary>
/// <param name="Number">Its place in the conversation, from 1.</param>
/// <param name="At">When.</param>
/// <param name="Kind">One of <see cref="LineKind"/>.</param>
/// <param name="Seat">Whose page it was on.</param>
/// <param name="Worker">The worker of that seat.</param>
/// <param name="Role">Their role.</param>
/// <param name="From">The role that spoke; null for the task.</param>
/// <param name="Text">What was said; of something shown the page.</param>
/// <param name="DataJson">Form fields or what was shown, as JSON.</param>
/// <param name="Accepted">Of something said: whether the script took it.</param>
/// <param name="SecondsThinking">Of an answer: since it was asked for.</param>
public sealed record MessageData(
    int Number, DateTimeOffset At, string Kind, int Seat, string Worker, string Role, string? From, string? Text, string? DataJson, bool? Accepted, double? SecondsThinking)
{
    /// <summary>Of something said: how it was written, as the worker's page told; null where it told nothing.</summary>
    public Signals? Signals { get; init; }

    internal static MessageData Of(Line line) => new(
        line.Number, line.At, line.Kind, line.Of.Seat, line.Of.Worker, line.Of.Role, line.From, line.Text, line.Json, line.Accepted, line.SecondsThinking)
    {
        Signals = line.Signals,
    };
}

/// <summary>Something that a script saved.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="Unit">Its piece of work.</param>
/// <param name="Worker">The worker whom it is about; null when it is about all of them.</param>
/// <param name="Role">Their role.</param>
/// <param name="Mark">What became of the work (<see cref="PairingData.Mark"/>); the gravest of all when it is about all.</param>
/// <param name="At">When.</param>
/// <param name="Type">The name of its type in the script.</param>
/// <param name="Value">What was saved.</param>
public sealed record SavedData<T>(long Conversation, int Unit, string? Worker, string? Role, string? Mark, DateTimeOffset At, string Type, T Value);
