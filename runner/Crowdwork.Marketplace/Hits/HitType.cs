using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Crowdwork.Marketplace.Qualifications;

namespace Crowdwork.Marketplace.Hits;

/// <summary>What a group of HITs has in common: what workers see in a list, the pay, and who may take part.</summary>
internal sealed record HitType(
    string Id,
    long Requester,
    string GroupId,
    string Title,
    string Description,
    string? Keywords,
    long Reward,
    long Duration,
    long AutoApprovalDelay,
    IReadOnlyList<Requirement> Requirements,
    bool AsksForMasters);

/// <summary>
/// What makes two HIT types the same: equal properties give the same id (MTurk's documentation of CreateHITType). "0.5" and "0.50" are
/// equal, a left-out property equals its default, and the order of the requirements says nothing (the marketplace's choice).
/// </summary>
internal sealed record HitTypeTerms(
    string Title,
    string Description,
    string? Keywords,
    long Reward,
    long Duration,
    long AutoApprovalDelay,
    IReadOnlyList<Requirement> Requirements)
{
    public string Identity()
    {
        var requirements = Requirements.Select(RequirementJson.Text).Order(StringComparer.Ordinal);
        var all = JsonSerializer.Serialize<string[]>(
            [Title, Description, Keywords ?? "", $"{Reward}", $"{Duration}", $"{AutoApprovalDelay}", .. requirements]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)));
    }
}
