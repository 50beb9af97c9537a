using Crowdwork.Marketplace.Store;

namespace Crowdwork.Marketplace.Clock;

/// <summary>
/// What happens by time alone: deadlines, auto-approvals, expiries, disposals. Each is a row with its date, and before anybody looks at
/// the market the rows up to now are settled in the order of their dates. To put the clock forward is therefore only to change the time.
/// </summary>
/// <remarks>
/// Nobody removes a row when its reason has gone (a submitted assignment has no deadline any more): whoever settles it looks whether it
/// still applies.
/// </remarks>
internal sealed class DueDates(Market market)
{
    public void Add(long at, DueKind kind, string subject) =>
        market.Database.Run("INSERT OR IGNORE INTO due (at, kind, subject) VALUES (?1, ?2, ?3)", at, kind.ToString(), subject);

    public void Settle(long now)
    {
        while (Next(now) is { } due)
        {
            market.Database.Run("DELETE FROM due WHERE at = ?1 AND kind = ?2 AND subject = ?3", due.At, due.Kind, due.Subject);
            market.At(due.At, () => Settle(due));
        }
    }

    private Due? Next(long now) => market.Database.First(
        "SELECT at, kind, subject FROM due WHERE at <= ?1 ORDER BY at, kind, subject LIMIT 1",
        static row => new Due(row.Number(0), row.Text(1), row.Text(2)), now);

    private void Settle(Due due)
    {
        switch (Enum.Parse<DueKind>(due.Kind))
        {
            case DueKind.AutoApproval:
                market.Assignments.AutoApprove(Sequence(due));
                break;
            case DueKind.Deadline:
                market.Assignments.Abandon(Sequence(due));
                break;
            case DueKind.HitExpiry:
                market.Hits.ExpireWhenDue(due.Subject);
                break;
            case DueKind.HitDisposal:
                market.Hits.DisposeWhenUnused(due.Subject);
                break;
            case DueKind.QualificationTypeDisposal:
                market.QualificationTypes.FinishDisposal(due.Subject);
                break;
            case DueKind.HeldBackEvents:
                market.Events.ReleaseHeldBack();
                break;
            case DueKind.OldTokens:
                market.Tokens.ForgetOld();
                break;
        }
    }

    private static long Sequence(Due due) => long.Parse(due.Subject);

    private sealed record Due(long At, string Kind, string Subject);
}

/// <summary>The names are in the store.</summary>
internal enum DueKind
{
    AutoApproval,
    Deadline,
    HeldBackEvents,
    HitDisposal,
    HitExpiry,
    OldTokens,
    QualificationTypeDisposal,
}
