using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Crowdwork.Engine.Export;

/// <summary>
/// Puts a pseudonym in the place of each worker id, wherever it stands. The same worker has the same pseudonym in all exports of a store, and nobody finds the id behind it
/// without the store's key (<see cref="PseudonymKey"/>).
/// </summary>
/// <remarks>
/// A column that holds a worker is replaced always. In what scripts saved and workers wrote, a value (or the name of a property) that is a worker id is replaced as well, and
/// so is an id within a longer text when it could hardly be a word: from eight characters on, with a digit. In what Crowdwork itself wrote (the name of a payment, a reason)
/// every id is replaced that stands between other characters than letters and digits.
/// </remarks>
internal sealed partial class Pseudonyms
{
    private const int ShortestInTexts = 8;
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly SearchValues<string>? _all;
    private readonly List<string> _odd = [];
    private readonly byte[]? _key;

    private Pseudonyms(byte[]? key, IEnumerable<string> workers)
    {
        _key = key;
        if (key is null) return;
        foreach (var worker in workers.Where(worker => !IsProgram(worker))) _names[worker] = Make(worker);
        _odd.AddRange(_names.Keys.Where(worker => worker.Length >= ShortestInTexts && !Word().Match(worker).Value.Equals(worker, StringComparison.Ordinal)).OrderByDescending(worker => worker.Length));
        if (_names.Count > 0) _all = SearchValues.Create([.. _names.Keys], StringComparison.Ordinal);
    }

    /// <summary>Real ids everywhere.</summary>
    public static Pseudonyms None { get; } = new(null, []);

    /// <param name="key">The store's key.</param>
    /// <param name="workers">All whom the run knows.</param>
    public static Pseudonyms With(byte[] key, IEnumerable<string> workers) => new(key, workers);

    public bool AreReal => _key is null;

    /// <summary>The name of a worker in the export.</summary>
    public string Of(string worker) => _key is null || IsProgram(worker) ? worker : _names.TryGetValue(worker, out var name) ? name : Make(worker);

    /// <summary>A text that a person or a script wrote.</summary>
    public string InText(string text) => Replace(text, ShortestInTexts);

    /// <summary>A text that Crowdwork or a crowd wrote, where ids stand between other things.</summary>
    public string InName(string text) => Replace(text, 1);

    /// <summary>JSON text; its form stays as it was unless an id is in it.</summary>
    public string InJson(string json)
    {
        if (_all is null || (!json.AsSpan().ContainsAny(_all) && !json.Contains("\\u", StringComparison.Ordinal))) return json;
        using var document = JsonDocument.Parse(json);
        var buffer = new ArrayBufferWriter<byte>(json.Length + 64);
        using (var writer = new Utf8JsonWriter(buffer, Readable)) Copy(document.RootElement, writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private string Replace(string text, int shortest)
    {
        if (_all is null || !text.AsSpan().ContainsAny(_all)) return text;
        if (_names.TryGetValue(text, out var whole)) return whole;
        foreach (var odd in _odd) text = text.Replace(odd, _names[odd], StringComparison.Ordinal);
        return Word().Replace(text, word => IsMeant(word.Value, shortest) && _names.TryGetValue(word.Value, out var name) ? name : word.Value);
    }

    private static bool IsMeant(string word, int shortest) => word.Length >= shortest && (shortest == 1 || word.Any(char.IsAsciiDigit));

    private void Copy(JsonElement from, Utf8JsonWriter to)
    {
        switch (from.ValueKind)
        {
            case JsonValueKind.Object:
                to.WriteStartObject();
                foreach (var property in from.EnumerateObject())
                {
                    to.WritePropertyName(InText(property.Name));
                    Copy(property.Value, to);
                }

                to.WriteEndObject();
                break;
            case JsonValueKind.Array:
                to.WriteStartArray();
                foreach (var item in from.EnumerateArray()) Copy(item, to);
                to.WriteEndArray();
                break;
            case JsonValueKind.String:
                to.WriteStringValue(InText(JsonText.Of(from)));
                break;
            default:
                to.WriteRawValue(from.GetRawText());
                break;
        }
    }

    // Sixteen digits: of a million workers no two are likely to share them (1 in 30 million).
    private string Make(string worker) => "w_" + Convert.ToHexStringLower(HMACSHA256.HashData(_key!, Encoding.UTF8.GetBytes(worker)).AsSpan(0, 8));

    private static bool IsProgram(string worker) => worker.StartsWith("model:", StringComparison.Ordinal);

    [GeneratedRegex("[A-Za-z0-9_-]+")]
    private static partial Regex Word();
}

/// <summary>Texts in JSON that others wrote.</summary>
internal static class JsonText
{
    /// <summary>The text of a string. Half a character (a lone surrogate), which JSON can hold and .NET refuses to read, stays as it is written.</summary>
    public static string Of(JsonElement text)
    {
        try
        {
            return text.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return text.GetRawText()[1..^1];
        }
    }
}
