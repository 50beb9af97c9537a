using System.Text.Json;
using System.Text.Json.Nodes;
using Crowdwork.Engine.Bots.Scenarios;

namespace Crowdwork.Harness.Tests.Bots;

/// <summary>
/// What an example promises in its README and config.json, written down by hand: what is saved, who gets how much, and what a roomful of diligent bots costs.
/// </summary>
internal sealed record Example(string Name)
{
    /// <summary>How many workers a conversation takes.</summary>
    public int Together { get; init; } = 1;

    public required decimal Reward { get; init; }

    /// <summary>What config.json says under "pay" and "waiting"; nothing for a task of one worker.</summary>
    public Owed Owed { get; init; } = Owed.Nothing;

    /// <summary>What the README promises beyond the reward for work that was finished.</summary>
    public Func<PlayedPart, decimal> Bonus { get; init; } = _ => 0;

    /// <summary>Finished work that the review rule leaves to a person, so that a simulation does not pay it.</summary>
    public Func<PlayedPart, bool> IsLeftToAPerson { get; init; } = _ => false;

    /// <summary>What a finished conversation saves, in order: the type, and the data with <c>*</c> for what may be anything.</summary>
    public required string[] Saves { get; init; }

    /// <summary>What else it may save where workers have left and others, or a program, took their places.</summary>
    public string[][] SavesAfterReplacements { get; init; } = [];

    /// <summary>What one that broke off has saved: no more than these, in this order.</summary>
    public string[] SavesWhenBrokenOff { get; init; } = [];

    /// <summary>What the diligent bots of <see cref="Rooms"/> conversations cost: rewards, bonuses, fees.</summary>
    public (decimal Reward, decimal Bonus, decimal Fee)? Costs { get; init; }

    public int Rooms { get; init; } = 2;

    /// <summary>How many questions somebody may be asked, the test before it included.</summary>
    public required int Questions { get; init; }

    /// <summary>What a worker is to get: reward (or what is owed in its place), bonus, fees.</summary>
    public (decimal Reward, decimal Bonus, decimal Fee) DueTo(PlayedPart part)
    {
        var (reward, bonus) = part.Ended switch
        {
            "finished" => IsLeftToAPerson(part) ? (0, 0) : (Reward, Bonus(part)),
            "partnerLeft" => (part.Sent >= Owed.MinMessages ? Owed.PartnerLeft : Owed.PartnerLeftEarly, 0m),
            "nobodyCame" or "full" => (Owed.Waiting, 0m),
            _ => (0m, 0m),
        };
        return (reward, bonus, FeeOn(reward) + FeeOn(bonus));
    }

    /// <summary>What is not as it should be in what a conversation saved.</summary>
    public IEnumerable<string> Differences(PlayedTalk talk, bool withLeavers)
    {
        if (talk.Ending != "finished")
            return talk.Saved.Select(thing => thing.Type).SequenceEqual(SavesWhenBrokenOff.Take(talk.Saved.Count)) ? [] : [$"{talk.Ending}: saved {string.Join(", ", talk.Saved.Select(thing => thing.Type))}"];
        var differences = Differences(Saves, talk.Saved).ToList();
        return withLeavers && SavesAfterReplacements.Any(other => !Differences(other, talk.Saved).Any()) ? [] : differences;
    }

    public override string ToString() => Name;

    // A marketplace takes a fifth of each payment, and a cent at least.
    private static decimal FeeOn(decimal amount) => amount == 0 ? 0 : Math.Max(0.01m, Math.Round(amount * 0.20m, 2, MidpointRounding.AwayFromZero));

    private static IEnumerable<string> Differences(string[] lines, IReadOnlyList<SavedThing> saved)
    {
        var expected = lines.Select(line => line.Split(' ', 2)).ToArray();
        return expected.Length != saved.Count ? [$"saved {saved.Count} things in place of {expected.Length}"] : expected.Zip(saved).SelectMany(pair => Differences(pair.First, pair.Second));
    }

    private static IEnumerable<string> Differences(string[] expected, SavedThing actual)
    {
        if (expected[0] != actual.Type) return [$"saved {actual.Type} in place of {expected[0]}"];
        return JsonMatch.Differences(JsonSerializer.SerializeToElement(JsonNode.Parse(expected[1])), actual.Data).Select(difference => $"{actual.Type}: {difference}");
    }
}

/// <summary>What is owed to those whose conversation ended without their doing.</summary>
internal sealed record Owed(decimal PartnerLeft, decimal PartnerLeftEarly, int MinMessages, decimal Waiting)
{
    public static Owed Nothing { get; } = new(0, 0, 0, 0);
}
