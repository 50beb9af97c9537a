using Crowdwork.Engine.Pages;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Conversations;

/// <summary>Asks a chat-completions endpoint of crowd.json.</summary>
public interface IModelEndpoints
{
    bool Knows(string endpoint);

    IReadOnlyCollection<string> Names { get; }

    Task<string> Complete(string endpoint, string? instructions, IReadOnlyList<ModelLine> lines, CancellationToken cancelled);
}

/// <summary>One line of what a model has heard (user) and said (assistant).</summary>
public sealed record ModelLine(bool IsOwn, string Text);

/// <summary>What a conversation needs to know of its task. Immutable; a saved config.json makes a new one.</summary>
public sealed record PlayRules
{
    public required string Task { get; init; }

    /// <summary>The qualification that whoever passes the onboarding has from then on.</summary>
    public string OnboardingQualification { get; init; } = "";

    /// <summary>The time for an answer where the script names none.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The time for a meeting where the script names none; null is for ever.</summary>
    public TimeSpan? MeetWithin { get; init; }

    /// <summary>Whether it is kept how answers were written.</summary>
    public bool KeepsSignals { get; init; } = true;

    /// <summary>How long a lost line is not a departure.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether the task folder has a page of this name.</summary>
    public Func<string, bool> HasPage { get; init; } = _ => false;

    /// <summary>The page that a role sees from the beginning, and wherever Show names no other; null for the standard one.</summary>
    public Func<string, string?> PageOf { get; init; } = _ => null;

    /// <summary>The form of a page as a worker is about to get it.</summary>
    public Func<string, PageModel, PageForm> FormOf { get; init; } = (page, _) => throw new ArgumentException($"The task folder has no page '{page}'.");

    /// <summary>The value of a worker's qualification, or null when they do not have it. Asked outside of the conversation; its answer is journaled.</summary>
    public Func<WorkerId, string, int?> QualificationOf { get; init; } =
        (_, _) => throw new InvalidOperationException("Bug in Crowdwork: nobody said where qualifications are kept.");

    /// <summary>The frame that tells worker pages which versions the task's pages have; null where there are none.</summary>
    public byte[]? PagesFrame { get; init; }

    public IModelEndpoints? Models { get; init; }

    /// <summary>What the worker is told about pay at the end of their part, by how it ended and how many messages they had sent; null says nothing.</summary>
    public Func<PartState, int, string?> PayText { get; init; } = (_, _) => null;

    /// <summary>Loop rounds and calls between two awaits. At about 5 ns each it is some half a second of pure computing.</summary>
    public long Fuel { get; init; } = 100_000_000;
}
