// Simulated workers for the two guests, and a host for runs without an operator: it ends the conversation after a few rounds.

string[] remarks =
[
    "I have thought about that before, and I am still not sure.", "It depends on the town, I would say.", "My neighbours would all say something else.",
    "That is a good point. What would it cost?", "I would rather begin with something small.", "When I was a child there was nothing of the kind.",
];

Bot("diligent", async bot =>
{
    var said = 0;
    while (await bot.TryPrompt() is not null)
    {
        await bot.Think(Seconds(8 + 15 * bot.Random.NextDouble()));
        said++;
        if (bot.Role == "host") await bot.Say(said switch { 1 => "Welcome! What do you think?", < 4 => "Interesting. And why is that?", _ => "Thank you both, it was a pleasure. [DONE]" });
        else await bot.Say(remarks[bot.Random.Next(remarks.Length)]);
    }
});

// Tries to end the conversation, which only the host may do.
Bot("ender", async bot =>
{
    while (await bot.TryPrompt() is { } prompt) await bot.Say(prompt.Complaint is null ? "Enough. [DONE]" : "Well, then I go on talking.");
});

Bot("leaver", async bot =>
{
    await bot.Say("Hello to both of you.");
    await bot.Prompt();
    await bot.Return();
});
