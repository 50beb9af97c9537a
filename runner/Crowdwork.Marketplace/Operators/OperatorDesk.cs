using System.Globalization;
using Crowdwork.Marketplace.Clock;
using Crowdwork.Marketplace.Faults;
using Crowdwork.Marketplace.Notifications;
using Crowdwork.Marketplace.Store;

namespace Crowdwork.Marketplace.Operators;

/// <summary>What the person who runs the marketplace can do: put the clock forward, ask for trouble, read what was notified.</summary>
internal sealed class OperatorDesk(MarketStore store, MarketClock clock, FaultPlan faults)
{
    private const string OffsetName = "clock offset in milliseconds";

    /// <summary>A century: enough for every deadline, and far from where dates end.</summary>
    private static readonly TimeSpan s_furthest = TimeSpan.FromDays(36_500);

    // A look costs the market's thread some microseconds.
    private static readonly TimeSpan s_lookAgainAfter = TimeSpan.FromMilliseconds(100);

    public DateTimeOffset Now => clock.Now;

    public TimeSpan Ahead => clock.Ahead;

    public FaultSettings Faults
    {
        get => faults.Settings;
        set => faults.Settings = value;
    }

    public static long StoredOffset(Database database) =>
        long.Parse(database.TextOrNull("SELECT value FROM setting WHERE name = ?1", OffsetName) ?? "0", CultureInfo.InvariantCulture);

    /// <summary>Null when done, else why not. When it is done, everything that became due has happened.</summary>
    public async Task<string?> PutForward(TimeSpan by)
    {
        if (by < TimeSpan.Zero)
            return "The clock can only be put forward: what has happened cannot be undone.";
        if (by > s_furthest || clock.Ahead + by > s_furthest)
            return $"The clock can be put forward by {s_furthest.TotalDays} days in all.";
        // The clock moves only when the new offset is on disk: a time that was seen must never come again after a restart.
        var ahead = await store.Ask(market =>
        {
            var offset = StoredOffset(market.Database) + (long)by.TotalMilliseconds;
            market.Database.Run("INSERT OR REPLACE INTO setting (name, value) VALUES (?1, ?2)", OffsetName, offset.ToString(CultureInfo.InvariantCulture));
            return offset;
        });
        clock.SetOffset(TimeSpan.FromMilliseconds(ahead));
        await store.Ask(static _ => true);
        return null;
    }

    /// <summary>Notifications after the one with this number, oldest first.</summary>
    public Task<IReadOnlyList<LoggedEvent>> Events(long after, int count) =>
        store.Ask(market => (IReadOnlyList<LoggedEvent>)market.Events.After(after, count));

    /// <summary>The same, and when there are none yet, those that come within <paramref name="patience"/>.</summary>
    public async Task<IReadOnlyList<LoggedEvent>> Events(long after, int count, TimeSpan patience, CancellationToken cancel)
    {
        var began = clock.Time.GetTimestamp();
        while (true)
        {
            var events = await Events(after, count);
            if (events.Count > 0 || clock.Time.GetElapsedTime(began) >= patience)
                return events;
            await Task.Delay(s_lookAgainAfter, clock.Time, cancel);
        }
    }
}
