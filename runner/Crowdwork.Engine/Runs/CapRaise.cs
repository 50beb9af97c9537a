using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Runs;

/// <summary>Says whether a run may be allowed to spend more. It is only ever raised: what is out may have been promised under it.</summary>
public static class CapRaise
{
    private const decimal Most = 1_000_000;

    /// <summary>Why the cap of a run may not become this; null when it may.</summary>
    /// <param name="store">The store of the runs.</param>
    /// <param name="settings">crowd.json, whose budget all runs share.</param>
    /// <param name="launch">The run.</param>
    /// <param name="dollars">What it is to be allowed from now on, all in all.</param>
    public static string? Refusal(CrowdReader store, CrowdSettings settings, LaunchRow launch, decimal dollars)
    {
        var cap = new Money(dollars);
        if (!cap.IsExact || dollars is <= 0 or > Most) return "An amount is dollars and cents, up to a million: 80.00";
        if (dollars * 100 <= launch.CapCents)
            return $"It is {new Money(launch.CapCents / 100m)} already. A cap is only raised: what is out may have been promised under it. To spend less, stop the run.";
        return ProjectBudget.Refusal(store, settings, launch.Crowd, launch.Run, cap);
    }
}
