// The worker names colours, on a page of their own.

record Named(string Colour, string Name, double Seconds);

const int Colours = 3;

var worker = await Meet();

for (var number = 1; number <= Colours; number++)
{
    var colour = $"#{Random.Next(0x1000000):x6}";
    await worker.Show(new { number, of = Colours, colour });
    // What a page sends is checked here: anybody can send anything.
    var name = await worker.Ask("What would you call this colour?", check: reply => reply.Text.Length > 60 ? "A few words, please." : null);
    Save(new Named(colour, name.Text.Trim(), name.Took.TotalSeconds));
}
