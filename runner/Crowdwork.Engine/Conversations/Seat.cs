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
    private volatile ISeatOutlet? _outlet;

    public int Number { get; } = number;
    public WorkerId Worker { get; } = worker;
    public string Role { get; set; } = role;
    public bool IsModel { get; } = isModel;

    /// <summary>The number of the last event that was made for this seat, shown or not.</summary>
    public int LastEvent { get; set; }

    /// <summary>Since when no page is connected; null while one is.</summary>
    public DateTimeOffset? AwaySince { get; set; }

    public bool HasEnded { get; set; }

    // Read by the thread that releases frames after a commit, hence volatile.
    public ISeatOutlet? Outlet
    {
        get => _outlet;
        set => _outlet = value;
    }

    public bool Knows(string clientId) => _recentIds?.Contains(clientId) == true;

    public void Remember(string clientId)
    {
        _recentIds ??= new List<string>(4);
        if (_recentIds.Count == RememberedIds) _recentIds.RemoveAt(0);
        _recentIds.Add(clientId);
    }
}
