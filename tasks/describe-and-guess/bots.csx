// Simulated players. The describer hints at the letters of the word, so that a guesser who knows the list can find it.

record Card(string Word);

string[] words = ["umbrella", "candle", "bridge", "bee", "mirror", "ladder", "clock", "river"];

Bot("diligent", async bot =>
{
    var guesses = 0;
    while (await bot.TryPrompt() is { } prompt)
    {
        await bot.Think(Seconds(5 + 10 * bot.Random.NextDouble()));
        if (bot.Role == "describer") await bot.Say(Clue(bot.Data<Card>().Word, bot.Messages.Count(message => message.From == "describer")));
        else await bot.Say(Guess(bot.Messages, guesses++));
    }
});

// Says the word itself, is told that this is not allowed, and gives a clue.
Bot("cheat", async bot =>
{
    while (await bot.TryPrompt() is { } prompt)
    {
        if (bot.Role == "describer" && prompt.Complaint is null) await bot.Paste($"It is {bot.Data<Card>().Word}.");
        else if (bot.Role == "describer") await bot.Say("Well, think of a thing.");
        else await bot.Say("thing");
    }
});

Bot("leaver", async bot =>
{
    await bot.Prompt();
    await bot.Say("a thing");
    await bot.Think(Seconds(3));
    await bot.Return();
});

string Clue(string word, int clue) => clue switch
{
    0 => $"There are {word.Length} letters in its name.",
    1 => $"You would find it near the letter {char.ToUpperInvariant(word[0])} of an index.",
    _ => $"Number {clue + 1} of its letters is a {char.ToUpperInvariant(word[Math.Min(clue, word.Length - 1)])}.",
};

// The words of the right length, one after the other.
string Guess(IReadOnlyList<Message> heard, int guesses)
{
    var length = heard.Select(message => Regex.Match(message.Text, @"(\d+) letters")).Where(match => match.Success).Select(match => int.Parse(match.Groups[1].Value)).FirstOrDefault();
    var fitting = words.Where(word => length == 0 || word.Length == length).ToArray();
    return fitting.Length == 0 ? "nothing" : fitting[guesses % fitting.Length];
}
