// Simulated workers for both roles.

Bot("diligent", async bot =>
{
    while (await bot.TryPrompt() is not null)
    {
        await bot.Think(Seconds(4 + 6 * bot.Random.NextDouble()));
        if (bot.Role == "asker") await bot.Say($"How many are {bot.Random.Next(2, 100)} dozen?");
        else await bot.Say(((long)bot.Random.Next(1, 1_000_000)).ToString());
    }
});

// Forgets the question mark, writes words for a number, and mends both.
Bot("hasty", async bot =>
{
    while (await bot.TryPrompt() is { } prompt)
    {
        if (bot.Role == "asker") await bot.Say(prompt.Complaint is null ? "How many are there" : "How many are there?");
        else await bot.Say(prompt.Complaint is null ? "twelve" : "12");
    }
});

Bot("leaver", async bot =>
{
    await bot.Prompt();
    await bot.Think(Seconds(10));
    await bot.Return();
});
