using System.Text.Json;
using System.Text.Json.Serialization;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Runs;

/// <summary>
/// What a run was launched with: the settings of the task as the flags of the launch left them, and what was agreed to. It is stored with the run and never changes,
/// so that a run that is resumed goes on as it began, whatever config.json says by then.
/// </summary>
public sealed record LaunchTerms
{
    /// <summary>The settings, with the flags of the launch in place of what config.json says.</summary>
    public required TaskConfig Config { get; init; }

    /// <summary>How many conversations are wanted.</summary>
    public required int Conversations { get; init; }

    /// <summary>How many workers of the crowd one conversation takes.</summary>
    public required int WorkersPerConversation { get; init; }

    /// <summary>The address under which workers reach the run.</summary>
    public required Uri PublicUrl { get; init; }

    /// <summary>How many conversations the first wave has; null launches all at once.</summary>
    public int? Pilot { get; init; }

    /// <summary>Whether what the review rule approves is approved at once. What it would reject waits for a person either way.</summary>
    public bool PayAsProposed { get; init; }

    /// <summary>Bonuses that money is kept for: it is not spent on replacements.</summary>
    public IReadOnlyList<PlannedBonus> PlannedBonuses { get; init; } = [];

    /// <summary>How many assignments more than wanted may be paid, in place of those that came to nothing.</summary>
    public int Replacements { get; init; }

    [JsonIgnore]
    public Money Reward => new(Config.Reward);

    /// <summary>Whether only workers with the Masters qualification may take part, which costs more.</summary>
    [JsonIgnore]
    public bool AsksForMasters => Config.Qualifications.Any(rule => rule is { Name: "masters", Is: not Comparison.DoesNotExist });

    /// <summary>One assignment with its fee: what a HIT that is out may cost.</summary>
    [JsonIgnore]
    public Money PerPlace => Reward + Fees.OnReward(Reward, masters: AsksForMasters);

    /// <summary>What it costs at most, as it was shown when it was launched.</summary>
    public Price PriceWithin(Money? budget) => Price.Of(new PriceTerms(Reward, Conversations * WorkersPerConversation)
    {
        Masters = AsksForMasters, Bonuses = PlannedBonuses, Replacements = Replacements, Budget = budget,
    });

    public string ToJson() => JsonSerializer.Serialize(this, ConfigJson.Options);

    /// <exception cref="JsonException">This is no such text.</exception>
    public static LaunchTerms Of(LaunchRow launch)
        => JsonSerializer.Deserialize<LaunchTerms>(launch.Terms, ConfigJson.Options) ?? throw new JsonException($"The run {launch.Run} has no terms.");
}
