namespace Crowdwork.Engine.Tasks;

/// <summary>How a worker's value of a qualification is compared.</summary>
public enum Comparison
{
    /// <summary>The worker has it, whatever the value.</summary>
    Exists,

    /// <summary>The worker does not have it.</summary>
    DoesNotExist,

    /// <summary>The value equals <see cref="QualificationRule.Value"/>.</summary>
    EqualTo,

    /// <summary>The value differs from <see cref="QualificationRule.Value"/>.</summary>
    NotEqualTo,

    /// <summary>The value is <see cref="QualificationRule.Value"/> or more.</summary>
    AtLeast,

    /// <summary>The value is <see cref="QualificationRule.Value"/> or less.</summary>
    AtMost,

    /// <summary>The value is one of <see cref="QualificationRule.Values"/>, the country one of <see cref="QualificationRule.Countries"/>.</summary>
    In,

    /// <summary>The value or country is none of those.</summary>
    NotIn,
}

/// <summary>What a worker without a qualification is kept from.</summary>
public enum Guards
{
    /// <summary>The worker sees the task and its preview but cannot accept it.</summary>
    Accept,

    /// <summary>The worker sees the task in the list but not its preview.</summary>
    Preview,

    /// <summary>The worker does not see the task at all.</summary>
    Discover,
}

/// <summary>One condition on who may take part.</summary>
public sealed record QualificationRule
{
    /// <summary>A qualification of the requester's own, or one that crowds know: approvalRate (percent), approvedCount, country, adult, masters. Required.</summary>
    [AtMostCharacters(200)]
    public required string Name { get; init; }

    /// <summary>The comparison. Default: "exists".</summary>
    public Comparison Is { get; init; } = Comparison.Exists;

    /// <summary>The number to compare with, from 0; for equalTo, notEqualTo, atLeast and atMost. Default: none.</summary>
    [Between(0, int.MaxValue)]
    public int? Value { get; init; }

    /// <summary>The numbers to compare with; for in and notIn. Default: none.</summary>
    public IReadOnlyList<int> Values { get; init; } = [];

    /// <summary>Two-letter country codes, like "US" or "DE"; for the qualification "country" with in and notIn. Default: none.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>What a worker who does not meet the condition is kept from. Default: "accept".</summary>
    public Guards Guards { get; init; } = Guards.Accept;
}
