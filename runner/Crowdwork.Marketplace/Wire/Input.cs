using System.Text.Json;

namespace Crowdwork.Marketplace.Wire;

/// <summary>The members of a call that has passed <see cref="Validation"/>: of the right kinds, and the required ones there.</summary>
internal sealed class Input(JsonElement root)
{
    public static Input Empty { get; } = new(JsonDocument.Parse("{}").RootElement);

    public bool Has(string name) => !Validation.IsAbsent(root, name, out _);

    public string Text(string name) => root.GetProperty(name).GetString()!;

    public string? TextOrNull(string name) => Validation.IsAbsent(root, name, out var value) ? null : value.GetString();

    public long Number(string name) => Whole(root.GetProperty(name));

    public long? NumberOrNull(string name) => Validation.IsAbsent(root, name, out var value) ? null : Whole(value);

    public bool? FlagOrNull(string name) => Validation.IsAbsent(root, name, out var value) ? null : value.GetBoolean();

    /// <summary>Milliseconds since 1970.</summary>
    public long Time(string name) => Timestamps.TryRead(root.GetProperty(name), out var time) ? time : 0;

    public IReadOnlyList<string>? TextsOrNull(string name) =>
        Validation.IsAbsent(root, name, out var value) ? null : [.. value.EnumerateArray().Select(one => one.GetString()!)];

    public IReadOnlyList<JsonElement> ElementsOrNone(string name) =>
        Validation.IsAbsent(root, name, out var value) ? [] : [.. value.EnumerateArray()];

    public Input? PartOrNull(string name) => Validation.IsAbsent(root, name, out var value) ? null : new Input(value);

    private static long Whole(JsonElement value) => value.TryGetInt64(out var number) ? number : (long)value.GetDecimal();
}
