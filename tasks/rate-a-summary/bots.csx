// Simulated workers for the form. They see its fields, as a page does, and not the column "kind".

Bot("diligent", async bot =>
{
    await bot.Prompt();
    await bot.Think(Seconds(40 + 30 * bot.Random.NextDouble()));
    await bot.Fill(new
    {
        faithful = bot.Random.Next(3, 6).ToString(), complete = bot.Random.Next(2, 6).ToString(),
        reason = "It keeps the main point; an example would help.", known = bot.Random.Next(2) == 0 ? "no" : "some",
    });
});

// Leaves the reason out, is told so, and writes one.
Bot("hasty", async bot =>
{
    await bot.Fill(new { faithful = "5", complete = "5", reason = "", known = "no" });
    await bot.Fill(new { faithful = "5", complete = "5", reason = "There is nothing wrong with it.", known = "no" });
});

Bot("leaver", async bot =>
{
    await bot.Prompt();
    await bot.Think(Seconds(20));
    await bot.Return();
});
