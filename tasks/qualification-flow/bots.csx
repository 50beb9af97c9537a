// Simulated workers for the five sums.

Bot("diligent", async bot =>
{
    while (await bot.TryPrompt() is { } prompt)
    {
        await bot.Think(Seconds(3 + 5 * bot.Random.NextDouble()));
        await bot.Say(ResultOf(prompt.Text).ToString());
    }
});

// Gets one wrong, and is kept out from then on.
Bot("careless", async bot =>
{
    while (await bot.TryPrompt() is { } prompt) await bot.Say(prompt.Text.Contains('*') ? "23" : ResultOf(prompt.Text).ToString());
});

// Writes words first, is asked for a number, and knows it.
Bot("wordy", async bot =>
{
    while (await bot.TryPrompt() is { } prompt)
    {
        if (prompt.Complaint is null) await bot.Say("Let me think about that");
        else await bot.Say($" {ResultOf(prompt.Text)}. ");
    }
});

// A leaver is not tested: who comes again gets the same sums.
Bot("leaver", async bot =>
{
    await bot.Prompt();
    await bot.Say("2");
    await bot.Return();
});

int ResultOf(string question)
{
    var match = Regex.Match(question, @"(\d+) ([-+*]) (\d+)");
    var (a, b) = (int.Parse(match.Groups[1].Value), int.Parse(match.Groups[3].Value));
    return match.Groups[2].Value switch { "+" => a + b, "-" => a - b, _ => a * b };
}
