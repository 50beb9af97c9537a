namespace Crowdwork.Scripting;

/// <summary>A prompt that reaches a model's seat.</summary>
/// <example>
/// <code>
/// Model("parrot", async turn => turn.History.Count > 4 ? "Bye." : turn.Prompt);
/// </code>
/// </example>
public sealed class ModelTurn
{
    internal ModelTurn(Worker worker, string prompt, IReadOnlyList<string>? options, string? form, string? complaint)
    {
        Worker = worker;
        Prompt = prompt;
        Options = options ?? [];
        Form = form;
        Complaint = complaint;
    }

    /// <summary>The seat itself.</summary>
    public Worker Worker { get; }

    /// <summary>What is asked; empty for <see cref="Scripting.Worker.Next"/>.</summary>
    public string Prompt { get; }

    /// <summary>What to choose from; empty unless the script used <c>Choose</c>. An answer that is none of them is asked for again, three times.</summary>
    public IReadOnlyList<string> Options { get; }

    /// <summary>
    /// The fields of the form as a JSON array, each with <c>name</c>, <c>label</c>, <c>type</c>, <c>required</c> and its limits; null unless the script used
    /// <c>Fill</c>. The answer is then a JSON object with these names.
    /// </summary>
    public string? Form { get; }

    /// <summary>Why the answer before would not do: what the <c>check</c> said, or which fields were wrong. Null at the first attempt; there are three.</summary>
    public string? Complaint { get; }

    /// <summary>What the seat has seen and said so far, the prompt included.</summary>
    public IReadOnlyList<Message> History => Worker.History;
}
