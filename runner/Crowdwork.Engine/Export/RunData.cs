using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Export;

/// <summary>A run and what it collected.</summary>
public sealed class RunData
{
    private readonly CrowdReader _store;
    private readonly RunRow _row;
    private readonly Lazy<WorkBook> _work;

    internal RunData(CrowdReader store, RunRow row)
    {
        (_store, _row) = (store, row);
        _work = new Lazy<WorkBook>(() => WorkBook.Of(store, row.Id));
    }

    public string Id => _row.Id.Value;

    public string Task => _row.Task;

    /// <summary>The crowd's name in crowd.json; <c>rehearsal</c> for a rehearsal.</summary>
    public string Crowd => _store.Launch(_row.Id)?.Crowd ?? _row.Kind;

    public DateTimeOffset OpenedAt => DateTimeOffset.FromUnixTimeMilliseconds(_row.OpenedAtUnixMs);

    /// <summary>Null while it is open.</summary>
    public DateTimeOffset? ClosedAt => _row.ClosedAtUnixMs is { } closed ? DateTimeOffset.FromUnixTimeMilliseconds(closed) : null;

    /// <summary>How it stands, in numbers.</summary>
    public RunSummary Summary => RunSummary.Of(_store, _row.Id)!;

    /// <summary>The conversations, in the order in which they began; tests of workers are left out.</summary>
    public IEnumerable<ConversationData> Conversations() => Of(ConversationKind.Talk);

    /// <summary>The tests of workers before their first conversation.</summary>
    public IEnumerable<ConversationData> Onboardings() => Of(ConversationKind.Onboarding);

    /// <summary>One conversation by its number.</summary>
    /// <exception cref="KeyNotFoundException">The run has none of this number.</exception>
    public ConversationData Conversation(long number)
        => _store.Conversation(new ConversationId(number)) is { } row && row.Run == _row.Id
            ? new ConversationData(_store, row, _work.Value)
            : throw new KeyNotFoundException($"The run {Id} has no conversation {number}.");

    /// <summary>Every part of every worker: who was in which conversation, how it ended, and what came of it.</summary>
    public IEnumerable<PairingData> Pairings() => Conversations().SelectMany(conversation => conversation.Pairings);

    /// <summary>All that the script saved of a type, in order, as that type.</summary>
    /// <typeparam name="T">A record with the properties of the saved one. Its name is the type's, unless <paramref name="type"/> says another.</typeparam>
    /// <param name="type">The name of the type in the script; that of <typeparamref name="T"/> when null.</param>
    public IEnumerable<SavedData<T>> Saved<T>(string? type = null) => Conversations().SelectMany(conversation => conversation.Saved<T>(type));

    private IEnumerable<ConversationData> Of(string kind)
        => _store.ConversationsOf(_row.Id).Where(row => row.Kind == kind).Select(row => new ConversationData(_store, row, _work.Value));
}
