using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Rooms;

/// <summary>Cuts one stream of turns, which is in the order of conversations, into the conversations: a restart reads the journal once and not ten thousand times.</summary>
internal sealed class TurnsByConversation(IEnumerable<TurnRow> turns) : IDisposable
{
    private readonly IEnumerator<TurnRow> _turns = turns.GetEnumerator();
    private bool _hasNext;
    private bool _started;

    /// <summary>The turns of a conversation; conversations are to be asked for in ascending order.</summary>
    public IReadOnlyList<TurnRow> Of(ConversationId conversation)
    {
        if (!_started)
        {
            _started = true;
            _hasNext = _turns.MoveNext();
        }

        var found = new List<TurnRow>();
        while (_hasNext && _turns.Current.Conversation.Value <= conversation.Value)
        {
            if (_turns.Current.Conversation == conversation) found.Add(_turns.Current);
            _hasNext = _turns.MoveNext();
        }

        return found;
    }

    public void Dispose() => _turns.Dispose();
}
