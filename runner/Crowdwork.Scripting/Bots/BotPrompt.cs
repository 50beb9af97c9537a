namespace Crowdwork.Scripting.Bots;

/// <summary>What kind of answer is wanted.</summary>
public enum BotPromptKind
{
    /// <summary>A text: <see cref="Bot.Say"/>.</summary>
    Text,

    /// <summary>One of several options: <see cref="Bot.Choose"/>.</summary>
    Choice,

    /// <summary>The fields of a form: <see cref="Bot.Fill"/>.</summary>
    Form,

    /// <summary>What the page that is shown asks for: <see cref="Bot.Fill"/>. A page of components declares no fields.</summary>
    Page,
}

/// <summary>What a worker is asked.</summary>
/// <param name="Number">Tells the prompts of a conversation apart.</param>
/// <param name="Kind">What kind of answer is wanted.</param>
/// <param name="Text">The question.</param>
/// <param name="Options">What to choose from; empty unless it is a choice.</param>
/// <param name="Fields">The fields to fill in; empty unless it is a form or an HTML page.</param>
/// <param name="Due">When the time for it is over, in UTC; null without a limit.</param>
/// <param name="Complaint">Why the answer before was not accepted; null at the first attempt.</param>
/// <example>
/// <code>
/// Bot("diligent", async bot =>
/// {
///     while (await bot.TryPrompt() is { } prompt)
///     {
///         if (prompt.Kind == BotPromptKind.Choice) await bot.Choose(prompt.Options[0]);
///         else if (prompt.Complaint is not null) await bot.Return();
///         else await bot.Answer();
///     }
/// });
/// </code>
/// </example>
public sealed record BotPrompt(
    int Number, BotPromptKind Kind, string Text, IReadOnlyList<string> Options, IReadOnlyList<BotField> Fields, DateTimeOffset? Due, string? Complaint);

/// <summary>One field of a form or of an HTML page.</summary>
/// <param name="Name">The name under which its value is sent.</param>
/// <param name="Label">What is written beside it.</param>
/// <param name="Type"><c>text</c>, <c>long</c>, <c>integer</c>, <c>number</c>, <c>checkbox</c>, <c>choice</c> or <c>date</c>; on an HTML page the type of the input.</param>
/// <param name="Required">Whether it must be filled in.</param>
/// <param name="Min">The least number, or the earliest date; null without a limit.</param>
/// <param name="Max">The largest number, or the latest date; null without a limit.</param>
/// <param name="MinLength">The least number of characters; null without a limit.</param>
/// <param name="MaxLength">The largest number of characters; null without a limit.</param>
/// <param name="Pattern">A regular expression that the text must match as a whole; null for any.</param>
/// <param name="Options">What to choose from; empty for free input.</param>
/// <example>
/// <code>
/// Bot("filler", async bot =>
/// {
///     var prompt = await bot.Prompt();
///     await bot.Fill(prompt.Fields.ToDictionary(field => field.Name, field => field.Options.FirstOrDefault() ?? "fine"));
/// });
/// </code>
/// </example>
public sealed record BotField(
    string Name, string Label, string Type, bool Required, string? Min, string? Max, int? MinLength, int? MaxLength, string? Pattern, IReadOnlyList<string> Options);
