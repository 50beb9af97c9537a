using System.Collections;
using System.Runtime.CompilerServices;

namespace Crowdwork.Scripting;

/// <summary>Several workers of one conversation.</summary>
/// <remarks>It does not change: after another <c>Meet</c>, <see cref="World.Everyone"/> is a new team.</remarks>
/// <example>
/// <code>
/// var team = await Meet(["asker", "judge", "judge"]);
/// await team.Tell("Welcome, all.");
/// var asker = team["asker"];
/// </code>
/// </example>
public sealed class Team : IReadOnlyList<Worker>
{
    private readonly IWorldHost _host;
    private readonly IReadOnlyList<Worker> _workers;

    internal Team(IWorldHost host, IReadOnlyList<Worker> workers)
    {
        _host = host;
        _workers = workers;
    }

    /// <summary>How many they are.</summary>
    public int Count => _workers.Count;

    /// <summary>The n-th worker, counted from 0 in the order in which they were met.</summary>
    /// <param name="index">The position.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public Worker this[int index] => _workers[index];

    /// <summary>The one worker in a role.</summary>
    /// <param name="role">The role.</param>
    /// <exception cref="InvalidOperationException">Nobody or more than one has that role; use <see cref="InRole"/> then.</exception>
    public Worker this[string role]
    {
        get
        {
            var found = _workers.Where(worker => worker.Role == role).Take(2).ToArray();
            return found.Length == 1 ? found[0] : throw new InvalidOperationException(found.Length == 0
                ? $"Nobody here has the role '{role}'. The roles are: {string.Join(", ", _workers.Select(w => w.Role).Distinct())}."
                : $"More than one worker has the role '{role}'. Use InRole(\"{role}\").");
        }
    }

    /// <summary>Those who have a role; perhaps none.</summary>
    /// <param name="role">The role.</param>
    /// <returns>A team of their own.</returns>
    public Team InRole(string role) => new(_host, _workers.Where(worker => worker.Role == role).ToArray());

    /// <summary>All but one.</summary>
    /// <param name="worker">The one to leave out.</param>
    /// <returns>A team of their own.</returns>
    public Team Except(Worker worker) => new(_host, _workers.Where(other => other != worker).ToArray());

    /// <summary>Those who have not left.</summary>
    public Team StillHere => new(_host, _workers.Where(worker => worker.Left is null).ToArray());

    /// <summary>Says the same to each of them; see <see cref="Worker.Tell(string, Worker?, string, int)"/>.</summary>
    /// <param name="text">Plain text.</param>
    /// <param name="from">Whose words they are; without it, the task itself speaks.</param>
    /// <returns>A completed task.</returns>
    public Task Tell(
        string text, Worker? from = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        foreach (var worker in _workers) worker.Tell(text, from, file, line);
        return Task.CompletedTask;
    }

    /// <summary>Shows the same data to each of them; see <see cref="Worker.Show(object, string, int)"/>.</summary>
    /// <param name="data">What to show.</param>
    /// <returns>A completed task.</returns>
    public Task Show(object data, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        foreach (var worker in _workers) worker.Show(data, file, line);
        return Task.CompletedTask;
    }

    /// <summary>Asks each of them the same, and waits for all answers.</summary>
    /// <param name="prompt">The question.</param>
    /// <param name="within">How long they have. Without it, <c>answerWithin</c> of config.json (ten minutes).</param>
    /// <param name="check">Looks at each answer: null when it will do, else what to tell the worker.</param>
    /// <returns>The answers, in the order of the team.</returns>
    /// <exception cref="WorkerLeft">One of them left; the prompts of the others are withdrawn.</exception>
    public Task<Reply[]> Ask(
        string prompt, TimeSpan? within = null, Func<Reply, string?>? check = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => new World(_host).All(_workers.Select(worker => worker.Ask(prompt, within, check, file, line)));

    /// <inheritdoc/>
    public IEnumerator<Worker> GetEnumerator() => _workers.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
