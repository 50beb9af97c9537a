using System.Runtime.CompilerServices;

namespace Crowdwork.Scripting;

// Everything that waits for an answer.
public sealed partial class Worker
{
    /// <summary>Asks this worker something and waits for the answer.</summary>
    /// <param name="prompt">The question, as plain text; line breaks are kept.</param>
    /// <param name="within">How long they have. Without it, <c>answerWithin</c> of config.json (ten minutes).</param>
    /// <param name="check">Looks at an answer: null when it will do, else what to tell the worker, who is then asked again. The time goes on.</param>
    /// <returns>The answer. Empty answers are never accepted.</returns>
    /// <exception cref="WorkerLeft">The time passed (<see cref="Departure.TimedOut"/>), the worker stayed away for longer than the grace period
    /// (<see cref="Departure.Disconnected"/>), gave the work back (<see cref="Departure.Returned"/>), or had left before.</exception>
    /// <remarks>The wait survives a page reload and a restart of the server. To carry on after silence, use <see cref="TryAsk"/>.</remarks>
    /// <example>
    /// <code>
    /// var worker = await Meet();
    /// var question = await worker.Ask("Write a question.", within: Minutes(5),
    ///     check: reply => reply.Words &lt; 3 ? "Please write a whole question." : null);
    /// </code>
    /// </example>
    public Task<Reply> Ask(
        string prompt, TimeSpan? within = null, Func<Reply, string?>? check = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => _host.Ask(this, new Prompt<Reply>
        {
            Kind = PromptKind.Text, Text = prompt, Within = within, Check = check, Read = static reply => reply,
        }, new CallSite(file, line));

    /// <summary>Asks this worker something, and goes on without an answer when none comes.</summary>
    /// <param name="prompt">The question, as plain text.</param>
    /// <param name="within">How long they have. Without it, <c>answerWithin</c> of config.json (ten minutes).</param>
    /// <param name="check">Looks at an answer: null when it will do, else what to tell the worker, who is then asked again.</param>
    /// <returns>The answer, or null: the time passed, or the worker left. Silence alone does not end their part.</returns>
    /// <example>
    /// <code>
    /// var worker = await Meet();
    /// var hint = await worker.TryAsk("Would you like to add anything?", within: Seconds(30));
    /// Save(new { Hint = hint?.Text });
    /// </code>
    /// </example>
    public Task<Reply?> TryAsk(
        string prompt, TimeSpan? within = null, Func<Reply, string?>? check = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => _host.Ask(this, new Prompt<Reply?>
        {
            Kind = PromptKind.Text, Text = prompt, Within = within, Optional = true,
            Check = check is null ? null : reply => check(reply!), Read = static reply => reply,
        }, new CallSite(file, line));

    /// <summary>Waits for whatever this worker says next, without asking for it: free conversation.</summary>
    /// <param name="within">How long to wait. Without it, <c>answerWithin</c> of config.json (ten minutes).</param>
    /// <returns>The oldest message that the script has not taken yet.</returns>
    /// <exception cref="WorkerLeft">As for <see cref="Ask"/>.</exception>
    /// <remarks>From the first <c>Next</c> on, the worker may write at any time; what they write while the script is busy waits in order and is never lost.</remarks>
    /// <example>
    /// <code>
    /// var (a, b) = await Meet("a", "b");
    /// for (var i = 0; i &lt; 10; i++)
    /// {
    ///     var said = await FirstOf(a.Next(), b.Next());
    ///     var other = said.From == a ? b : a;
    ///     await other.Tell(said);
    /// }
    /// </code>
    /// </example>
    public Task<Reply> Next(
        TimeSpan? within = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => _host.Ask(this, new Prompt<Reply>
        {
            Kind = PromptKind.Next, Within = within, Read = static reply => reply,
        }, new CallSite(file, line));

    /// <summary>Lets this worker choose one of several options.</summary>
    /// <param name="prompt">The question, as plain text.</param>
    /// <param name="options">What to choose from, at least one, all different.</param>
    /// <param name="within">How long they have. Without it, <c>answerWithin</c> of config.json (ten minutes).</param>
    /// <returns>The chosen option; the server accepts no other.</returns>
    /// <exception cref="ArgumentException">There are no options, or two are the same.</exception>
    /// <exception cref="WorkerLeft">As for <see cref="Ask"/>.</exception>
    /// <example>
    /// <code>
    /// var worker = await Meet();
    /// var verdict = await worker.Choose("Is the summary faithful?", ["Yes", "No", "Cannot tell"]);
    /// </code>
    /// </example>
    public Task<string> Choose(
        string prompt, IReadOnlyList<string> options, TimeSpan? within = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (options.Count == 0) throw new ArgumentException("Choose needs at least one option.", nameof(options));
        if (options.Distinct().Count() < options.Count)
            throw new ArgumentException("Two options of Choose are the same; a worker could not tell them apart.", nameof(options));

        return _host.Ask(this, new Prompt<string>
        {
            Kind = PromptKind.Choice, Text = prompt, Within = within, Options = options, Read = static reply => reply.Text,
        }, new CallSite(file, line));
    }

    /// <summary>Lets this worker choose one value of an enum.</summary>
    /// <typeparam name="TEnum">The enum; its names are the options, with spaces put between words.</typeparam>
    /// <param name="prompt">The question, as plain text.</param>
    /// <param name="within">How long they have. Without it, <c>answerWithin</c> of config.json (ten minutes).</param>
    /// <returns>The chosen value.</returns>
    /// <exception cref="WorkerLeft">As for <see cref="Ask"/>.</exception>
    /// <example>
    /// <code>
    /// enum Verdict { Faithful, Unfaithful, CannotTell }
    ///
    /// var worker = await Meet();
    /// var verdict = await worker.Choose&lt;Verdict>("Is the summary faithful?");
    /// </code>
    /// </example>
    public Task<TEnum> Choose<TEnum>(
        string prompt, TimeSpan? within = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) where TEnum : struct, Enum
    {
        var names = Enum.GetNames<TEnum>();
        var options = names.Select(Words.Split).ToArray();
        return _host.Ask(this, new Prompt<TEnum>
        {
            Kind = PromptKind.Choice, Text = prompt, Within = within, Options = options,
            Read = reply => Enum.Parse<TEnum>(names[Array.IndexOf(options, reply.Text)]),
        }, new CallSite(file, line));
    }

    /// <summary>Lets this worker fill in a form with one field per property of <typeparamref name="T"/>.</summary>
    /// <typeparam name="T">A record of text, numbers, <c>bool</c>, enums or dates; a nullable property is optional. The attributes of
    /// <c>System.ComponentModel.DataAnnotations</c> (<c>Range</c>, <c>StringLength</c>, <c>RegularExpression</c>, <c>Display</c>) are obeyed.</typeparam>
    /// <param name="prompt">What stands above the form.</param>
    /// <param name="within">How long they have. Without it, <c>answerWithin</c> of config.json (ten minutes).</param>
    /// <param name="check">Looks at the filled form: null when it will do, else what to tell the worker.</param>
    /// <returns>The filled record, checked on the server.</returns>
    /// <exception cref="NotSupportedException">A property is of a type that no field can hold.</exception>
    /// <exception cref="WorkerLeft">As for <see cref="Ask"/>.</exception>
    /// <example>
    /// <code>
    /// record Survey([Range(1, 5)] int Ease, string? Comment);
    ///
    /// var worker = await Meet();
    /// Save(await worker.Fill&lt;Survey>("How was it?"));
    /// </code>
    /// </example>
    public Task<T> Fill<T>(
        string prompt, TimeSpan? within = null, Func<T, string?>? check = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => _host.Ask(this, new Prompt<T>
        {
            Kind = PromptKind.Form, Text = prompt, Within = within, FormType = typeof(T), Check = check,
            Read = static reply => (T)reply.Value!,
        }, new CallSite(file, line));

    /// <summary>Shows a page of the task folder whose form this worker fills in.</summary>
    /// <typeparam name="T">A record with one property for each named field of the form: text, numbers, <c>bool</c> for a box, an array for boxes that share a name.
    /// A field that may stay empty has to be nullable.</typeparam>
    /// <param name="page">The name of an .html file. Its first form is the answer.</param>
    /// <param name="with">What the page is given as <c>data</c>; null gives it the data row.</param>
    /// <param name="within">How long they have. Without it, <c>answerWithin</c> of config.json (ten minutes).</param>
    /// <param name="check">Looks at the filled form: null when it will do, else what to tell the worker.</param>
    /// <returns>The answer. What the page says of its fields (<c>required</c>, <c>min</c>, <c>minlength</c>, <c>pattern</c>, the values of radio buttons) was checked on the server.</returns>
    /// <exception cref="ArgumentException">The folder has no such page, or the page has no form.</exception>
    /// <exception cref="WorkerLeft">As for <see cref="Ask"/>.</exception>
    /// <remarks>The page takes the place of the conversation while it is filled in. Only what it prints reaches the worker's browser as long as <paramref name="with"/> is null.</remarks>
    /// <example>
    /// <code>
    /// record Mood(int Rating, string? Remark);
    ///
    /// var worker = await Meet();
    /// worker.Save(await worker.Fill&lt;Mood>("mood.html", with: new { Name = "Monday" }));
    /// </code>
    /// </example>
    public Task<T> Fill<T>(
        string page, object? with, TimeSpan? within = null, Func<T, string?>? check = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => _host.Fill(this, page, with, within, check, new CallSite(file, line));
}
