// What counts as orders, and what they are worth. Nothing of this is computed in the page.

record Order(string Text, bool Understood, long At);

const int Least = 3;
const int MostPaid = 10;

// One order a line; empty lines are no orders.
static string[] LinesOf(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

static string[] WordsOf(string text) => text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('.', ',', '!', '?', '"')).Where(word => word != "").ToArray();

// Three or more, of two words or more on average, and not all beginning with the same word.
static bool ShowsThatItWasUnderstood(string text)
{
    var orders = LinesOf(text).Select(WordsOf).Where(words => words.Length > 0).ToArray();
    return orders.Length >= Least
        && orders.Average(words => words.Length) >= 2
        && orders.Select(words => words[0]).Distinct().Count() > 1;
}

// Said twice is said once, and a single word is no order.
static string[] DifferentIn(IEnumerable<Order> orders)
    => orders.Select(order => WordsOf(order.Text)).Where(words => words.Length >= 2).Select(words => string.Join(' ', words)).Distinct().ToArray();

static decimal BonusOf(IEnumerable<Order> orders)
{
    var different = DifferentIn(orders);
    var beginnings = different.Select(text => text.Split(' ')[0]).Distinct().Count();
    return 0.03m * Math.Min(different.Length, MostPaid) + (beginnings >= 3 ? 0.20m : 0);
}

// What a page sends is text, until it has been read.
static Order[]? Read(string json)
{
    try
    {
        return JsonSerializer.Deserialize<Order[]>(json, JsonSerializerOptions.Web) is { } orders && orders.All(order => order?.Text is not null) ? orders : null;
    }
    catch (JsonException)
    {
        return null;
    }
}
