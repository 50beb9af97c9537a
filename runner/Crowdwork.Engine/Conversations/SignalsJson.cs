using System.Buffers;
using System.Text;
using System.Text.Json;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Conversations;

/// <summary>
/// Signals as pages send them and as the journal keeps them: an object of whole numbers, and what is zero is left out. An empty one says that the page counted, and that nothing was written.
/// </summary>
/// <remarks>
/// Everything in it is a claim of a stranger. What is no such object, or is too large, is no signals at all; nobody loses an answer over it. Names that are not known are passed over
/// and never kept: a newer page may count more.
/// </remarks>
internal static class SignalsJson
{
    /// <summary>Above what anybody writes or pastes into one answer: a text has at most 20,000 characters, but may be deleted and pasted again and again.</summary>
    public const int Most = 1_000_000;

    /// <summary>A week, in milliseconds.</summary>
    public const int Longest = 7 * 24 * 60 * 60 * 1000;

    /// <summary>What an object may have in bytes. The longest honest one is half of it.</summary>
    public const int LargestObject = 512;

    /// <summary>Reads them where the reader is about to come to the value. It stands behind the value afterwards, whatever that is.</summary>
    public static Signals? Read(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return null;
        }

        var start = json.TokenStartIndex;
        var depth = json.CurrentDepth;
        var figures = default(Figures);
        var isSound = true;
        while (json.Read() && !(json.TokenType == JsonTokenType.EndObject && json.CurrentDepth == depth))
        {
            var place = Place(ref json);
            json.Read();
            if (json.TokenType == JsonTokenType.Number && json.TryGetInt32(out var value)) isSound &= place == Figure.Unknown || figures.Take(place, value);
            else isSound = false;
            json.Skip();
        }

        return isSound && json.BytesConsumed - start <= LargestObject ? figures.Whole() : null;
    }

    /// <summary>Reads them from a document.</summary>
    public static Signals? Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) return null;
        var figures = default(Figures);
        foreach (var property in json.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.Number || !property.Value.TryGetInt32(out var value)) return null;
            var place = Place(property);
            if (place != Figure.Unknown && !figures.Take(place, value)) return null;
        }

        return figures.Whole();
    }

    public static void Write(Utf8JsonWriter json, Signals signals)
    {
        json.WriteStartObject();
        Write(json, "chars"u8, signals.Characters);
        Write(json, "keys"u8, signals.Keys);
        Write(json, "typed"u8, signals.Typed);
        Write(json, "deleted"u8, signals.Deleted);
        Write(json, "pastes"u8, signals.Pastes);
        Write(json, "pasted"u8, signals.Pasted);
        Write(json, "drops"u8, signals.Drops);
        Write(json, "dropped"u8, signals.Dropped);
        Write(json, "kept"u8, signals.Kept);
        Write(json, "writing"u8, (int)signals.Writing.TotalMilliseconds);
        Write(json, "left"u8, signals.TimesLeft);
        Write(json, "away"u8, (int)signals.Away.TotalMilliseconds);
        json.WriteEndObject();
    }

    /// <summary>The same as text.</summary>
    public static string Text(Signals signals)
    {
        var buffer = new ArrayBufferWriter<byte>(LargestObject);
        using (var json = new Utf8JsonWriter(buffer)) Write(json, signals);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, int value)
    {
        if (value != 0) json.WriteNumber(name, value);
    }

    private static Figure Place(ref Utf8JsonReader json)
    {
        // No name of ours has to be escaped, and half a character in a name would throw.
        if (json.ValueIsEscaped) return Figure.Unknown;
        for (var i = 0; i < Names.Length; i++)
            if (json.ValueTextEquals(Names[i])) return (Figure)i;
        return Figure.Unknown;
    }

    private static Figure Place(JsonProperty property)
    {
        for (var i = 0; i < Names.Length; i++)
            if (property.NameEquals(Names[i])) return (Figure)i;
        return Figure.Unknown;
    }

    // In the order of the enumeration.
    private static readonly byte[][] Names =
    [
        [.. "chars"u8], [.. "keys"u8], [.. "typed"u8], [.. "deleted"u8], [.. "pastes"u8], [.. "pasted"u8], [.. "drops"u8], [.. "dropped"u8], [.. "kept"u8], [.. "writing"u8], [.. "left"u8],
        [.. "away"u8],
    ];

    private enum Figure
    {
        Characters, Keys, Typed, Deleted, Pastes, Pasted, Drops, Dropped, Kept, Writing, Left, Away, Unknown,
    }

    [System.Runtime.CompilerServices.InlineArray((int)Figure.Unknown)]
    private struct Figures
    {
        private int _first;

        public bool Take(Figure figure, int value)
        {
            if (value < 0 || value > (figure is Figure.Writing or Figure.Away ? Longest : Most)) return false;
            this[(int)figure] = value;
            return true;
        }

        public readonly Signals Whole() => new()
        {
            Characters = this[(int)Figure.Characters], Keys = this[(int)Figure.Keys], Typed = this[(int)Figure.Typed], Deleted = this[(int)Figure.Deleted],
            Pastes = this[(int)Figure.Pastes], Pasted = this[(int)Figure.Pasted], Drops = this[(int)Figure.Drops], Dropped = this[(int)Figure.Dropped], Kept = this[(int)Figure.Kept],
            Writing = TimeSpan.FromMilliseconds(this[(int)Figure.Writing]), TimesLeft = this[(int)Figure.Left], Away = TimeSpan.FromMilliseconds(this[(int)Figure.Away]),
        };
    }
}
