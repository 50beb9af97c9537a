using System.Runtime.CompilerServices;

namespace Crowdwork.Scripting;

/// <summary>A person in a seat of this conversation, or a model in place of one.</summary>
/// <remarks>
/// The seat outlives the browser: when a worker reloads the page or loses the line for less than the grace period
/// (<c>disconnects.grace</c>), they come back to the same prompt and the script never learns of it.
/// </remarks>
/// <example>
/// <code>
/// var worker = await Meet();
/// await worker.Tell("Welcome.");
/// var reply = await worker.Ask("How are you?");
/// </code>
/// </example>
public sealed partial class Worker
{
    private readonly IWorldHost _host;
    private History? _history;

    internal Worker(IWorldHost host, int seat, string id, string role, bool isModel)
    {
        _host = host;
        Seat = seat;
        Id = id;
        Role = role;
        IsModel = isModel;
    }

    internal int Seat { get; }

    /// <summary>The worker id by which the crowd knows them.</summary>
    public string Id { get; }

    /// <summary>The role in which they were met.</summary>
    public string Role { get; }

    /// <summary>Whether a program holds this seat (<see cref="World.Model(string, string, string?, string, int)"/>).</summary>
    public bool IsModel { get; }

    /// <summary>Whether, and how, this worker has left the conversation; null while they are in it.</summary>
    public Departure? Left { get; internal set; }

    /// <summary>What this worker has seen and said so far, oldest first.</summary>
    public IReadOnlyList<Message> History => _history ??= new History();

    internal void Remember(string from, string text, DateTimeOffset at) => (_history ??= new History()).Add(from, text, at);

    /// <summary>Shows data in the context pane of this worker's page, in place of what was there.</summary>
    /// <param name="data">Any record or anonymous object; its properties are shown by name. Only this worker sees it.</param>
    /// <returns>A completed task: the page need not have painted it.</returns>
    /// <example>
    /// <code>
    /// var worker = await Meet();
    /// await worker.Show(new { Title = "Tides", Text = "Twice a day the sea rises and falls." });
    /// </code>
    /// </example>
    public Task Show(object data, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        _host.Show(this, page: null, data, new CallSite(file, line));
        return Task.CompletedTask;
    }

    /// <summary>Shows a page of the task folder to this worker.</summary>
    /// <param name="page">The file's name, for example <c>picture.html</c>.</param>
    /// <param name="with">What the page is given as <c>data</c>; nothing by default.</param>
    /// <returns>A completed task: the page need not have painted it.</returns>
    /// <exception cref="ArgumentException">The folder has no such page.</exception>
    /// <example>
    /// <code>
    /// var worker = await Meet();
    /// await worker.Show("picture.html", with: new { Picture = "harbour.svg" });
    /// </code>
    /// </example>
    public Task Show(
        string page, object? with = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        _host.Show(this, page, with, new CallSite(file, line));
        return Task.CompletedTask;
    }

    /// <summary>Says something to this worker. Nothing is expected in return.</summary>
    /// <param name="text">Plain text; line breaks are kept. Up to 20,000 characters.</param>
    /// <param name="from">Whose words they are; without it, the task itself speaks.</param>
    /// <returns>A completed task. To a worker who has left, nothing is said and nothing is thrown.</returns>
    /// <example>
    /// <code>
    /// var (asker, answerer) = await Meet("asker", "answerer");
    /// var question = await asker.Ask("Ask your partner something.");
    /// await answerer.Tell(question.Text, from: asker);
    /// </code>
    /// </example>
    public Task Tell(
        string text, Worker? from = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        _host.Tell(this, text, from, new CallSite(file, line));
        return Task.CompletedTask;
    }

