using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Review;

/// <summary>
/// Who has a qualification by now, told by somebody who has just given it on the crowd. As JSON it is posted to <see cref="OperatorFile.QualificationsPath"/> of the process
/// that holds the store, so that its server keeps the same rule while the crowd's lists lag behind.
/// </summary>
/// <param name="Name">The qualification, by the name that config.json has for it.</param>
/// <param name="Workers">Everybody who has it, with the value.</param>
public sealed record QualificationNews(string Name, IReadOnlyDictionary<string, int> Workers)
{
    private const int LongestWorker = 64;

    /// <summary>Whether it can be written down: it may come from anywhere.</summary>
    public bool IsSound => !string.IsNullOrWhiteSpace(Name) && Workers is not null && Workers.Keys.All(worker => worker.Length is > 0 and <= LongestWorker && !worker.Any(char.IsControl));

    /// <summary>Writes down what the store does not know yet; how many that was.</summary>
    /// <exception cref="StoreException">It cannot be stored.</exception>
    public async Task<int> Note(CrowdStore store, TimeProvider time)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var known = store.Qualified(Name).ToDictionary(row => row.Worker.Value, row => row.Value);
        var news = Workers.Where(one => !known.TryGetValue(one.Key, out var value) || value != one.Value).ToList();
        if (news.Count > 0) await store.Write([.. news.Select(one => new Projection.QualificationSet(new WorkerId(one.Key), Name, one.Value, now))]);
        return news.Count;
    }
}

/// <summary>What came of <see cref="QualificationNews"/>.</summary>
/// <param name="Noted">How many were new to the store.</param>
/// <param name="Trouble">Why none of it was written down; null when it was.</param>
public sealed record QualificationsNoted(int Noted, string? Trouble);
