using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Crowdwork.Scripting.Bots;

/// <summary>
/// Everything that a <c>bots.csx</c> can call by its bare name: it declares the simulated workers of a task.
/// </summary>
/// <remarks>
/// <para>
/// A bot plays one worker. It sees what a worker's page shows, and no more; what it does goes through the same messages as what a browser sends:
/// </para>
/// <code>
///   bots.csx  --Say, Choose, Fill, Reload-->  a page's messages  --> server --> world.csx
///             &lt;--Prompt, Messages, Ended---  a page's events    &lt;-- server &lt;-- world.csx
/// </code>
/// <para>The script runs once, to declare. Each worker that a bot is to play then calls its function once.</para>
/// </remarks>
/// <example>
/// <code>
/// Bot("diligent", async bot =>
/// {
///     while (await bot.TryPrompt() is { } prompt)
///     {
///         await bot.Think(Seconds(5));
///         await bot.Answer();
///     }
/// });
/// </code>
/// </example>
public sealed class BotScript
{
    private readonly Action<string, Func<Bot, Task>, CallSite> _declare;

    internal BotScript(Action<string, Func<Bot, Task>, CallSite> declare) => _declare = declare;

    /// <summary>Declares a simulated worker.</summary>
    /// <param name="name">What it is called in a mix (<c>--mix diligent:8</c>), a scenario and the harness: 1 to 40 letters, digits, <c>-</c> or <c>_</c>.</param>
    /// <param name="play">What it does. When this ends before the bot's part is over, the bot sits there and is silent.</param>
    /// <exception cref="ArgumentException">The name is not usable, or was declared before.</exception>
    /// <example>
    /// <code>
    /// Bot("leaver", async bot =>
    /// {
    ///     await bot.Prompt();
    ///     await bot.Return();
    /// });
    /// </code>
    /// </example>
    public void Bot(string name, Func<Bot, Task> play, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => _declare(name, play, new CallSite(file, line));

    /// <summary>A duration in seconds.</summary>
    /// <param name="count">How many; fractions are fine.</param>
    /// <returns>The duration.</returns>
    /// <example>
    /// <code>
    /// Bot("slow", async bot =>
    /// {
    ///     await bot.Think(Seconds(40));
    ///     await bot.Answer();
    /// });
    /// </code>
    /// </example>
    public static TimeSpan Seconds(double count) => TimeSpan.FromSeconds(count);

    /// <summary>A duration in minutes.</summary>
    /// <param name="count">How many; fractions are fine.</param>
    /// <returns>The duration.</returns>
    /// <example>
    /// <code>
    /// Bot("slow", async bot =>
    /// {
    ///     await bot.Think(Minutes(1.5));
    ///     await bot.Answer();
    /// });
    /// </code>
    /// </example>
    public static TimeSpan Minutes(double count) => TimeSpan.FromMinutes(count);

    /// <summary>A duration in hours.</summary>
    /// <param name="count">How many; fractions are fine.</param>
    /// <returns>The duration.</returns>
    /// <example>
    /// <code>
    /// Bot("lunch", async bot => await bot.Think(Hours(1)));
    /// </code>
    /// </example>
    public static TimeSpan Hours(double count) => TimeSpan.FromHours(count);

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override string ToString() => "BotScript";
}
