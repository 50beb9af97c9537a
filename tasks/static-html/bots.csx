// Simulated workers for the robot. They take the test, give orders as the robot's frame would report them, and rate it.

record Given(string Text, bool Understood, long At);

const string Practice = "Push the red block to the left\nMove it back again\nPut the blue block on top";

Bot("diligent", async bot =>
{
    while (await bot.TryPrompt() is { } prompt)
    {
        await bot.Think(Seconds(30 + 30 * bot.Random.NextDouble()));
        if (!IsTask(prompt)) await bot.Fill(new { orders = Practice });
        else await bot.Fill(new { orders = Orders(bot, "Move the red block to the left", "Push the blue block down", "Bring the green block next to it"), usability = "6", self = "2", feedback = "It did what I said, most of the time." });
    }
});

// Gives two orders, is told that three are needed, and gives one more.
Bot("hasty", async bot =>
{
    while (await bot.TryPrompt() is { } prompt)
    {
        if (!IsTask(prompt)) await bot.Fill(new { orders = Practice });
        else if (prompt.Complaint is null) await bot.Fill(new { orders = Orders(bot, "Go left", "Go right"), usability = "3", self = "1", feedback = "It was rather slow, I think." });
        else await bot.Fill(new { orders = Orders(bot, "Go left", "Go right", "Stop there"), usability = "3", self = "1", feedback = "It was rather slow, I think." });
    }
});

// Does not know what an order is, twice.
Bot("fails-the-test", async bot =>
{
    while (await bot.TryPrompt() is not null) await bot.Fill(new { orders = "Hello\nHello\nHello" });
});

Bot("leaver", async bot =>
{
    while (await bot.TryPrompt() is { } prompt)
    {
        if (IsTask(prompt)) await bot.Return();
        else await bot.Fill(new { orders = Practice });
    }
});

bool IsTask(BotPrompt prompt) => prompt.Fields.Any(field => field.Name == "usability");

string Orders(Bot bot, params string[] texts)
    => JsonSerializer.Serialize(texts.Select((text, i) => new Given(text, true, bot.Now.ToUnixTimeMilliseconds() + (i * 1000))), JsonSerializerOptions.Web);
