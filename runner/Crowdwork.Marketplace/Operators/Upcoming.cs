using Crowdwork.Marketplace.Store;

namespace Crowdwork.Marketplace.Operators;

/// <summary>The next thing of its kind that time alone will bring about, for whoever would rather not wait for it.</summary>
/// <param name="Title">Of the HIT that it is about.</param>
/// <param name="Worker">Whose it is; null when it is nobody's.</param>
internal sealed record Upcoming(UpcomingKind Kind, DateTimeOffset At, string Title, string? Worker)
{
    public static IReadOnlyList<Upcoming> Of(Market market) =>
    [
        .. Next(market, UpcomingKind.Deadline, "assignment.deadline", "assignment.status = 'Accepted'"),
        .. Next(market, UpcomingKind.Approval, "assignment.auto_approve_at", "assignment.status = 'Submitted'"),
        .. NextExpiry(market),
    ];

    private static List<Upcoming> Next(Market market, UpcomingKind kind, string time, string condition) => market.Database.All(
        $"""
        SELECT {time}, hit_type.title, assignment.worker FROM assignment
        JOIN hit ON hit.id = assignment.hit JOIN hit_type ON hit_type.id = hit.hit_type WHERE {condition} ORDER BY {time} LIMIT 1
        """,
        row => new Upcoming(kind, DateTimeOffset.FromUnixTimeMilliseconds(row.Number(0)), row.Text(1), row.Text(2)));

    private static List<Upcoming> NextExpiry(Market market) => market.Database.All(
        """
        SELECT hit.expires_at, hit_type.title FROM hit JOIN hit_type ON hit_type.id = hit.hit_type
        WHERE hit.expired = 0 AND hit.status <> 'Disposed' ORDER BY hit.expires_at LIMIT 1
        """,
        static row => new Upcoming(UpcomingKind.Expiry, DateTimeOffset.FromUnixTimeMilliseconds(row.Number(0)), row.Text(1), null));
}

internal enum UpcomingKind
{
    Deadline,
    Approval,
    Expiry,
}
