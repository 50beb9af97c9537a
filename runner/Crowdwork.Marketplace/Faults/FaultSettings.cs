using System.Text.Json.Serialization;

namespace Crowdwork.Marketplace.Faults;

/// <summary>What may go wrong with an API call.</summary>
[JsonConverter(typeof(CallFaultNames))]
internal enum CallFault
{
    /// <summary>ThrottlingException; nothing happens.</summary>
    Throttle,

    /// <summary>A 500; nothing happens.</summary>
    ErrorBefore,

    /// <summary>A 500, although it has happened.</summary>
    ErrorAfter,

    /// <summary>The connection breaks, although it has happened.</summary>
    DropReply,

    /// <summary>It happens, and the reply comes late.</summary>
    Slow,
}

internal sealed class CallFaultNames() : JsonStringEnumConverter<CallFault>(System.Text.Json.JsonNamingPolicy.CamelCase, allowIntegerValues: false);

/// <summary>One kind of trouble.</summary>
/// <param name="Fault">What goes wrong.</param>
/// <param name="Operation">The operation it happens to; "*" for all.</param>
/// <param name="Rate">How often, from 0 to 1.</param>
/// <param name="Times">How many times at most; null for no end.</param>
/// <param name="DelayMilliseconds">For <see cref="CallFault.Slow"/>: how late.</param>
internal sealed record FaultRule(CallFault Fault, string Operation = "*", double Rate = 1, int? Times = null, int DelayMilliseconds = 1000);

/// <summary>
/// All trouble that was asked for. It is not kept over a restart: a marketplace that was just started is a good one.
/// </summary>
internal sealed record FaultSettings
{
    public static FaultSettings None { get; } = new();

    public IReadOnlyList<FaultRule> Calls { get; init; } = [];

    /// <summary>Requesters do not see a submission before this has passed, as on MTurk's eventually consistent lists.</summary>
    public int SubmissionsVisibleAfterMilliseconds { get; init; }

    /// <summary>The id of a returned or abandoned assignment is given to the next worker.</summary>
    public bool ReuseAssignmentIds { get; init; }

    /// <summary>How many notifications come twice, from 0 to 1.</summary>
    public double DuplicateNotifications { get; init; }

    /// <summary>How many notifications come after a later one, from 0 to 1.</summary>
    public double ReorderedNotifications { get; init; }

    /// <summary>How many notifications never come, from 0 to 1.</summary>
    public double MissingNotifications { get; init; }

    /// <summary>The last page with results still has a NextToken, and an empty page follows.</summary>
    public bool TrailingEmptyPage { get; init; }

    /// <summary>The same seed and the same calls give the same trouble.</summary>
    public int Seed { get; init; } = 1;

    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        foreach (var (name, rate) in new[] { (nameof(DuplicateNotifications), DuplicateNotifications), (nameof(ReorderedNotifications), ReorderedNotifications), (nameof(MissingNotifications), MissingNotifications) })
            CheckRate(name, rate, problems);
        if (SubmissionsVisibleAfterMilliseconds < 0)
            problems.Add($"{nameof(SubmissionsVisibleAfterMilliseconds)} is {SubmissionsVisibleAfterMilliseconds}; it is 0 or more.");
        for (var index = 0; index < Calls.Count; index++)
        {
            var rule = Calls[index];
            CheckRate($"calls[{index}].rate", rule.Rate, problems);
            if (!Enum.IsDefined(rule.Fault))
                problems.Add($"calls[{index}].fault is not known. It is one of {string.Join(", ", Enum.GetNames<CallFault>())}.");
            if (rule.Times < 0)
                problems.Add($"calls[{index}].times is {rule.Times}; it is 0 or more.");
            if (rule.DelayMilliseconds is < 0 or > 600_000)
                problems.Add($"calls[{index}].delayMilliseconds is {rule.DelayMilliseconds}; it is from 0 to 600000.");
            if (rule.Operation != "*" && !Wire.Operations.Exists(rule.Operation))
                problems.Add($"calls[{index}].operation \"{rule.Operation}\" is no operation of the API. Use its name, such as CreateHIT, or \"*\".");
        }

        return problems;
    }

    private static void CheckRate(string name, double rate, List<string> problems)
    {
        if (rate is not (>= 0 and <= 1))
            problems.Add($"{name} is {rate}; it is from 0 to 1.");
    }
}
