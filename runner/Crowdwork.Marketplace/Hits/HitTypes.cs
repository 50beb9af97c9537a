using Crowdwork.Marketplace.Qualifications;
using Crowdwork.Marketplace.Store;
using Crowdwork.Marketplace.Wire;

namespace Crowdwork.Marketplace.Hits;

/// <summary>The table of HIT types.</summary>
internal sealed class HitTypes(Market market)
{
    private const string Columns =
        "id, requester, group_id, title, description, keywords, reward, duration, auto_approval_delay, requirements, masters";

    private const int MostRemembered = 1000;

    // A type never changes, and every reply about a HIT needs its own. One that was rolled back may stay here: nothing can name it.
    private readonly Dictionary<string, HitType> _remembered = new(StringComparer.Ordinal);

    public HitType Ensure(long requester, HitTypeTerms terms)
    {
        var identity = terms.Identity();
        var known = market.Database.TextOrNull("SELECT id FROM hit_type WHERE requester = ?1 AND identity = ?2", requester, identity);
        return known is null ? Create(requester, terms, identity) : Get(known);
    }

    public HitType Get(string id) => Find(id) ?? throw new InvalidOperationException($"The HIT type {id} is gone from the store.");

    public HitType? Find(string id)
    {
        if (_remembered.TryGetValue(id, out var known))
            return known;
        var type = market.Database.First($"SELECT {Columns} FROM hit_type WHERE id = ?1", Read, id);
        if (type is null)
            return null;
        if (_remembered.Count >= MostRemembered)
            _remembered.Clear();
        return _remembered[id] = type;
    }

    public HitType? OfGroup(string groupId) =>
        market.Database.TextOrNull("SELECT id FROM hit_type WHERE group_id = ?1", groupId) is { } id ? Find(id) : null;

    public HitType Owned(long requester, string id) =>
        Find(id) is { } type && type.Requester == requester
            ? type
            : throw Refusal.Request("HITTypeDoesNotExist", $"HITType {id} does not exist.");

    /// <summary>Keeps count of what workers find in a group, so that a list of groups need not count a hundred thousand HITs.</summary>
    public void CountOpen(string id, int change)
    {
        if (change != 0)
            market.Database.Run("UPDATE hit_type SET open_hits = open_hits + ?2, latest_hit_at = max(latest_hit_at, ?3) WHERE id = ?1", id, change, market.Now);
    }

    private HitType Create(long requester, HitTypeTerms terms, string identity)
    {
        foreach (var requirement in terms.Requirements)
            market.QualificationTypes.CheckRequired(requirement);
        var type = new HitType(
            market.Identities.Entity(), requester, market.Identities.Entity(), terms.Title, terms.Description, terms.Keywords, terms.Reward,
            terms.Duration, terms.AutoApprovalDelay, terms.Requirements, terms.Requirements.Any(AsksForMasters));
        market.Database.Run(
            $"INSERT INTO hit_type ({Columns}, identity, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
            type.Id, requester, type.GroupId, type.Title, type.Description, type.Keywords, type.Reward, type.Duration, type.AutoApprovalDelay,
            RequirementJson.Text(type.Requirements), type.AsksForMasters, identity, market.Now);
        foreach (var requirement in terms.Requirements)
            market.Database.Run("INSERT OR IGNORE INTO requirement (qualification_type, hit_type) VALUES (?1, ?2)", requirement.QualificationTypeId, type.Id);
        return type;
    }

    // Masters cost more; to keep them out does not.
    private static bool AsksForMasters(Requirement requirement) =>
        requirement is { QualificationTypeId: SystemQualifications.Masters or SystemQualifications.SandboxMasters, Comparator: not Comparator.DoesNotExist };

    private static HitType Read(Row row) => new(
        row.Text(0), row.Number(1), row.Text(2), row.Text(3), row.Text(4), row.TextOrNull(5), row.Number(6), row.Number(7), row.Number(8),
        RequirementJson.List(row.Text(9)), row.Flag(10));
}
