using System.Text.Json;

namespace Crowdwork.Scripting.Bots;

// Waiting, answering, leaving.
public sealed partial class Bot
{
    /// <summary>Waits until the worker is asked something that is not answered yet.</summary>
    /// <returns>The prompt. After an answer that was not accepted it is the same prompt again, with a <see cref="BotPrompt.Complaint"/>.</returns>
    /// <exception cref="PartOver">The worker's part ended.</exception>
    /// <example>
    /// <code>
    /// Bot("brief", async bot =>
    /// {
    ///     await bot.Prompt();
    ///     await bot.Say("Yes.");
    /// });
    /// </code>
    /// </example>
    public async Task<BotPrompt> Prompt() => await _host.Prompt(within: null) ?? throw _host.Over();

    /// <summary>As <see cref="Prompt"/>, but gives null when the worker's part ended, or when nothing was asked in time.</summary>
    /// <param name="within">How long to wait; for ever by default.</param>
    /// <returns>The prompt, or null.</returns>
    /// <example>
    /// <code>
    /// Bot("diligent", async bot =>
    /// {
    ///     while (await bot.TryPrompt() is { } prompt) await bot.Say($"About \"{prompt.Text}\": I agree with it.");
    /// });
    /// </code>
    /// </example>
    public Task<BotPrompt?> TryPrompt(TimeSpan? within = null) => _host.Prompt(within);

    /// <summary>Waits until somebody says something: another worker, or the task.</summary>
    /// <returns>The oldest message that this call has not given before.</returns>
    /// <exception cref="PartOver">The worker's part ended.</exception>
    /// <example>
    /// <code>
    /// Bot("chatty", async bot =>
    /// {
    ///     while (true)
    ///     {
    ///         var message = await bot.Hear();
    ///         if (message.From != "task") await bot.Say($"You said {message.Text.Length} characters.");
    ///     }
    /// });
    /// </code>
    /// </example>
    public Task<Message> Hear() => _host.Hear();

    /// <summary>Says something: the answer to the open prompt, or, where the worker may talk freely, a message. Where neither is so, it waits for a prompt.
    /// For a moment before, the others see that the worker is typing. The answer's <see cref="Signals"/> say that it was typed.</summary>
    /// <param name="text">Plain text, or the text of an option. Up to 20,000 characters.</param>
    /// <returns>When it is stored: whether it was accepted. False means that the prompt stays open or came to its end meanwhile.</returns>
    /// <exception cref="PartOver">The worker's part ended before it was stored.</exception>
    /// <exception cref="InvalidOperationException">The prompt is a form; use <see cref="Fill"/>.</exception>
    /// <example>
    /// <code>
    /// Bot("reconsiders", async bot =>
    /// {
    ///     if (!await bot.Say("No.")) await bot.Say("A whole sentence, then.");
    /// });
    /// </code>
    /// </example>
    public Task<bool> Say(string text) => _host.Say(text, BotHand.Typed);

    /// <summary>As <see cref="Say"/>, but all at once: nobody sees any typing before, and the answer's <see cref="Signals"/> say that it was pasted.</summary>
    /// <param name="text">Plain text of up to 20,000 characters.</param>
    /// <returns>When it is stored: whether it was accepted.</returns>
    /// <exception cref="PartOver">The worker's part ended before it was stored.</exception>
    /// <exception cref="InvalidOperationException">The prompt is a form; use <see cref="Fill"/>.</exception>
    /// <example><code>Bot("copies", async bot => { var prompt = await bot.Prompt(); await bot.Paste(prompt.Text); });</code></example>
    public Task<bool> Paste(string text) => _host.Say(text, BotHand.Pasted);

