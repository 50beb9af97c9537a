// Simulated workers for the pilot.

Bot("diligent", async bot =>
{
    await bot.Prompt();
    await bot.Think(Seconds(40 + 40 * bot.Random.NextDouble()));
    await bot.Fill(new { orders = "Move the red block left\nSwap the red and the blue block\nPut the green one on top\nRemove the yellow block", can = "swap", edge = "stays", must = "no" });
});

// Is paid, and not put on the list.
Bot("careless", async bot =>
{
    await bot.Fill(new { orders = "Dance", can = "sing", edge = "falls", must = "yes" });
});

Bot("leaver", async bot =>
{
    await bot.Prompt();
    await bot.Think(Seconds(15));
    await bot.Return();
});
