namespace Crowdwork.Marketplace.Store;

/// <summary>A parameter of a statement: a number, a text, or nothing.</summary>
internal readonly struct SqlValue
{
    private SqlValue(long number, string? text, bool isNumber)
    {
        Number = number;
        Text = text;
        IsNumber = isNumber;
    }

    public long Number { get; }

    public string? Text { get; }

    public bool IsNumber { get; }

    public static implicit operator SqlValue(long value) => new(value, null, true);

    public static implicit operator SqlValue(int value) => new(value, null, true);

    public static implicit operator SqlValue(bool value) => new(value ? 1 : 0, null, true);

    public static implicit operator SqlValue(long? value) => value is { } number ? new(number, null, true) : default;

    public static implicit operator SqlValue(string? value) => new(0, value, false);
}
