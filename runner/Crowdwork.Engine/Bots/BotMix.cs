using System.Globalization;

namespace Crowdwork.Engine.Bots;

/// <summary>In which proportion bots come: <c>diligent:8,ghost:1,slow:1</c>.</summary>
internal sealed class BotMix
{
    private const int LargestShare = 10_000;

    private readonly IReadOnlyList<(string Name, int Share)> _shares;

    private BotMix(IReadOnlyList<(string Name, int Share)> shares) => _shares = shares;

    public IEnumerable<string> Names => _shares.Select(share => share.Name);

    public static BotMix Only(string name) => new([(name, 1)]);

    /// <summary>Reads a mix, or says what is wrong with it.</summary>
    public static (BotMix? Mix, string? Problem) Read(string text)
    {
        var shares = new List<(string Name, int Share)>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, number) = part.Split(':', 2, StringSplitOptions.TrimEntries) is [var left, var right] ? (left, right) : (part, "1");
            if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var share) || share is < 1 or > LargestShare)
                return (null, $"\"{part}\" has no whole number from 1 to {LargestShare:N0} behind the colon.");
            if (shares.Exists(each => each.Name == name)) return (null, $"\"{name}\" is there twice.");
            shares.Add((name, share));
        }

        return shares.Count > 0 ? (new BotMix(shares), null) : (null, "It names no bot.");
    }

    /// <summary>
    /// Deals so many bots out: each as often as its share says, as near as whole numbers allow, in an order that the seed decides.
    /// </summary>
    public IReadOnlyList<string> Deal(int workers, int seed)
    {
        var all = (double)_shares.Sum(share => share.Share);
        var exact = _shares.Select(share => (share.Name, Wanted: share.Share / all * workers)).ToArray();
        var counts = exact.ToDictionary(each => each.Name, each => (int)each.Wanted);
        var left = workers - counts.Values.Sum();
        foreach (var each in exact.OrderByDescending(each => each.Wanted - (int)each.Wanted).Take(left)) counts[each.Name]++;

        var dealt = exact.SelectMany(each => Enumerable.Repeat(each.Name, counts[each.Name])).ToArray();
        new Random(seed).Shuffle(dealt);
        return dealt;
    }
}
