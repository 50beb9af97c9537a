using System.Text.RegularExpressions;

namespace Crowdwork.Marketplace.Workers;

/// <summary>What a worker id looks like (MTurk's service model).</summary>
internal static partial class WorkerRules
{
    /// <summary>More than this at a time nobody can hold (as on MTurk's worker site).</summary>
    public const int MostHeldWork = 25;

    public static bool IsWorkerId(string id) => id.Length <= 64 && Pattern().IsMatch(id);

    [GeneratedRegex(@"^A[A-Z0-9]+\z")]
    private static partial Regex Pattern();
}
