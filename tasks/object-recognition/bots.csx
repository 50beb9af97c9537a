// Simulated workers for the experiment. The page tells them which two choices there are, and never which one is right: those who see the pictures read here what the
// script reads.

#load "pictures.csx"

record Laid(string Phase, Next? Trial);
record Next(int Number, string File, string Left, string Right, int Ms, bool Learning);

// Sees nine pictures of ten.
Bot("diligent", async bot =>
{
    while (await bot.TryPrompt() is { } prompt)
    {
        await bot.Think(Seconds(0.5 + bot.Random.NextDouble()));
        await Answer(bot, prompt, trial => bot.Random.Next(10) == 0 ? WhatItIsNot(trial) : WhatItIs(trial));
    }
});

// Throws a coin, as the review rule suspects.
Bot("guesser", async bot =>
{
    while (await bot.TryPrompt() is { } prompt) await Answer(bot, prompt, trial => bot.Random.Next(2) == 0 ? trial.Left : trial.Right);
});

// Keeps a finger on one side, which shows in the consistency.
Bot("left", async bot =>
{
    while (await bot.TryPrompt() is { } prompt) await Answer(bot, prompt, trial => trial.Left);
});

// Leaves after ten trials; what was answered until then is stored.
Bot("leaver", async bot =>
{
    while (await bot.TryPrompt() is { } prompt)
    {
        if (bot.Data<Laid>().Trial is { Number: > 10 }) await bot.Return();
        else await Answer(bot, prompt, trial => trial.Right);
    }
});

// Sees everything.
Bot("sharp", async bot =>
{
    while (await bot.TryPrompt() is { } prompt) await Answer(bot, prompt, WhatItIs);
});

// Takes each boat for a car, and each car for a boat.
Bot("contrary", async bot =>
{
    while (await bot.TryPrompt() is { } prompt) await Answer(bot, prompt, WhatItIsNot);
});

// Wrong at first, and right when a picture comes again.
Bot("wavering", async bot =>
{
    var seen = new HashSet<string>();
    while (await bot.TryPrompt() is { } prompt) await Answer(bot, prompt, trial => trial.Learning || seen.Add(trial.File) ? WhatItIsNot(trial) : WhatItIs(trial));
});

string WhatItIs(Next trial) => Pictures.First(picture => picture.File == trial.File).Category;

string WhatItIsNot(Next trial) => WhatItIs(trial) == trial.Left ? trial.Right : trial.Left;

async Task Answer(Bot bot, BotPrompt prompt, Func<Next, string> choose)
{
    if (prompt.Text == "Prepare")
    {
        await bot.Fill(new { FrameMs = 16.7, ScreenWidth = 1440, ScreenHeight = 900 });
        return;
    }

    var trial = bot.Data<Laid>().Trial!;
    await bot.Fill(new { Choice = choose(trial), ReactionMs = 400 + 300 * bot.Random.NextDouble(), FixationMs = 500.0, StimulusMs = (double)trial.Ms, BlankMs = 500.0, Showings = 1 });
}
