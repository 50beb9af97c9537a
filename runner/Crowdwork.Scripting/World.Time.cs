using System.Runtime.CompilerServices;

namespace Crowdwork.Scripting;

// Time, chance and the outside world. They come from the host, so that a replay sees the same again.
public sealed partial class World
{
    /// <summary>The time of the event that the script is now answering, in UTC. It does not move while the script computes.</summary>
    /// <example>
    /// <code>
    /// var started = Now;
    /// await Pause(Seconds(3));
    /// Save(new { Waited = Now - started });
    /// </code>
    /// </example>
    public DateTimeOffset Now => _host.Now;

    /// <summary>Waits. In a rehearsal the clock of the harness counts, so that a long pause can be skipped.</summary>
    /// <param name="time">How long; zero or less does not wait.</param>
    /// <returns>A task that completes after that time.</returns>
    /// <example>
    /// <code>
    /// await Pause(Seconds(10));
    /// </code>
    /// </example>
    public Task Pause(TimeSpan time, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => _host.Pause(time, new CallSite(file, line));

    /// <summary>Random numbers, the same ones in every replay of this conversation. The seed is drawn when the conversation begins.</summary>
    /// <example>
    /// <code>
    /// var coin = Random.Next(2) == 0 ? "heads" : "tails";
    /// Save(new { coin });
    /// </code>
    /// </example>
    public Random Random => _host.Random;

    /// <summary>A new identifier, the same one in every replay.</summary>
    /// <returns>A GUID (version 4) that is drawn from the conversation's seed.</returns>
    /// <example>
    /// <code>
    /// Save(new { Id = NewId() });
    /// </code>
    /// </example>
    public Guid NewId() => _host.NewId();

    /// <summary>Does something outside of the conversation once, and keeps its result.</summary>
    /// <typeparam name="T">The result; it must survive being written as JSON.</typeparam>
    /// <param name="name">What it is, for the journal and for error messages.</param>
    /// <param name="effect">The work. Here, and only here, a script may use <c>HttpClient</c>, files, timers and the system clock.
    /// The token is cancelled when the conversation ends.</param>
    /// <returns>The result. In a replay it comes from the journal, and <paramref name="effect"/> does not run.</returns>
    /// <exception cref="OnceFailed">The effect threw; its message is kept and is the same in every replay.</exception>
    /// <remarks>If the program is killed between the end of the effect and the writing of its result, the effect runs again after the restart: give
    /// it an idempotency key (for example <see cref="NewId"/>) where that matters.</remarks>
    /// <example>
    /// <code>
    /// var words = await Once("word list", async ct => (await File.ReadAllLinesAsync("words.txt", ct)).Length);
    /// Save(new { words });
    /// </code>
    /// </example>
    public Task<T> Once<T>(
        string name, Func<CancellationToken, Task<T>> effect,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => _host.Once(name, effect, new CallSite(file, line));

    /// <summary>A duration in seconds.</summary>
    /// <param name="count">How many; fractions are fine.</param>
    /// <returns>The duration.</returns>
    /// <example>
    /// <code>
    /// var worker = await Meet();
    /// var reply = await worker.TryAsk("Quick: a colour?", within: Seconds(20));
    /// </code>
    /// </example>
    public static TimeSpan Seconds(double count) => TimeSpan.FromSeconds(count);

    /// <summary>A duration in minutes.</summary>
    /// <param name="count">How many; fractions are fine.</param>
    /// <returns>The duration.</returns>
    /// <example>
    /// <code>
    /// var worker = await Meet(within: Minutes(5));
    /// </code>
    /// </example>
    public static TimeSpan Minutes(double count) => TimeSpan.FromMinutes(count);

    /// <summary>A duration in hours.</summary>
    /// <param name="count">How many; fractions are fine.</param>
    /// <returns>The duration.</returns>
    /// <example>
    /// <code>
    /// await Pause(Hours(1));
    /// </code>
    /// </example>
    public static TimeSpan Hours(double count) => TimeSpan.FromHours(count);

    /// <summary>A duration in days of 24 hours.</summary>
    /// <param name="count">How many; fractions are fine.</param>
    /// <returns>The duration.</returns>
    /// <example>
    /// <code>
    /// await Pause(Days(1));
    /// </code>
    /// </example>
    public static TimeSpan Days(double count) => TimeSpan.FromDays(count);
}
