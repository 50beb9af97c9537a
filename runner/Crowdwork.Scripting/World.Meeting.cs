using System.Runtime.CompilerServices;

namespace Crowdwork.Scripting;

// Who takes part, and what they work on.
public sealed partial class World
{
    /// <summary>The data row of this conversation, read as <typeparamref name="T"/>.</summary>
    /// <typeparam name="T">A record whose property names are the columns; upper and lower case do not matter.</typeparam>
    /// <returns>The row. It is the same in every replay.</returns>
    /// <exception cref="InvalidOperationException">The task has no data file, or the row does not fit the type; the message names the column.</exception>
    /// <example>
    /// <code>
    /// record Passage(string Id, string Title, string Text);
    ///
    /// var passage = Input&lt;Passage>();
    /// </code>
    /// </example>
    public T Input<T>([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => _host.Input<T>(new CallSite(file, line));

    /// <summary>Waits for one worker. Their role is <c>worker</c>.</summary>
    /// <param name="within">How long to wait; without it, <c>waiting.within</c> of config.json (ten minutes).</param>
    /// <returns>The worker, seated.</returns>
    /// <exception cref="NobodyCame">The time passed first. Uncaught, it ends the conversation, and those who waited are paid by <c>waiting.pay</c>.</exception>
    /// <example>
    /// <code>
    /// var worker = await Meet(within: Minutes(10));
    /// </code>
    /// </example>
    public async Task<Worker> Meet(
        TimeSpan? within = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => (await MeetAll([Role.Default], within, file, line))[0];

    /// <summary>Waits for one worker in a role.</summary>
    /// <param name="role">The role's name; letters, digits, <c>-</c> and <c>_</c>.</param>
    /// <param name="within">How long to wait; without it, <c>waiting.within</c> of config.json (ten minutes).</param>
    /// <returns>The worker, seated.</returns>
    /// <exception cref="NobodyCame">The time passed first.</exception>
    /// <remarks>May be called again in the middle of a conversation, for a judge who comes later or a replacement for someone who left.</remarks>
    /// <example>
    /// <code>
    /// var judge = await Meet("judge", within: Minutes(10));
    /// </code>
    /// </example>
    public async Task<Worker> Meet(
        string role, TimeSpan? within = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => (await MeetAll([role], within, file, line))[0];

    /// <summary>Waits until there is a worker for each of two roles, and seats them at once.</summary>
    /// <param name="first">The first role.</param>
    /// <param name="second">The second role.</param>
    /// <param name="within">How long to wait; without it, <c>waiting.within</c> of config.json (ten minutes).</param>
    /// <returns>The workers, in the order of the roles.</returns>
    /// <exception cref="NobodyCame">The time passed before all had come.</exception>
    /// <example>
    /// <code>
    /// var (buyer, seller) = await Meet("buyer", "seller", within: Minutes(5));
    /// </code>
    /// </example>
    public async Task<(Worker, Worker)> Meet(
        string first, string second, TimeSpan? within = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var met = await MeetAll([first, second], within, file, line);
        return (met[0], met[1]);
    }

    /// <summary>Waits until there is a worker for each of three roles, and seats them at once.</summary>
    /// <param name="first">The first role.</param>
    /// <param name="second">The second role.</param>
    /// <param name="third">The third role.</param>
    /// <param name="within">How long to wait; without it, <c>waiting.within</c> of config.json (ten minutes).</param>
    /// <returns>The workers, in the order of the roles.</returns>
    /// <exception cref="NobodyCame">The time passed before all had come.</exception>
    /// <example>
    /// <code>
    /// var (asker, answerer, evaluator) = await Meet("asker", "answerer", "evaluator");
    /// </code>
    /// </example>
    public async Task<(Worker, Worker, Worker)> Meet(
        string first, string second, string third, TimeSpan? within = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var met = await MeetAll([first, second, third], within, file, line);
        return (met[0], met[1], met[2]);
    }

    /// <summary>Waits until there is a worker for each of four roles, and seats them at once.</summary>
    /// <param name="first">The first role.</param>
    /// <param name="second">The second role.</param>
    /// <param name="third">The third role.</param>
    /// <param name="fourth">The fourth role.</param>
    /// <param name="within">How long to wait; without it, <c>waiting.within</c> of config.json (ten minutes).</param>
    /// <returns>The workers, in the order of the roles.</returns>
    /// <exception cref="NobodyCame">The time passed before all had come.</exception>
    /// <example>
    /// <code>
    /// var (north, east, south, west) = await Meet("north", "east", "south", "west");
    /// </code>
    /// </example>
    public async Task<(Worker, Worker, Worker, Worker)> Meet(
        string first, string second, string third, string fourth, TimeSpan? within = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var met = await MeetAll([first, second, third, fourth], within, file, line);
        return (met[0], met[1], met[2], met[3]);
    }

    /// <summary>Waits for any number of workers. A role that is named several times is taken by as many workers.</summary>
    /// <param name="roles">The roles, with repetitions.</param>
    /// <param name="within">How long to wait; without it, <c>waiting.within</c> of config.json (ten minutes).</param>
    /// <returns>The workers, in the order of the roles.</returns>
    /// <exception cref="NobodyCame">The time passed before all had come.</exception>
    /// <exception cref="ArgumentException"><paramref name="roles"/> is empty.</exception>
    /// <example>
    /// <code>
    /// var team = await Meet(["asker", "judge", "judge", "judge"]);
    /// var verdicts = await team.InRole("judge").Ask("Is it fair?");
    /// </code>
    /// </example>
    public Task<Team> Meet(
        IReadOnlyList<string> roles, TimeSpan? within = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => MeetAll(roles, within, file, line);

    /// <summary>All workers who have been seated in this conversation, those who left included, in the order in which they came.</summary>
    /// <example>
    /// <code>
    /// await Meet("first", "second");
    /// await Everyone.Tell("Welcome. You may begin.");
    /// </code>
    /// </example>
    public Team Everyone => _host.Everyone;

    /// <summary>Keeps a result. May be called several times; every value is kept.</summary>
    /// <param name="data">Any record, anonymous object or list that can be written as JSON.</param>
    /// <exception cref="NotSupportedException">The value cannot be written as JSON.</exception>
    /// <remarks>What was said and shown is recorded anyway; <c>Save</c> adds what the script made of it.</remarks>
    /// <example>
    /// <code>
    /// record Pair(string Question, string Answer);
    ///
    /// Save(new Pair("Where?", "Here."));
    /// </code>
    /// </example>
    public void Save(object data, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => _host.Save(null, data, new CallSite(file, line));

    private Task<Team> MeetAll(IReadOnlyList<string> roles, TimeSpan? within, string file, int line)
    {
        if (roles.Count == 0) throw new ArgumentException("Meet needs at least one role.", nameof(roles));
        foreach (var role in roles) Role.Check(role);
        return _host.Meet(roles, within, new CallSite(file, line));
    }
}
