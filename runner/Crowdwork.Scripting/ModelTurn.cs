namespace Crowdwork.Scripting;

/// <summary>A prompt that reaches a model's seat.</summary>
/// <example>
/// <code>
/// Model("parrot", async turn => turn.History.Count > 4 ? "Bye." : turn.Prompt);
/// </code>
/// </example>
public sealed class ModelTurn
{
    internal ModelTurn(Worker worker, string prompt, IReadOnlyList<string>? options)
    {
        Worker = worker;
        Prompt = prompt;
        Options = options ?? [];
    }

    /// <summary>The seat itself.</summary>
    public Worker Worker { get; }

    /// <summary>What is asked; empty for <see cref="Scripting.Worker.Next"/>.</summary>
    public string Prompt { get; }

    /// <summary>What to choose from; empty unless the script used <c>Choose</c>. An answer that is none of them is asked for again, three times.</summary>
    public IReadOnlyList<string> Options { get; }

    /// <summary>What the seat has seen and said so far, the prompt included.</summary>
    public IReadOnlyList<Message> History => Worker.History;
}
