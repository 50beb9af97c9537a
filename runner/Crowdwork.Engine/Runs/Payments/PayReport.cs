using Crowdwork.Engine.Crowds;

namespace Crowdwork.Engine.Runs.Payments;

/// <summary>What has become of a <see cref="Payable"/>.</summary>
public enum PayOutcome
{
    Done,

    /// <summary>Not now: it waits for a person, for the worker, or for the crowd to know of it.</summary>
    Later,

    /// <summary>It does not fit under the run's cap any more, and was not paid.</summary>
    OverCap,

    /// <summary>The crowd will not do it.</summary>
    Refused,

    /// <summary>It was not come to, or begun and not finished: see <see cref="PayReport.Halted"/>.</summary>
    Halted,
}

/// <param name="Detail">What there is to say about it beside the payable's own reason.</param>
public sealed record PayLine(Payable Payable, PayOutcome Outcome, string? Detail);

/// <summary>What a round of paying did.</summary>
/// <param name="Halted">Why it stopped before it came to the end; calling again goes on from there. Null when it did not stop.</param>
public sealed record PayReport(IReadOnlyList<PayLine> Lines, CrowdFault? Halted)
{
    /// <summary>What was spent now, fees included.</summary>
    public Money Spent => Lines.Where(line => line.Outcome == PayOutcome.Done).Aggregate(Money.Zero, (sum, line) => sum + line.Payable.Cost);

    public int CountOf(PayOutcome outcome) => Lines.Count(line => line.Outcome == outcome && line.Payable.IsDue);

    /// <summary>What a person has to decide.</summary>
    public IEnumerable<Payable.Question> Questions => Lines.Select(line => line.Payable).OfType<Payable.Question>();
}
