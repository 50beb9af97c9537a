// Simulated workers: they rate the reply by how much of the message comes back in it.

record Shown(string Text, string Reply);

Bot("diligent", async bot =>
{
    await bot.Prompt();
    var shown = bot.Data<Shown>();
    await bot.Think(Seconds(10 + shown.Reply.Length / 10.0));
    await bot.Fill(new { Score = Math.Min(9, 3 + 2 * Common(shown.Text, shown.Reply)), Reason = "It speaks of the same things as the message." });
});

// The same number, whatever it is shown.
Bot("careless", async bot => await bot.Fill(new { Score = 10 }));

Bot("leaver", async bot =>
{
    await bot.Prompt();
    await bot.Think(Seconds(15));
    await bot.Return();
});

int Common(string a, string b) => Words(a).Intersect(Words(b)).Count();

IEnumerable<string> Words(string text) => Regex.Matches(text.ToLowerInvariant(), @"\p{L}{4,}").Select(word => word.Value);
