using Crowdwork.Marketplace.Hits;
using Crowdwork.Marketplace.Qualifications;
using Crowdwork.Marketplace.Store;

namespace Crowdwork.Marketplace.Workers;

/// <summary>What workers find and may look at.</summary>
internal sealed class Listing(Market market)
{
    // More groups than anybody scrolls through; what is hidden from a worker is only known after reading its requirements.
    private const int MostGroups = 2000;

    public static (string Name, string CustomerId) RequesterOf(Market market, long requester) => market.Database.First(
        "SELECT name, customer_id FROM requester WHERE id = ?1", static row => (row.Text(0), row.Text(1)), requester);

    public IReadOnlyList<GroupListing> Search(string? worker, string? words, GroupOrder order, int skip, int count)
    {
        var open = market.Database.All(
            "SELECT id, open_hits, latest_hit_at FROM hit_type WHERE open_hits > 0 ORDER BY latest_hit_at DESC LIMIT ?1",
            static row => (Id: row.Text(0), Hits: row.Number(1), At: row.Number(2)), MostGroups);
        var groups = open.Select(one => Group(worker, market.Types.Get(one.Id), one.Hits, one.At))
            .Where(group => group.Admission.MayDiscover && Fits(group, words));
        var ordered = order switch
        {
            GroupOrder.Reward => groups.OrderByDescending(group => group.RewardCents),
            GroupOrder.MostWork => groups.OrderByDescending(group => group.OpenHits),
            _ => groups,
        };
        return [.. ordered.Skip(skip).Take(count)];
    }

    public PreviewOutcome Preview(string? worker, string groupId, string? afterHit)
    {
        if (market.Types.OfGroup(groupId) is not { } type)
            return new PreviewOutcome(WhyNot.NoSuchWork, null, null);
        var (hits, at) = market.Database.First(
            "SELECT open_hits, latest_hit_at FROM hit_type WHERE id = ?1", static row => (row.Number(0), row.Number(1)), type.Id);
        var group = Group(worker, type, hits, at);
        if (!group.Admission.MayPreview)
            return new PreviewOutcome(WhyNot.NotQualified, group, null);
        var after = afterHit is null ? 0 : market.Hits.Find(afterHit)?.Seq ?? 0;
        if ((market.Hits.NextFor(type.Id, worker, after) ?? market.Hits.NextFor(type.Id, worker, 0)) is not { } hit)
            return new PreviewOutcome(WhyNot.NoSuchWork, group, null);
        var cannot = worker is null ? WhyNot.UnknownWorker : new Accepting(market).WhyNotTake(worker, hit);
        return new PreviewOutcome(null, group,
            new PreviewedHit(hit.Id, groupId, market.Hits.Question(hit) ?? "", DateTimeOffset.FromUnixTimeMilliseconds(hit.ExpiresAt), cannot));
    }

    public IReadOnlyList<RequirementView> Requirements(string? worker, HitType type) =>
        [.. type.Requirements.Select(requirement => View(worker, requirement))];

    public Admission Admission(string? worker, HitType type) =>
        RequirementCheck.Of(type.Requirements, id => worker is null ? null : market.Qualifications.Held(worker, id));

    private GroupListing Group(string? worker, HitType type, long openHits, long latestAt)
    {
        var (name, id) = RequesterOf(market, type.Requester);
        return new GroupListing(
            type.GroupId, type.Title, type.Description, type.Keywords, name, id, type.Reward, type.Duration, openHits,
            DateTimeOffset.FromUnixTimeMilliseconds(latestAt), Requirements(worker, type), Admission(worker, type));
    }

    private RequirementView View(string? worker, Requirement requirement)
    {
        var type = market.QualificationTypes.Find(requirement.QualificationTypeId);
        var name = SystemQualifications.NameOf(requirement.QualificationTypeId) ?? type?.Name ?? requirement.QualificationTypeId;
        var held = worker is null ? null : market.Qualifications.Held(worker, requirement.QualificationTypeId);
        return new RequirementView(requirement, name, RequirementCheck.Holds(requirement, held), type is { IsRequestable: true, Status: QualificationTypeStatus.Active });
    }

    private static bool Fits(GroupListing group, string? words) => string.IsNullOrWhiteSpace(words)
        || words.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word =>
            $"{group.Title} {group.Description} {group.Keywords} {group.RequesterName}".Contains(word, StringComparison.OrdinalIgnoreCase));
}
