using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Conversations;

/// <summary>
/// A worker's place in a conversation. It outlives pages, sockets and restarts: whoever comes back with the same worker id gets the same events from where they were.
/// </summary>
internal sealed class Seat(int number, WorkerId worker, string role, bool isModel)
{
    // Enough for whatever a page may have in flight; what is older cannot be sent again by an honest page, and the store's index stops the others.
    private const int RememberedIds = 64;

    private List<string>? _recentIds;
    private List<string>? _setAside;
    private volatile ISeatOutlet? _outlet;

    public int Number { get; } = number;
    public WorkerId Worker { get; } = worker;
    public string Role { get; set; } = role;
    public bool IsModel { get; } = isModel;

    /// <summary>The number of the last event that was made for this seat, shown or not.</summary>
    public int LastEvent { get; set; }

    /// <summary>Since when no page is connected; null while one is.</summary>
    public DateTimeOffset? AwaySince { get; set; }

    /// <summary>How this seat's part ended; null while it has not.</summary>
    public string? Ending { get; set; }

    public bool HasEnded => Ending is not null;

    // Read by the thread that releases frames after a commit, hence volatile.
    public ISeatOutlet? Outlet
    {
        get => _outlet;
        set => _outlet = value;
    }

    // Ids of one page differ in their last characters, so the last one tells nearly all of them apart.
    public bool Knows(string clientId)
    {
        if (_recentIds is null) return false;
        foreach (var known in _recentIds)
            if (known[^1] == clientId[^1] && known == clientId) return true;
        return false;
    }

    /// <summary>Whether a message of this id is stored but belongs to a journal that a changed script has replaced.</summary>
    public bool HasSetAside(string clientId) => _setAside?.Contains(clientId) == true;

    public void SetAside(string clientId)
    {
        if (Knows(clientId) || HasSetAside(clientId)) return;
        _setAside ??= new List<string>(4);
        if (_setAside.Count == RememberedIds) _setAside.RemoveAt(0);
        _setAside.Add(clientId);
    }

    /// <summary>Takes over what was set aside before.</summary>
    public void Inherit(Seat earlier)
    {
        foreach (var id in earlier._setAside ?? []) SetAside(id);
    }

    /// <summary>Sets aside what an earlier journal, all of it stored, has and this one's does not.</summary>
    public void SetAsideTheRestOf(Seat earlier)
    {
        foreach (var id in earlier._recentIds ?? []) SetAside(id);
    }

    public void Remember(string clientId)
    {
        _recentIds ??= new List<string>(4);
        if (_recentIds.Count == RememberedIds) _recentIds.RemoveAt(0);
        _recentIds.Add(clientId);
    }
}
