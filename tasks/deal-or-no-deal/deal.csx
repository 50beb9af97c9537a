// The table: what lies on it, what somebody says they get, and what that is worth.

record Item(string Name, int Count, int First, int Second);
record Scenario(string Id, Item[] Items, string? Opponent);

// What one of them enters at the end: how many of each thing they get. Null is "no agreement".
record Claim(Dictionary<string, int>? Deal);

enum Ending { Agreed, NoAgreement, Contradiction }

record Outcome(string Scenario, Ending Ending, int Messages, Claim First, Claim Second, int FirstScore, int SecondScore, bool AgainstAModel);
record Result(Ending Ending, int Score);

// Everything on the table is worth this much to each of them, so that points can be compared.
const int Most = 10;

// Why a row of the data is no fair game, or null. `runner check` asks this of every row.
static string? WhyUnfair(Scenario scenario)
{
    var first = scenario.Items.Sum(item => item.Count * item.First);
    var second = scenario.Items.Sum(item => item.Count * item.Second);
    if (first == Most && second == Most) return null;
    return $"Scenario {scenario.Id}: the things are worth {first} points to the first and {second} to the second; make it {Most} for both.";
}

// The page sends an object where a text is asked for. Whatever else is said is talk.
static Claim? ClaimIn(string text)
{
    if (!text.TrimStart().StartsWith('{')) return null;
    try
    {
        var said = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, int>?>>(text);
        return said is not null && said.TryGetValue("deal", out var deal) ? new Claim(deal) : null;
    }
    catch (JsonException)
    {
        return null;
    }
}

// Why a claim cannot be: the page offers no such thing, but what a page sends is checked here.
static string? WhyImpossible(Scenario scenario, Claim claim)
{
    if (claim.Deal is not { } deal) return null;
    var isWhole = deal.Count == scenario.Items.Length && scenario.Items.All(item => deal.TryGetValue(item.Name, out var mine) && mine >= 0 && mine <= item.Count);
    return isWhole ? null : $"Please say for each thing how many you get: {Said(scenario.Items.Select(item => (item.Count, item.Name)))} are on the table.";
}

// A deal holds if the two shares together are what lies on the table.
static Ending EndingOf(Scenario scenario, Claim first, Claim second)
{
    if (first.Deal is null && second.Deal is null) return Ending.NoAgreement;
    if (first.Deal is null || second.Deal is null) return Ending.Contradiction;
    return scenario.Items.All(item => first.Deal[item.Name] + second.Deal[item.Name] == item.Count) ? Ending.Agreed : Ending.Contradiction;
}

static int WorthOf(Scenario scenario, Claim claim, Func<Item, int> worth)
    => claim.Deal is { } deal ? scenario.Items.Sum(item => deal[item.Name] * worth(item)) : 0;

// "2 books and 1 hat"
static string Said(IEnumerable<(int Count, string Name)> things)
{
    var named = things.Where(thing => thing.Count > 0).Select(thing => thing.Count == 1 ? $"1 {thing.Name}" : $"{thing.Count} {thing.Name}s").ToArray();
    return named.Length switch
    {
        0 => "nothing",
        1 => named[0],
        _ => $"{string.Join(", ", named[..^1])} and {named[^1]}",
    };
}
