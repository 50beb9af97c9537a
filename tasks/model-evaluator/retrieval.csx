// A baseline by retrieval: the reply that once followed the most similar message, by the cosine of TF-IDF vectors.

record Exchange(string Message, string Reply);

sealed class Retrieval
{
    private readonly Exchange[] _exchanges;
    private readonly Dictionary<string, double> _rarity;
    private readonly Dictionary<string, double>[] _vectors;

    public Retrieval(Exchange[] exchanges)
    {
        _exchanges = exchanges;
        var documents = exchanges.Select(exchange => WordsOf(exchange.Message).ToArray()).ToArray();
        // A word that many messages share says little about which one is meant.
        _rarity = documents.SelectMany(words => words.Distinct()).GroupBy(word => word)
            .ToDictionary(word => word.Key, word => Math.Log((1.0 + exchanges.Length) / (1.0 + word.Count())) + 1);
        _vectors = documents.Select(VectorOf).ToArray();
    }

    // The first of equals, so that the answer is the same each time.
    public (string Reply, double Similarity) Answer(string message)
    {
        var asked = VectorOf(WordsOf(message));
        var best = 0;
        var similarity = -1.0;
        for (var i = 0; i < _vectors.Length; i++)
        {
            var dot = asked.Sum(term => term.Value * _vectors[i].GetValueOrDefault(term.Key));
            if (dot <= similarity) continue;
            (best, similarity) = (i, dot);
        }

        return (_exchanges[best].Reply, similarity);
    }

    // How often a word comes times how rare it is, made as long as 1. Words that no exchange has cannot tell one from another.
    private Dictionary<string, double> VectorOf(IEnumerable<string> words)
    {
        var weights = words.Where(_rarity.ContainsKey).GroupBy(word => word)
            .ToDictionary(word => word.Key, word => (1 + Math.Log(word.Count())) * _rarity[word.Key]);
        var length = Math.Sqrt(weights.Values.Sum(weight => weight * weight));
        return weights.ToDictionary(term => term.Key, term => term.Value / length);
    }

    private static IEnumerable<string> WordsOf(string text) => Regex.Matches(text.ToLowerInvariant(), @"\p{L}+").Select(word => word.Value);
}
