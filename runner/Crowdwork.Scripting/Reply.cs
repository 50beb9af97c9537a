namespace Crowdwork.Scripting;

/// <summary>What a worker answered.</summary>
/// <example>
/// <code>
/// var worker = await Meet();
/// var reply = await worker.Ask("Describe your morning.");
/// Save(new { reply.Text, reply.Words, Seconds = reply.Took.TotalSeconds });
/// </code>
/// </example>
public sealed class Reply
{
    internal Reply(Worker from, string text, DateTimeOffset at, TimeSpan took, object? value)
    {
        From = from;
        Text = text;
        At = at;
        Took = took;
        Value = value;
    }

    /// <summary>Who answered.</summary>
    public Worker From { get; }

    /// <summary>The text as it was sent. It comes from a stranger: it is escaped wherever Crowdwork shows it.</summary>
    public string Text { get; }

    /// <summary>How many words it has: runs of characters between white space.</summary>
    public int Words => Scripting.Words.Count(Text);

    /// <summary>When the server received it, in UTC.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The time between the prompt and the answer; for <see cref="Worker.Next"/>, since the script began to wait, or zero.</summary>
    public TimeSpan Took { get; }

    internal object? Value { get; }

    /// <summary>The text, so that a reply can stand in an interpolated string.</summary>
    /// <returns><see cref="Text"/>.</returns>
    public override string ToString() => Text;
}
