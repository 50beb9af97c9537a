using System.ComponentModel;
using System.Text.Json;

namespace Crowdwork.Scripting.Bots;

/// <summary>A simulated worker: what its page shows, and what it can do there.</summary>
/// <remarks>
/// Everything that waits ends with <see cref="PartOver"/> when the bot's part is over, except where it says otherwise. A bot need not catch it: the
/// function ends, and that is that.
/// </remarks>
/// <example>
/// <code>
/// Bot("diligent", async bot =>
/// {
///     var prompt = await bot.Prompt();
///     await bot.Think(Seconds(3));
///     await bot.Say($"You asked: {prompt.Text}");
/// });
/// </code>
/// </example>
public sealed partial class Bot
{
    private readonly IBotHost _host;

    internal Bot(IBotHost host) => _host = host;

    /// <summary>Which bot it is: the name under which it was declared.</summary>
    /// <example><code>Bot("polite", async bot => await bot.Say($"I am {bot.Name}."));</code></example>
    public string Name => _host.Name;

    /// <summary>The id of the worker that it plays.</summary>
    /// <example><code>Bot("signs", async bot => await bot.Say($"Yours, {bot.Id}."));</code></example>
    public string Id => _host.Id;

    /// <summary>The role in which the worker was met; null while they wait to be seated. In a test before the first conversation it is <c>worker</c>.</summary>
    /// <example>
    /// <code>
    /// Bot("diligent", async bot =>
    /// {
    ///     while (await bot.TryPrompt() is { } prompt)
    ///         await bot.Say(bot.Role == "asker" ? "How long is it?" : "Ten metres.");
    /// });
    /// </code>
    /// </example>
    public string? Role => _host.Page.Role;

    /// <summary>What the worker has been told and has said in this conversation, oldest first.</summary>
    /// <example>
    /// <code>
    /// Bot("echo", async bot =>
    /// {
    ///     await bot.Prompt();
    ///     await bot.Say(bot.Messages[^1].Text);
    /// });
    /// </code>
    /// </example>
    public IReadOnlyList<Message> Messages => _host.Page.Messages;

    /// <summary>The page of the task that is shown, such as <c>picture.html</c>; null when there is none.</summary>
    /// <example><code>Bot("looks", async bot => { await bot.Prompt(); await bot.Say(bot.Page ?? "There is no page."); });</code></example>
    public string? Page => _host.Page.ShownPage;

    /// <summary>What the world has shown beside the chat, as JSON; null when nothing was shown.</summary>
    /// <example>
    /// <code>
    /// Bot("reader", async bot =>
    /// {
    ///     await bot.Prompt();
    ///     await bot.Say(bot.Shown?.GetProperty("Title").GetString() ?? "There is nothing to read.");
    /// });
    /// </code>
    /// </example>
    public JsonElement? Shown => _host.Page.Shown;

    /// <summary>What the world has shown beside the chat, as a record. Names are matched without regard to case.</summary>
    /// <typeparam name="T">The record, declared in bots.csx or in a file that both scripts load.</typeparam>
    /// <returns>The record.</returns>
    /// <exception cref="InvalidOperationException">Nothing is shown.</exception>
    /// <exception cref="JsonException">What is shown does not fit the record.</exception>
    /// <example>
    /// <code>
    /// record Passage(string Title, string Text);
    ///
    /// Bot("reader", async bot =>
    /// {
    ///     await bot.Prompt();
    ///     await bot.Say($"What does the text say about {bot.Data&lt;Passage>().Title}?");
    /// });
    /// </code>
    /// </example>
    public T Data<T>()
    {
        if (Shown is not { } shown) throw new InvalidOperationException("Nothing is shown to this bot yet. Wait for a prompt first.");
        return shown.Deserialize<T>(ScriptJson.Options) ?? throw new InvalidOperationException("What is shown to this bot is null.");
    }

    /// <summary>Whether the worker may write without being asked.</summary>
    /// <example><code>Bot("chatty", async bot => { await bot.Hear(); if (bot.MayTalk) await bot.Say("Hello!"); });</code></example>
    public bool MayTalk => _host.Page.MayTalk;

    /// <summary>How the worker's part ended; null while it goes on.</summary>
    /// <example>
    /// <code>
    /// Bot("persistent", async bot =>
    /// {
    ///     while (bot.Ended is null) await bot.Answer();
    /// });
    /// </code>
    /// </example>
    public BotEnding? Ended => _host.Page.Ended;

    /// <summary>Random numbers. They are the same each time for the same seed and the same worker.</summary>
    /// <example>
    /// <code>
    /// Bot("guesser", async bot =>
    /// {
    ///     var prompt = await bot.Prompt();
    ///     await bot.Choose(prompt.Options[bot.Random.Next(prompt.Options.Count)]);
    /// });
    /// </code>
    /// </example>
    public Random Random => _host.Random;

    /// <summary>The time by the clock of the simulation or rehearsal, in UTC.</summary>
    /// <example><code>Bot("clock", async bot => { await bot.Prompt(); await bot.Say($"It is {bot.Now:HH:mm}."); });</code></example>
    public DateTimeOffset Now => _host.Now;

    /// <summary>The name, and the id in parentheses.</summary>
    /// <returns>For example <c>diligent (W1)</c>.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override string ToString() => $"{Name} ({Id})";
}
