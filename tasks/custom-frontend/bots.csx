// Simulated workers for the three roles. All of them take the test first, in which everybody plays each role once.

record Judged(Exchange[] Exchanges);
record Exchange(string Question, decimal Answer);

Bot("diligent", async bot =>
{
    while (await bot.TryPrompt() is { } prompt)
    {
        await bot.Think(Seconds(5 + 10 * bot.Random.NextDouble()));
        if (prompt.Kind == BotPromptKind.Choice) await bot.Choose(IsRight(bot.Data<Judged>().Exchanges) ? "Approve" : "Reject");
        else if (prompt.Text.Contains("two spiders")) await bot.Say("16");
        else if (prompt.Text.Contains("question", StringComparison.OrdinalIgnoreCase) || prompt.Text.StartsWith("First the asker")) await bot.Say($"What is {bot.Random.Next(2, 10)} times three?");
        else await bot.Say(Result(bot.Messages.Last(message => message.Text.Contains("times")).Text).ToString());
    }
});

// Does not know how many legs a spider has.
Bot("fails-the-test", async bot =>
{
    while (await bot.TryPrompt() is { } prompt)
    {
        if (prompt.Kind == BotPromptKind.Choice) await bot.Choose("Approve");
        else await bot.Say(prompt.Text.StartsWith("Now the answerer") ? "12" : "How many is that?");
    }
});

// Takes the test and gives the work back as soon as it is asked in earnest.
Bot("leaver", async bot =>
{
    while (await bot.TryPrompt() is { } prompt)
    {
        if (bot.Role != "worker") await bot.Return();
        else if (prompt.Kind == BotPromptKind.Choice) await bot.Choose("Reject");
        else await bot.Say(prompt.Text.StartsWith("Now the answerer") ? "16" : "How many is that?");
    }
});

bool IsRight(Exchange[] exchanges) => exchanges.All(exchange => !exchange.Question.Contains("bicycle") && (!exchange.Question.Contains("times") || exchange.Answer == Result(exchange.Question)));

int Result(string question) => 3 * int.Parse(Regex.Match(question, @"\d+").Value);
