using System.Globalization;
using System.Text;
using Crowdwork.Engine.Crowds;

namespace Crowdwork.Engine.Runs;

/// <summary>A number of bonuses of one amount that a run expects to pay.</summary>
public sealed record PlannedBonus(int Count, Money Amount);

/// <summary>What decides about the price of a run.</summary>
/// <param name="Reward">For one assignment.</param>
/// <param name="Places">How many assignments are wanted: conversations times the workers in each.</param>
public sealed record PriceTerms(Money Reward, int Places)
{
    /// <summary>How many assignments one HIT has. A run posts one, which keeps the fee low.</summary>
    public int AssignmentsPerHit { get; init; } = 1;

    /// <summary>Whether only workers with the Masters qualification may take part, which costs more.</summary>
    public bool Masters { get; init; }

    public IReadOnlyList<PlannedBonus> Bonuses { get; init; } = [];

    /// <summary>How many assignments more may be paid in place of those that came to nothing.</summary>
    public int Replacements { get; init; }

    /// <summary>What the requester wants to spend at most, fees included. Without it the run may spend what it was planned to cost.</summary>
    public Money? Budget { get; init; }
}

/// <summary>One line of a price: what, how many of it, and how much each.</summary>
public sealed record PriceLine(string What, int Count, Money Each)
{
    public Money Amount => new(Each.Dollars * Count);
}

/// <summary>
/// What a run costs, before it begins: rewards, the marketplace's fees, planned bonuses, replacements, and the cap that nothing passes.
/// </summary>
/// <remarks>
/// <code>
///   100 rewards                    at $0.50    $50.00
///   fee on each reward, 20 %       at $0.10    $10.00
///   10 replacements, with fee      at $0.60     $6.00
///   at most                                    $66.00
///   hard cap                                   $66.00
/// </code>
/// The requester agrees to <see cref="Cap"/> and to nothing beyond. Every payment and every HIT is held against it with <see cref="Allows"/> before it is made, so
/// that neither replacements nor bonuses can pass it by a cent.
/// </remarks>
public sealed record Price
{
    private Price(IReadOnlyList<PriceLine> lines, Money perPlace, Money wanted, Money? budget)
    {
        Lines = lines;
        PerPlace = perPlace;
        Wanted = wanted;
        Total = Sum(lines);
        Budget = budget;
    }

    public IReadOnlyList<PriceLine> Lines { get; }

    /// <summary>One assignment with its fee.</summary>
    public Money PerPlace { get; }

    /// <summary>All assignments that are wanted, with their fees; no bonuses and no replacements.</summary>
    public Money Wanted { get; }

    /// <summary>Everything: what the run costs if all that is planned comes to pass.</summary>
    public Money Total { get; }

    public Money? Budget { get; }

    /// <summary>What this run may spend, fees included: the budget, or what is planned where nobody named one.</summary>
    public Money Cap => Budget ?? Total;

    /// <summary>Whether what is wanted can be had for the cap. If not, the run would stop before it has what it is for.</summary>
    public bool CapCoversWanted => Wanted <= Cap;

    /// <summary>Whether the cap holds all that is planned, the last replacement and bonus included.</summary>
    public bool CapCoversTotal => Total <= Cap;

    /// <exception cref="ArgumentException">A number makes no sense.</exception>
    public static Price Of(PriceTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentOutOfRangeException.ThrowIfLessThan(terms.Places, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(terms.Replacements);
        var fee = Fees.OnReward(terms.Reward, terms.AssignmentsPerHit, terms.Masters);
        var place = terms.Reward + fee;
        PriceLine[] wanted =
        [
            new(terms.Places == 1 ? "reward" : "rewards", terms.Places, terms.Reward),
            new($"fee on each reward, {Percent(terms.Reward, fee, Fees.PercentOfReward(terms.AssignmentsPerHit, terms.Masters))}", terms.Places, fee),
        ];
        IEnumerable<PriceLine> replacements = terms.Replacements == 0 ? [] : [new(terms.Replacements == 1 ? "replacement, with fee" : "replacements, with fee", terms.Replacements, place)];
        return new Price([.. wanted, .. terms.Bonuses.SelectMany(OfBonus), .. replacements], place, Sum(wanted), terms.Budget);
    }

    /// <summary>Whether something of this price still fits under the cap.</summary>
    /// <param name="committed">What is spent, and what is promised: open HITs with their fees, payments that are intended.</param>
    public bool Allows(Money committed, Money next) => committed + next <= Cap;

    /// <summary>How many more assignments fit under the cap.</summary>
    public int PlacesLeft(Money committed)
    {
        var left = Cap - committed;
        return left < PerPlace ? 0 : (int)decimal.Floor(left.Dollars / PerPlace.Dollars);
    }

    /// <summary>The breakdown, for a terminal: a line for each item, the amounts in one column.</summary>
    public override string ToString()
    {
        var rows = Lines.Select(line => (What: IsFee(line) ? line.What : string.Create(CultureInfo.InvariantCulture, $"{line.Count:#,##0} {line.What}"), Each: $"at {line.Each}", Amount: line.Amount.ToString()))
            .Append((What: "at most", Each: "", Amount: Total.ToString()))
            .Append((What: "hard cap", Each: "", Amount: Cap.ToString()))
            .ToList();
        var (what, each, amount) = (rows.Max(row => row.What.Length), rows.Max(row => row.Each.Length), rows.Max(row => row.Amount.Length));
        var text = new StringBuilder();
        foreach (var row in rows) text.Append("  ").Append(row.What.PadRight(what)).Append("   ").Append(row.Each.PadRight(each)).Append("   ").AppendLine(row.Amount.PadLeft(amount));
        return text.ToString().ReplaceLineEndings("\n");
    }

    private static IEnumerable<PriceLine> OfBonus(PlannedBonus bonus)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bonus.Count);
        if (bonus.Count == 0 || bonus.Amount == Money.Zero) return [];
        var fee = Fees.OnBonus(bonus.Amount);
        return [new(bonus.Count == 1 ? "bonus" : "bonuses", bonus.Count, bonus.Amount), new($"fee on each bonus, {Percent(bonus.Amount, fee, 20)}", bonus.Count, fee)];
    }

    // Where the least fee is what is taken, its percentage would be a false statement.
    private static string Percent(Money amount, Money fee, int percent)
        => fee == Fees.Least && amount.Dollars * percent / 100 < Fees.Least.Dollars ? "the least there is" : $"{percent} %";

    private static bool IsFee(PriceLine line) => line.What.StartsWith("fee ", StringComparison.Ordinal);

    private static Money Sum(IEnumerable<PriceLine> lines) => lines.Aggregate(Money.Zero, (sum, line) => sum + line.Amount);
}
