// Simulated players. They share the table with the world: what things are worth, and how a deal is entered, stands in deal.csx.

#load "deal.csx"

record Laid(string Phase, LaidItem[] Items, bool MayDeal, bool MayGiveUp);
record LaidItem(string Name, int Count, int Worth);

const int Patience = 3;

// Asks for what is worth most to it, and gives in after a few messages.
Bot("diligent", async bot =>
{
    var said = 0;
    while (await bot.TryPrompt() is not null)
    {
        var table = bot.Data<Laid>();
        await bot.Think(Seconds(4 + 8 * bot.Random.NextDouble()));
        if (table.Phase == "claim") await bot.Say(Entered(bot.Role == "first" ? Fair(table) : Rest(table)));
        else if (table.MayDeal && said >= Patience) await bot.Say(Entered(bot.Role == "first" ? Fair(table) : Rest(table)));
        else if (++said == 1) await bot.Say($"I would like {Said(table.Items.Where(item => item.Worth > 0).Select(item => (item.Count, item.Name)))}.");
        else await bot.Say(bot.Random.Next(2) == 0 ? "Let us share them equally." : "What do you think of half for each of us?");
    }
});

// Wants everything, and enters that nothing was agreed as soon as it may.
Bot("stubborn", async bot =>
{
    while (await bot.TryPrompt() is not null)
    {
        var table = bot.Data<Laid>();
        await bot.Think(Seconds(6));
        if (table.Phase == "claim" || table.MayGiveUp) await bot.Say(Entered(null));
        else await bot.Say("I want all of it.");
    }
});

Bot("leaver", async bot =>
{
    await bot.Say("I would like the hats, please.");
    await bot.Prompt();
    await bot.Disconnect();
});

// Half of each thing, rounded up, is for the first player; what is left for the second.
Dictionary<string, int> Fair(Laid table) => table.Items.ToDictionary(item => item.Name, item => (item.Count + 1) / 2);

Dictionary<string, int> Rest(Laid table) => table.Items.ToDictionary(item => item.Name, item => item.Count / 2);

string Entered(Dictionary<string, int>? deal) => JsonSerializer.Serialize(new { deal });
