namespace Crowdwork.Engine.Store;

/// <summary>The number of a conversation, unique in one store. <see cref="CrowdStore.NextConversation"/> hands them out.</summary>
public readonly record struct ConversationId(long Value)
{
    public override string ToString() => Value.ToString();
}

/// <summary>The name of a run: 1 to 64 characters, none of them a control character.</summary>
public readonly record struct RunId(string Value)
{
    public string Value { get; } = IdentityText.Checked(Value, "run id");

    public override string ToString() => Value;
}

/// <summary>The name a crowd gives to a worker: 1 to 64 characters, none of them a control character.</summary>
public readonly record struct WorkerId(string Value)
{
    public string Value { get; } = IdentityText.Checked(Value, "worker id");

    public override string ToString() => Value;
}

internal static class IdentityText
{
    private const int Longest = 64;

    public static string Checked(string value, string what)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Length is 0 or > Longest)
            throw new ArgumentException($"A {what} has 1 to {Longest} characters; this one has {value.Length}.", nameof(value));
        if (value.Any(char.IsControl))
            throw new ArgumentException($"A {what} holds no control characters.", nameof(value));
        return value;
    }
}
