using Crowdwork.Scripting.Bots;

namespace Crowdwork.Engine.Bots.Simulation;

/// <summary>
/// Where simulated workers get their work from: a rehearsal, or a crowd, where it is searched, accepted and handed in.
/// </summary>
internal interface IWorkSource : IAsyncDisposable
{
    /// <summary>Who has to play besides the workers, because the task keeps a role for the operator; null for nobody.</summary>
    string? Operator { get; }

    /// <summary>Gets a piece of work for a worker.</summary>
    /// <returns>Where the worker's page leads; null when there is no work for them.</returns>
    Task<BotWork?> Accept(string worker, CancellationToken cancelled);

    /// <summary>Hands in what a worker's part came to. Nothing is handed in for somebody who has vanished.</summary>
    Task HandIn(BotWork work, BotEnding? ending, CancellationToken cancelled);

    /// <summary>Completes when the server has done what it was asked to, as far as that can be known from outside.</summary>
    Task Settle();

    /// <summary>Whether nothing goes on any more for those who have come.</summary>
    Task<bool> IsOver();

    /// <summary>What is in the books at the end.</summary>
    Task<SimulationBooks> Books();
}

/// <summary>A piece of work that a worker has got.</summary>
/// <param name="Worker">Who.</param>
/// <param name="Door">Where their page leads.</param>
/// <param name="Assignment">The crowd's id for it; empty where nothing is accepted.</param>
internal sealed record BotWork(string Worker, IBotDoor Door, string Assignment = "");

/// <summary>What the server knows at the end of a simulation.</summary>
/// <param name="Conversations">All of them, onboarding apart.</param>
/// <param name="Parts">How each worker's part ended, by worker.</param>
/// <param name="Decisions">What the review rule proposes, by verdict.</param>
/// <param name="Money">In US dollars, by what it is for.</param>
/// <param name="Faults">What went wrong.</param>
internal sealed record SimulationBooks(
    IReadOnlyList<PlayedConversation> Conversations, IReadOnlyDictionary<string, string> Parts, IReadOnlyDictionary<string, int> Decisions,
    IReadOnlyDictionary<string, decimal> Money, IReadOnlyList<string> Faults);

/// <param name="Ending">How it ended; <c>open</c> when it did not.</param>
/// <param name="Took">From the moment when somebody was seated to its end.</param>
internal sealed record PlayedConversation(string Ending, TimeSpan Took);
