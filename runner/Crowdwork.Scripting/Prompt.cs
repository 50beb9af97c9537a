namespace Crowdwork.Scripting;

internal enum PromptKind
{
    /// <summary>A question; the answer is text.</summary>
    Text,

    /// <summary>One of several options.</summary>
    Choice,

    /// <summary>Several typed fields.</summary>
    Form,

    /// <summary>The fields of a page that the task's author wrote.</summary>
    Page,

    /// <summary>Whatever the worker says next; the page lets them write at any time from now on.</summary>
    Next,
}

/// <summary>What a worker is asked, and how the engine makes a result of the answer.</summary>
internal sealed class Prompt<TResult>
{
    public required PromptKind Kind { get; init; }
    public string Text { get; init; } = "";
    public TimeSpan? Within { get; init; }

    /// <summary>Silence and departure complete the prompt with the default of <typeparamref name="TResult"/> and do not throw.</summary>
    public bool Optional { get; init; }

    public IReadOnlyList<string>? Options { get; init; }

    /// <summary>The record that a form fills.</summary>
    public Type? FormType { get; init; }

    /// <summary>The fields that a page declares, as JSON, for whoever answers without seeing it.</summary>
    public string? FieldsJson { get; init; }

    /// <summary>Reads the fields of a page: either there is a value, or there are problems by field.</summary>
    public Func<string?, (object? Value, IReadOnlyDictionary<string, string> Problems)>? ReadFields { get; init; }

    /// <summary>The script's own check: null when the answer will do, else what to tell the worker.</summary>
    public Func<TResult, string?>? Check { get; init; }

    /// <summary>Makes the result of a reply that is valid by its kind.</summary>
    public required Func<Reply, TResult> Read { get; init; }
}
