// A partner without a person: it asks for much at first and for a little less each time, and agrees to what is good enough for it.

const string AskedForTheDeal = "What was agreed?";

static string ProgramSays(Scenario scenario, ModelTurn turn)
{
    var own = turn.History.Where(message => message.From == turn.Worker.Role).Select(message => message.Text).ToArray();
    var heard = turn.History.LastOrDefault(message => message.From != turn.Worker.Role && message.From != "task")?.Text;
    var offered = own.Select(text => ShareIn(scenario, text)).LastOrDefault(share => share is not null);

    if (turn.Prompt.StartsWith(AskedForTheDeal)) return Entered(offered);
    if (heard is not null && offered is not null && SaysYes(heard)) return Entered(offered);

    var enough = Math.Max(5, 9 - own.Length);
    if (heard is not null && ShareIn(scenario, heard) is { } theirs)
    {
        var left = scenario.Items.ToDictionary(item => item.Name, item => item.Count - theirs[item.Name]);
        if (WorthOf(scenario, new Claim(left), item => item.Second) >= enough) return $"Agreed. I take {Shared(scenario, left)}, you get {Shared(scenario, theirs)}.";
    }

    var wanted = Shares(scenario)
        .Where(share => WorthOf(scenario, new Claim(share), item => item.Second) >= enough)
        .OrderBy(share => WorthOf(scenario, new Claim(share), item => item.Second))
        .ThenBy(share => share.Values.Sum())
        .First();
    var rest = scenario.Items.ToDictionary(item => item.Name, item => item.Count - wanted[item.Name]);
    return $"I would like {Shared(scenario, wanted)}. You get {Shared(scenario, rest)}. Is that a deal?";
}

// For a language model in its place.
static string ModelIsTold(Scenario scenario)
{
    var worth = string.Join(", ", scenario.Items.Select(item => $"{item.Count} {item.Name}(s) worth {item.Second} each to you"));
    var form = string.Join(", ", scenario.Items.Select(item => $"\"{item.Name}\": n"));
    return $"You negotiate with a partner about who gets which of these things: {worth}. Your partner's values differ and you do not know them. "
        + "You both have to agree, or nobody gets anything; get as many points as you can. Write one short message a turn. "
        + $"As soon as you have agreed, or when you are asked what was agreed, answer with nothing but {{\"deal\": {{{form}}}}}, n being how many you get, "
        + "or with {\"deal\": null} if there was no agreement.";
}

static string Entered(Dictionary<string, int>? share) => JsonSerializer.Serialize(new { deal = share });

static string Shared(Scenario scenario, Dictionary<string, int> share) => Said(scenario.Items.Select(item => (share[item.Name], item.Name)));

static bool SaysYes(string text) => Regex.IsMatch(text, @"^\W*(yes|ok|okay|deal|agreed|fine|sure|good)\b", RegexOptions.IgnoreCase);

// What somebody wants for themselves: the things that they name before they speak of "you". Null if none are named.
static Dictionary<string, int>? ShareIn(Scenario scenario, string text)
{
    var own = Regex.Split(text.ToLowerInvariant(), @"\byou\b")[0];
    var share = scenario.Items.ToDictionary(item => item.Name, _ => 0);
    var named = false;
    foreach (var item in scenario.Items)
    {
        var mention = Regex.Match(own, $@"(?<many>\w+)\s+{Regex.Escape(item.Name)}s?\b");
        if (!mention.Success) continue;
        named = true;
        share[item.Name] = Math.Clamp(NumberOf(mention.Groups["many"].Value, item.Count), 0, item.Count);
    }

    return named ? share : null;
}

static int NumberOf(string word, int all) => word switch
{
    "no" or "zero" => 0,
    "a" or "an" or "one" => 1,
    "two" or "both" => 2,
    "three" => 3,
    "four" => 4,
    _ => int.TryParse(word, out var number) ? number : all,
};

// Every way to take something from the table.
static IEnumerable<Dictionary<string, int>> Shares(Scenario scenario)
{
    IEnumerable<Dictionary<string, int>> shares = [new Dictionary<string, int>()];
    foreach (var item in scenario.Items)
        shares = shares.SelectMany(share => Enumerable.Range(0, item.Count + 1).Select(many => new Dictionary<string, int>(share) { [item.Name] = many }));
    return shares;
}