    /// <summary>Chooses an option of the open prompt; without one, waits for it.</summary>
    /// <param name="option">The option's text, without regard to case.</param>
    /// <returns>When it is stored: whether it was accepted.</returns>
    /// <exception cref="PartOver">The worker's part ended before it was stored.</exception>
    /// <exception cref="ArgumentException">The prompt has no such option. The message lists those that it has.</exception>
    /// <example><code>Bot("yes", async bot => await bot.Choose("Yes"));</code></example>
    public async Task<bool> Choose(string option)
    {
        var prompt = await Prompt();
        var chosen = prompt.Options.FirstOrDefault(each => each.Equals(option, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"\"{prompt.Text}\" has no option \"{option}\". It has: {string.Join(", ", prompt.Options)}.", nameof(option));
        return await _host.Say(chosen, BotHand.Clicked);
    }

    /// <summary>Fills in the form of the open prompt, or gives the answer of a page; without a prompt, waits for it.</summary>
    /// <param name="fields">An object with a property for each field.</param>
    /// <returns>When it is stored: whether it was accepted.</returns>
    /// <exception cref="PartOver">The worker's part ended before it was stored.</exception>
    /// <exception cref="InvalidOperationException">The prompt is no form; use <see cref="Say"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="fields"/> is not an object.</exception>
    /// <example><code>Bot("rater", async bot => await bot.Fill(new { Score = 7, Reason = "It fits the question." }));</code></example>
    public Task<bool> Fill(object fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var json = JsonSerializer.SerializeToElement(fields, fields.GetType(), ScriptJson.Options);
        if (json.ValueKind != JsonValueKind.Object) throw new ArgumentException("Fill takes an object with a property for each field, such as new { Score = 7 }.", nameof(fields));
        return _host.Fill(json);
    }

    /// <summary>Gives a plausible answer to the open prompt, of whatever kind it is; without one, waits for it. The same seed gives the same answers.</summary>
    /// <returns>When it is stored: whether it was accepted.</returns>
    /// <exception cref="PartOver">The worker's part ended before it was stored.</exception>
    /// <exception cref="InvalidOperationException">No answer can be made up, for example for a page whose answer is not declared anywhere.</exception>
    /// <example><code>Bot("careless", async bot => { while (bot.Ended is null) await bot.Answer(); });</code></example>
    public Task<bool> Answer() => _host.Answer();

    /// <summary>Lets time pass, by the clock of the simulation or rehearsal.</summary>
    /// <param name="time">How long; zero or less does not wait.</param>
    /// <returns>A task that completes after that time.</returns>
    /// <exception cref="PartOver">The worker's part ended meanwhile.</exception>
    /// <example><code>Bot("slow", async bot => { while (true) { await bot.Prompt(); await bot.Think(Seconds(45)); await bot.Answer(); } });</code></example>
    public Task Think(TimeSpan time) => _host.Think(time);

    /// <summary>Says nothing more and waits until the worker's part ends by itself.</summary>
    /// <returns>How it ended.</returns>
    /// <example><code>Bot("ghost", async bot => await bot.BeSilent());</code></example>
    public Task<BotEnding> BeSilent() => _host.End();

    /// <summary>Gives the work back.</summary>
    /// <returns>How the worker's part ended: with the state <c>returned</c>, unless something else came first.</returns>
    /// <example><code>Bot("leaver", async bot => { await bot.Answer(); await bot.Return(); });</code></example>
    public Task<BotEnding> Return() => _host.Return();

    /// <summary>Closes the page without a word, as a worker who closes the browser, and stays away until <see cref="Reconnect"/>.</summary>
    /// <returns>A task that completes when the line is closed.</returns>
    /// <example><code>Bot("flaky", async bot => { await bot.Prompt(); await bot.Disconnect(); await bot.Think(Seconds(20)); await bot.Reconnect(); await bot.Answer(); });</code></example>
    public Task Disconnect() => _host.Disconnect();

    /// <summary>Comes back after <see cref="Disconnect"/>, with what the page knew before. What was not acknowledged is sent again.</summary>
    /// <returns>A task that completes when the server has welcomed the page and told it all that it had missed.</returns>
    /// <example><code>Bot("flaky", async bot => { await bot.Disconnect(); await bot.Reconnect(); await bot.Answer(); });</code></example>
    public Task Reconnect() => _host.Reconnect();

    /// <summary>Loads the page anew: it forgets everything and is told it again. What was not acknowledged is sent again.</summary>
    /// <returns>A task that completes when the server has welcomed the page and told it all that it had missed.</returns>
    /// <example><code>Bot("impatient", async bot => { await bot.Prompt(); await bot.Reload(); await bot.Answer(); });</code></example>
    public Task Reload() => _host.Reload();

    /// <summary>For bots that are part of the engine.</summary>
    internal Task WaitUntil(Func<BotView, bool> holds) => _host.WaitUntil(holds);

    /// <summary>For bots that are part of the engine.</summary>
    internal Task TakePartAgain() => _host.TakePartAgain();

    /// <summary>Opens the same work in a second tab and goes on there. The server closes the first one.</summary>
    /// <returns>A task that completes when the second tab is welcomed and the first one is closed.</returns>
    /// <example><code>Bot("two-tabs", async bot => { await bot.Prompt(); await bot.OpenSecondTab(); await bot.Answer(); });</code></example>
    public Task OpenSecondTab() => _host.OpenSecondTab();
}
