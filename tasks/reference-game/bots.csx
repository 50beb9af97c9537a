// Simulated players. The director describes figures by their letters; a matcher that is diligent understands that.

record Board(string[] Figures, string? Target);

Bot("diligent", async bot =>
{
    while (await bot.TryPrompt() is { } prompt)
    {
        await bot.Think(Seconds(4 + 8 * bot.Random.NextDouble()));
        var board = bot.Data<Board>();
        if (bot.Role == "director") await bot.Say(Describe(board.Target!));
        else if (prompt.Options.Count > 0) await bot.Choose(Find(bot, prompt.Options));
        // Once in a while a question first.
        else await bot.Say(bot.Random.Next(4) == 0 ? "Is it the one that I think of?" : Find(bot, board.Figures));
    }
});

Bot("guesser", async bot =>
{
    while (await bot.TryPrompt() is { } prompt)
    {
        if (bot.Role == "director") await bot.Say("It is one of them, I believe.");
        else if (prompt.Options.Count > 0) await bot.Choose(prompt.Options[0]);
        else await bot.Say(bot.Data<Board>().Figures[bot.Random.Next(6)]);
    }
});

Bot("leaver", async bot =>
{
    await bot.Answer();
    await bot.Think(Seconds(5));
    await bot.Return();
});

string Describe(string figure) => $"Its name begins with {figure[0]} and has {figure.Length} letters.";

string Find(Bot bot, IReadOnlyList<string> figures)
{
    var heard = bot.Messages.Where(message => message.From == "director").Select(message => message.Text).LastOrDefault();
    return figures.FirstOrDefault(figure => heard == Describe(figure)) ?? figures[bot.Random.Next(figures.Count)];
}
