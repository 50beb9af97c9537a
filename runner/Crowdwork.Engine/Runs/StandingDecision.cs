using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Runs;

/// <summary>What has been decided about a piece of work, of all that was ever decided about it: the last word counts, and taking it back leaves none.</summary>
public static class StandingDecision
{
    /// <param name="decisions">The log, in its order.</param>
    /// <returns>The approval, soft rejection or rejection that stands for each assignment that has one.</returns>
    public static IReadOnlyDictionary<string, DecisionRow> ByAssignment(IEnumerable<DecisionRow> decisions)
    {
        ArgumentNullException.ThrowIfNull(decisions);
        var standing = new Dictionary<string, DecisionRow>(StringComparer.Ordinal);
        foreach (var decision in decisions)
        {
            if (decision.Assignment is not { } assignment) continue;
            if (decision.Act is DecisionAct.Approve or DecisionAct.SoftReject or DecisionAct.Reject) standing[assignment] = decision;
            else if (decision.Act == DecisionAct.Undo) standing.Remove(assignment);
        }

        return standing;
    }
}
