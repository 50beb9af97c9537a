using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Crowdwork.Marketplace.Store;

namespace Crowdwork.Marketplace.Wire;

/// <summary>
/// Where a list goes on. The token carries the place after the last item, not a number of pages: what comes or goes meanwhile makes
/// nothing appear twice and lets nothing be left out.
/// </summary>
internal sealed class Paging
{
    private const int DefaultSize = 10;

    private readonly string _operation;
    private readonly bool _trailingEmptyPage;

    private Paging(string operation, int size, long[]? place, bool trailingEmptyPage)
    {
        _operation = operation;
        Size = size;
        Place = place;
        _trailingEmptyPage = trailingEmptyPage;
    }

    public int Size { get; }

    /// <summary>One more than the page has, to know whether there is more.</summary>
    public int Ask => Size + 1;

    private long[]? Place { get; }

    public static Paging Of(Market market, Input input, string operation)
    {
        var size = (int)(input.NumberOrNull("MaxResults") ?? DefaultSize);
        var token = input.TextOrNull("NextToken");
        return new Paging(operation, size, token is null ? null : Read(operation, token), market.Faults.TrailingEmptyPage);
    }

    public long At(int index, long otherwise) => Place is { } place && index < place.Length ? place[index] : otherwise;

    /// <summary>Writes the items with NumResults and, when there are more, NextToken.</summary>
    public Reply Reply<T>(string listName, List<T> found, Func<T, long[]> place, Action<Utf8JsonWriter, T> write)
    {
        var hasMore = found.Count > Size;
        if (hasMore)
            found.RemoveAt(found.Count - 1);
        var token = found.Count > 0 && (hasMore || _trailingEmptyPage) ? Text(place(found[^1])) : null;
        return json =>
        {
            if (token is not null)
                json.WriteString("NextToken", token);
            json.WriteNumber("NumResults", found.Count);
            json.WriteStartArray(listName);
            foreach (var item in found)
                write(json, item);
            json.WriteEndArray();
        };
    }

    private string Text(long[] place) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{_operation} {string.Join(' ', place)}"));

    private static long[] Read(string operation, string token)
    {
        Span<byte> bytes = stackalloc byte[256];
        if (Base64Url.IsValid(token) && Base64Url.TryDecodeFromChars(token, bytes, out var length))
        {
            var parts = Encoding.UTF8.GetString(bytes[..length]).Split(' ');
            var place = parts.Skip(1).Select(part => long.TryParse(part, out var number) ? number : (long?)null).ToArray();
            if (parts[0] == operation && place.Length > 0 && place.All(part => part is not null))
                return [.. place.Select(part => part!.Value)];
        }

        throw Refusal.InvalidValue("NextToken", token);
    }
}
