// Simulated workers for "ask and answer". `runner simulate qa --mix diligent:8,hasty:1,leaver:1` lets them play.

record Passage(string Title, string Text);

Bot("diligent", async bot =>
{
    await bot.Prompt();
    var passage = bot.Data<Passage>();
    await bot.Think(Seconds(20 + passage.Text.Length / 40.0));
    await bot.Say($"What does the paragraph say about {passage.Title}?");

    await bot.Prompt();
    await bot.Think(Seconds(8 + 10 * bot.Random.NextDouble()));
    await bot.Say(passage.Text.Split(". ")[0]);
});

// Writes too little, is told so, and mends it.
Bot("hasty", async bot =>
{
    await bot.Prompt();
    await bot.Paste("What?");
    await bot.Say("What is it about");
    await bot.Say("A stone");
});

Bot("leaver", async bot =>
{
    await bot.Prompt();
    await bot.Think(Seconds(30));
    await bot.Say("What is the paragraph about?");
    await bot.Return();
});
