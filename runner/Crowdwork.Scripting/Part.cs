using System.Text.Json;

namespace Crowdwork.Scripting;

/// <summary>One worker's part of a conversation, as it is stored: what a review rule looks at.</summary>
/// <example>
/// <code>
/// record Pair(string Question, string Answer);
///
/// Review(part => part switch
/// {
///     { Finished: true } when part.Data&lt;Pair>().Question.EndsWith('?') => Decision.Approve("Complete"),
///     { Finished: true } => Decision.AskAHuman("No question mark"),
///     _ => Decision.AskAHuman("Stopped early"),
/// });
/// </code>
/// </example>
public sealed class Part
{
    private readonly IReadOnlyList<(string Type, string Json)> _saved;

    internal Part(
        string worker, string role, bool finished, Departure? left, TimeSpan took,
        IReadOnlyList<Message> messages, IReadOnlyList<(string Type, string Json)> saved)
    {
        Worker = worker;
        Role = role;
        Finished = finished;
        Left = left;
        Took = took;
        Messages = messages;
        _saved = saved;
    }

    /// <summary>The worker's id.</summary>
    public string Worker { get; }

    /// <summary>The worker's role.</summary>
    public string Role { get; }

    /// <summary>Whether the script came to its end with this worker still in the conversation.</summary>
    public bool Finished { get; }

    /// <summary>How this worker left, if they did.</summary>
    public Departure? Left { get; }

    /// <summary>From the worker's seating to the end of their part.</summary>
    public TimeSpan Took { get; }

    /// <summary>What this worker has seen and said, oldest first.</summary>
    public IReadOnlyList<Message> Messages { get; }

    /// <summary>How many messages a role has said in this worker's sight.</summary>
    /// <param name="role">The role; <see cref="Role"/> for the worker's own messages.</param>
    /// <returns>The number.</returns>
    public int Said(string role) => Messages.Count(message => message.From == role);

    /// <summary>Whether something of this type was saved.</summary>
    /// <typeparam name="T">The record that the script saved.</typeparam>
    /// <returns><c>true</c> if <see cref="Data{T}"/> will find one.</returns>
    public bool Has<T>() => _saved.Any(item => item.Type == typeof(T).Name);

    /// <summary>The last thing of this type that was saved, for the conversation or for this worker.</summary>
    /// <typeparam name="T">The record that the script saved; it is found by its name.</typeparam>
    /// <returns>The data.</returns>
    /// <exception cref="InvalidOperationException">Nothing of that type was saved.</exception>
    public T Data<T>()
    {
        var json = _saved.LastOrDefault(item => item.Type == typeof(T).Name).Json
            ?? throw new InvalidOperationException($"Nothing of the type {typeof(T).Name} was saved. Ask Has<{typeof(T).Name}>() first.");
        return JsonSerializer.Deserialize<T>(json, ScriptJson.Options)
            ?? throw new InvalidOperationException($"What was saved as {typeof(T).Name} is null.");
    }
}
