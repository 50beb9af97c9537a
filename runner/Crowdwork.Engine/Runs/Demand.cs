namespace Crowdwork.Engine.Runs;

/// <summary>What a run has and what it still wants, at one moment.</summary>
/// <param name="OpenUnits">Units that nobody works on yet.</param>
/// <param name="WorkersPerConversation">How many workers one of them takes.</param>
/// <param name="OpenPlaces">Places that conversations which go on wait for somebody to take.</param>
/// <param name="Waiting">Workers who are here and in no conversation.</param>
/// <param name="Working">Workers in conversations that go on.</param>
/// <param name="Offered">HITs that nobody has come for yet.</param>
/// <param name="PlacesLeftUnderCap">How many more HITs the cap allows.</param>
public sealed record Situation(int OpenUnits, int WorkersPerConversation, int OpenPlaces, int Waiting, int Working, int Offered, int PlacesLeftUnderCap);

/// <summary>Decides how many HITs a run offers. It knows nothing of crowds and clocks.</summary>
/// <remarks>
/// What a run wants are workers, and a HIT is an invitation to one. It offers as many as are missing, times the overlaunch, less those that are out already; and it
/// never offers what could not be paid if everybody came and finished.
/// </remarks>
public static class Demand
{
    /// <summary>How many workers are missing.</summary>
    public static int Missing(Situation now) => Math.Max(0, (now.OpenUnits * now.WorkersPerConversation) + now.OpenPlaces - now.Waiting);

    /// <summary>How many HITs to post now.</summary>
    /// <param name="overlaunch">How many times what is missing is offered.</param>
    /// <param name="connections">How many workers may be here at once; null for any number.</param>
    public static int ToPost(Situation now, double overlaunch, int? connections)
    {
        var missing = Missing(now);
        if (missing == 0) return 0;
        var wanted = (int)Math.Ceiling(Math.Round(missing * overlaunch, 6)) - now.Offered;
        if (connections is { } most) wanted = Math.Min(wanted, most - now.Waiting - now.Working - now.Offered);
        return Math.Max(0, Math.Min(wanted, now.PlacesLeftUnderCap));
    }

    /// <summary>Whether offers that are out are to be taken back: nobody is missing, and nobody can be any more.</summary>
    public static bool MayTakeBack(Situation now, bool isComplete) => isComplete && now.Offered > 0 && Missing(now) == 0;
}
