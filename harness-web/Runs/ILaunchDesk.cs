using Crowdwork.Engine.Review;

namespace Crowdwork.Web.Runs;

/// <summary>
/// Where runs are taken on by the process that serves a project's runs. The command that began the process asks it directly; any later <c>runner launch</c> or
/// <c>runner resume</c> finds the process by its note (<see cref="OperatorFile"/>) and asks by HTTP, so that one process serves them all and one store is enough.
/// </summary>
public interface ILaunchDesk
{
    /// <summary>Checks and prices what is wanted. Nothing is made.</summary>
    Task<LaunchOffer> Offer(LaunchOrder order, CancellationToken cancelled);

    /// <summary>Makes a run of an offer and serves it.</summary>
    /// <param name="offer"><see cref="LaunchOffer.Id"/> of an offer that was made by this process.</param>
    /// <param name="cancelled">Stops it, before the run is written down.</param>
    Task<ServedRun> Begin(string offer, CancellationToken cancelled);

    /// <summary>Serves a run that the store has. One that is served already is told what the order says.</summary>
    Task<ServedRun> Serve(string run, ServeOrder order, CancellationToken cancelled);
}

/// <summary>A launch, in the words of its command line.</summary>
/// <param name="Words">The task by its path, and the flags as they were typed.</param>
public sealed record LaunchOrder(IReadOnlyList<string> Words);

/// <summary>What a launch would be.</summary>
public sealed record LaunchOffer
{
    /// <summary>By which it is begun; null when something stands in the way.</summary>
    public string? Id { get; init; }

    /// <summary>What stands in the way, and what else was noticed; each with its place and its remedy.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>What is launched, and what it costs, for people.</summary>
    public string Price { get; init; } = "";

    /// <summary>What it may cost at most, as the requester types it to agree.</summary>
    public string Cap { get; init; } = "";

    /// <summary>Whether the requester has to agree: it is real money.</summary>
    public bool AsksForConsent { get; init; }
}

/// <summary>How a run is to be served that was launched before.</summary>
/// <param name="Budget">What it may spend at most from now on; null leaves it.</param>
/// <param name="GoOn">Whether it goes on after its pilot.</param>
/// <param name="Stops">Whether it is only served to its end.</param>
/// <param name="AtAnyPort">Whether it may be served at another port than its HITs lead to: the user said so, and has something before it that leads here.</param>
public sealed record ServeOrder(decimal? Budget = null, bool GoOn = false, bool Stops = false, bool AtAnyPort = false);

/// <summary>A run that is served.</summary>
/// <param name="Run">Its id.</param>
/// <param name="Page">The operator's page of it, with the key.</param>
/// <param name="WorkerSite">Where the crowd's workers find it, where that is known.</param>
/// <param name="Said">What was done, for people; a line each.</param>
public sealed record ServedRun(string Run, string Page, string? WorkerSite, IReadOnlyList<string> Said);

/// <summary>A request that is not carried out, for a reason that the user can do something about.</summary>
public sealed class LaunchRefusal(string message) : Exception(message);