    /// <summary>Passes a reply on to this worker, as said by the one who gave it.</summary>
    /// <param name="reply">What another worker answered.</param>
    /// <returns>A completed task.</returns>
    /// <example>
    /// <code>
    /// var (asker, answerer) = await Meet("asker", "answerer");
    /// await answerer.Tell(await asker.Ask("Ask your partner something."));
    /// </code>
    /// </example>
    public Task Tell(Reply reply, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        _host.Tell(this, reply.Text, reply.From, new CallSite(file, line));
        return Task.CompletedTask;
    }

    /// <summary>Keeps a result that belongs to this worker.</summary>
    /// <param name="data">Any record, anonymous object or list that can be written as JSON.</param>
    /// <exception cref="NotSupportedException">The value cannot be written as JSON.</exception>
    /// <example>
    /// <code>
    /// var worker = await Meet();
    /// worker.Save(new { Score = 7 });
    /// </code>
    /// </example>
    public void Save(object data, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => _host.Save(this, data, new CallSite(file, line));

    /// <summary>Gives this worker a qualification, on whichever crowd they came from.</summary>
    /// <param name="qualification">Its name.</param>
    /// <param name="value">Its value; 1 by default.</param>
    /// <returns>A completed task; the crowd is told after the grant is stored.</returns>
    /// <example>
    /// <code>
    /// var worker = await Meet();
    /// await worker.Grant("has described pictures");
    /// </code>
    /// </example>
    public Task Grant(
        string qualification, int value = 1, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        _host.Grant(this, qualification, value, new CallSite(file, line));
        return Task.CompletedTask;
    }

    /// <summary>Takes a qualification away from this worker. If they do not have it, nothing happens.</summary>
    /// <param name="qualification">Its name.</param>
    /// <returns>A completed task.</returns>
    /// <example>
    /// <code>
    /// var worker = await Meet();
    /// await worker.Revoke("has described pictures");
    /// </code>
    /// </example>
    public Task Revoke(string qualification, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        _host.Revoke(this, qualification, new CallSite(file, line));
        return Task.CompletedTask;
    }

    /// <summary>Whether this worker has a qualification: granted in this conversation, in an earlier one, or by another task.</summary>
    /// <param name="qualification">Its name, as <see cref="Grant"/> has it. What only the crowd knows (an approval rate, a country) is not among them.</param>
    /// <returns>Whether they have it at this moment, whatever its value. The answer is journaled, and a replay gives the same. False for a model.</returns>
    /// <example>
    /// <code>
    /// var worker = await Meet();
    /// if (!await worker.Has("has described pictures")) await worker.Tell("Here is how it goes.");
    /// await worker.Grant("has described pictures");
    /// </code>
    /// </example>
    public async Task<bool> Has(string qualification, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => await _host.Qualification(this, qualification, new CallSite(file, line)) is not null;

    /// <summary>The value of one of this worker's qualifications.</summary>
    /// <param name="qualification">Its name, as for <see cref="Has"/>.</param>
    /// <returns>The value at this moment; null when they do not have it. The answer is journaled, and a replay gives the same.</returns>
    /// <example>
    /// <code>
    /// var worker = await Meet();
    /// var best = await worker.Qualification("best score") ?? 0;
    /// await worker.Tell($"Your best score so far is {best}.");
    /// </code>
    /// </example>
    public Task<int?> Qualification(string qualification, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => _host.Qualification(this, qualification, new CallSite(file, line));

    /// <summary>Keeps this worker out of this task from now on. The conversation they are in goes on.</summary>
    /// <param name="because">The reason, for the requester; the worker does not see it.</param>
    /// <returns>A completed task.</returns>
    /// <example>
    /// <code>
    /// var worker = await Meet();
    /// var reply = await worker.Ask("Describe the picture.");
    /// if (reply.Words == 0) await worker.Block("Sent empty answers");
    /// </code>
    /// </example>
    public Task Block(string because, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        _host.Block(this, because, new CallSite(file, line));
        return Task.CompletedTask;
    }

    /// <summary>The role, and the id in parentheses.</summary>
    /// <returns>For example <c>asker (W1)</c>.</returns>
    public override string ToString() => $"{Role} ({Id})";
}
