using System.Text.Json;
using Crowdwork.Scripting;
using Crowdwork.Scripting.Bots;

namespace Crowdwork.Engine.Bots;

/// <summary>
/// The signals that a bot's page would send if somebody sat before it. Pure, and without chance: what is drawn here would be missing where bots made up their answers before.
/// </summary>
internal static class BotWriting
{
    private static readonly TimeSpan _aKey = TimeSpan.FromMilliseconds(180);

    // A slip now and then, taken back at once.
    private const int KeysToASlip = 20;

    /// <summary>Of an answer to a prompt; null is free conversation.</summary>
    /// <param name="hand">How it comes into the box.</param>
    /// <param name="prompt">What is answered.</param>
    /// <param name="text">The answer.</param>
    /// <param name="time">What has passed since the last thing that the page showed. Nobody types longer than that.</param>
    public static Signals Of(BotHand hand, BotPrompt? prompt, string text, TimeSpan time)
    {
        if (hand == BotHand.Clicked || prompt?.Kind == BotPromptKind.Choice) return new Signals();
        return hand == BotHand.Pasted ? new Signals { Characters = text.Length, Pastes = 1, Pasted = text.Length } : Typed(text.Length, time);
    }

    /// <summary>Of the fields of a form: what has to be written in it is typed, the rest is clicked.</summary>
    public static Signals Of(BotPrompt prompt, JsonElement fields, TimeSpan time) => Typed(fields.EnumerateObject().Sum(field => Length(prompt, field)), time);

    private static Signals Typed(int characters, TimeSpan time)
    {
        var slips = characters / KeysToASlip;
        var needs = _aKey * Math.Max(0, characters + (2 * slips) - 1);
        var has = time > TimeSpan.Zero ? time * 0.8 : TimeSpan.Zero;
        return new Signals
        {
            Characters = characters, Keys = characters + (2 * slips), Typed = characters + slips, Deleted = slips,
            // Whole milliseconds, as it is sent.
            Writing = TimeSpan.FromMilliseconds(Math.Floor((needs < has ? needs : has).TotalMilliseconds)),
        };
    }

    private static int Length(BotPrompt prompt, JsonProperty field)
    {
        var declared = prompt.Fields.FirstOrDefault(each => each.Name.Equals(field.Name, StringComparison.OrdinalIgnoreCase));
        var isWritten = declared is null || (declared.Options.Count == 0 && declared.Type is not ("checkbox" or "checkboxes" or "range" or "date" or "time" or "month" or "week" or "color" or "datetime-local"));
        return !isWritten ? 0 : field.Value.ValueKind switch
        {
            JsonValueKind.String => field.Value.GetString()!.Length,
            JsonValueKind.Number => field.Value.GetRawText().Length,
            _ => 0,
        };
    }
}
