// Three people talk in turn: a host, who is the operator, and two workers. The host ends it with a message that ends with [DONE].

record Topic(string Id, string Text);
record Line(string Speaker, string Text, double Seconds);
record Dialogue(string Topic, Line[] Lines, bool EndedByTheHost);

const string Done = "[DONE]";

// A host who forgets to end it keeps nobody for ever.
const int MostRounds = 20;

Review(part => part switch
{
    { Finished: true } when part.Said(part.Role) > 0 => Decision.Approve("Took part to the end"),
    { Finished: true }                               => Decision.Approve("Was there; the host ended it before their turn"),
    { Left: not null }                               => Decision.AskAHuman("Left the conversation"),
    _ when part.Said(part.Role) > 0                  => Decision.Approve("Took part until somebody left"),
    _                                                => Decision.AskAHuman("The conversation had just begun"),
});

var topic = Input<Topic>();
var (host, anna, ben) = await Meet("host", "anna", "ben", within: Minutes(10));
var lines = new List<Line>();
var isDone = false;

await Everyone.Show(new { Topic = topic.Text });
await Everyone.Tell("Everybody is here. You write in turn: the host, Anna, Ben, and again.");
await host.Tell($"End a message with {Done} to end the conversation. The two others will not see that word.");

try
{
    for (var round = 1; round <= MostRounds && !isDone; round++)
        foreach (var speaker in new[] { host, anna, ben })
        {
            await Speak(speaker);
            // At once: nobody is asked for a message that comes after the end.
            if (isDone) break;
        }
}
catch (WorkerLeft left)
{
    Save(new Dialogue(topic.Id, [.. lines], EndedByTheHost: false));
    await left.Others.Tell($"{NameOf(left.Who)} has left, so the conversation ends here. It is not your fault.");
    throw;
}

Save(new Dialogue(topic.Id, [.. lines], isDone));
await Everyone.Tell("The conversation is over. Thank you for taking part!");

async Task Speak(Worker speaker)
{
    var reply = await speaker.Ask(lines.Count == 0 ? "Open the conversation." : "Your turn.", check: speaker == host ? null : IsNoCommand);
    var text = reply.Text.Trim();
    if (speaker == host && text.EndsWith(Done, StringComparison.OrdinalIgnoreCase))
    {
        isDone = true;
        text = text[..^Done.Length].TrimEnd();
    }

    if (text == "") return;
    lines.Add(new Line(speaker.Role, text, reply.Took.TotalSeconds));
    foreach (var other in Everyone.Except(speaker)) await other.Tell(text, from: speaker);
}

string? IsNoCommand(Reply reply) => reply.Text.Trim().EndsWith(Done, StringComparison.OrdinalIgnoreCase) ? "Only the host can end the conversation. Please write a message." : null;

string NameOf(Worker worker) => worker == host ? "The host" : worker == anna ? "Anna" : "Ben";
