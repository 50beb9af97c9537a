// The pilot run of static-html: who does well is put on its list. Everybody is paid, and nobody takes it twice.

record Pilot(string Orders, string Can, string Edge, string Must);
record Taken(bool Passed, string[] Missed, Pilot Answers);

Review(part => part switch
{
    { Finished: true } when part.Data<Taken>().Passed => Decision.Approve("Passed"),
    { Finished: true }                                => Decision.Approve($"Did not pass: {string.Join(", ", part.Data<Taken>().Missed)}"),
    _                                                 => Decision.AskAHuman("Stopped early"),
});

var worker = await Meet();
var pilot = await worker.Fill<Pilot>("pilot.html", with: new { });
var missed = Missed(pilot);
worker.Save(new Taken(missed.Length == 0, missed, pilot));

await worker.Grant("robot: took the pilot");
if (missed.Length == 0) await worker.Grant("robot: may take part");

// The right answers stand here and in no page.
static string[] Missed(Pilot pilot)
{
    var orders = pilot.Orders.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    var words = orders.Select(order => order.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToArray();
    var known = new[] { "move", "push", "put", "bring", "swap", "change", "switch", "add", "make", "build", "remove", "take", "block", "next" };
    // Whoever tries out what a robot would do to somebody is not asked to talk to one for longer.
    var harmful = new[] { "kill", "hurt", "hit", "stab", "shoot", "burn", "bomb", "poison", "attack" };
    return
    [
        .. orders.Length < 4 ? ["fewer than four orders"] : Array.Empty<string>(),
        .. words.Length > 0 && words.Average(order => order.Length) < 2 ? ["orders of one word"] : Array.Empty<string>(),
        .. words.Count(order => order.Any(known.Contains)) < 2 ? ["orders that it could not obey"] : Array.Empty<string>(),
        .. words.Any(order => order.Any(word => harmful.Contains(word.Trim('.', ',', '!', '?', '"')))) ? ["an order that would harm somebody"] : Array.Empty<string>(),
        .. pilot.Can != "swap" ? ["what it can do"] : Array.Empty<string>(),
        .. pilot.Edge != "stays" ? ["the edge"] : Array.Empty<string>(),
        .. pilot.Must != "no" ? ["what good work is"] : Array.Empty<string>(),
    ];
}
