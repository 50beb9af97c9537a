// Simulated workers for the interview: whoever leaves is replaced, so let some of them leave.

Bot("diligent", async bot =>
{
    while (await bot.TryPrompt() is { } prompt)
    {
        await bot.Think(Seconds(8 + 12 * bot.Random.NextDouble()));
        if (bot.Role == "guest") await bot.Say("I began when I was ten, and I still like the quiet of it.");
        else if (prompt.Text.StartsWith("Question")) await bot.Say("How did you come to it, and what keeps you at it?");
        else await bot.Say("They came to it as a child. What they like about it is the quiet.");
    }
});

// Answers once, or asks once, and gives the work back.
Bot("leaver", async bot =>
{
    await bot.Prompt();
    await bot.Say(bot.Role == "guest" ? "It is a long story." : "How did you begin with it?");
    await bot.Prompt();
    await bot.Return();
});

// Closes the page as soon as it is asked, and does not come back.
Bot("vanishes", async bot =>
{
    await bot.Prompt();
    await bot.Disconnect();
    await bot.BeSilent();
});
