using Crowdwork.Engine.Rooms;
using Crowdwork.Scripting.Bots;

namespace Crowdwork.Engine.Bots.Simulation;

/// <summary>
/// Where simulated workers get their work from: a crowd, where it is searched, accepted, handed in and paid.
/// </summary>
internal interface IWorkSource : IAsyncDisposable
{
    /// <summary>Who has to play besides the workers, because the task keeps a role for the operator; null for nobody.</summary>
    string? Operator { get; }

    /// <summary>Whether what the source does by itself rests until time passes or somebody does something.</summary>
    bool IsQuiet { get; }

    /// <summary>Gets a piece of work for a worker.</summary>
    /// <param name="worker">Who.</param>
    /// <param name="activity">Where they rest before they look again.</param>
    /// <param name="cancelled">Gives up.</param>
    /// <returns>Where the worker's page leads; null when there is no work for them.</returns>
    Task<BotWork?> Accept(string worker, Activity activity, CancellationToken cancelled);

    /// <summary>Hands in what a worker's part came to, or gives it back. Nothing is done for somebody who has vanished.</summary>
    Task HandIn(BotWork work, BotEnding? ending, CancellationToken cancelled);

    /// <summary>Completes when the server has done what it was asked to.</summary>
    /// <returns>How far each worker's page will be when it has heard of all of that; null while it waits for something outside.</returns>
    Task<IReadOnlyDictionary<Attendance, PagePosition>?> Settle();

    /// <summary>All workers have gone: takes back what nobody came for, and completes when all that is due is paid.</summary>
    Task Close(Activity activity, CancellationToken cancelled);

    /// <summary>What is in the books at the end.</summary>
    Task<SimulationBooks> Books();
}

/// <summary>A piece of work that a worker has got.</summary>
/// <param name="Worker">Who, as the crowd knows them.</param>
/// <param name="Door">Where their page leads.</param>
/// <param name="Assignment">The crowd's id for it; empty where nothing is accepted.</param>
internal sealed record BotWork(string Worker, IBotDoor Door, string Assignment = "");

/// <summary>What the server and the crowd know at the end of a simulation.</summary>
/// <param name="Conversations">All of them, onboarding apart.</param>
/// <param name="Parts">How each worker's part ended, by worker.</param>
/// <param name="Decisions">What was decided about what was handed in, by verdict.</param>
/// <param name="Money">In US dollars, by what it is for.</param>
/// <param name="Unpaid">How many parts nothing was paid for, by the reason.</param>
/// <param name="Check">Whether the crowd's books say the same; null when they were not compared.</param>
/// <param name="Faults">What went wrong.</param>
internal sealed record SimulationBooks(
    IReadOnlyList<PlayedConversation> Conversations, IReadOnlyDictionary<string, string> Parts, IReadOnlyDictionary<string, int> Decisions,
    IReadOnlyDictionary<string, decimal> Money, IReadOnlyDictionary<string, int> Unpaid, BooksCheck? Check, IReadOnlyList<string> Faults);

/// <summary>The ledger beside the crowd's books.</summary>
/// <param name="Payments">How many payments are the same in both.</param>
/// <param name="Ledger">What was spent by the ledger, fees included.</param>
/// <param name="Marketplace">By how much the account has become less.</param>
/// <param name="Differences">Payments that are not the same.</param>
internal sealed record BooksCheck(int Payments, decimal Ledger, decimal Marketplace, IReadOnlyList<string> Differences)
{
    public bool IsEqual => Differences.Count == 0 && Ledger == Marketplace;
}

/// <param name="Ending">How it ended; <c>open</c> when it did not.</param>
/// <param name="Took">From the moment when somebody was seated to its end.</param>
internal sealed record PlayedConversation(string Ending, TimeSpan Took);
