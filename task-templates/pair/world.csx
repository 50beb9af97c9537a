// Two workers talk in turn, and at the end each says what they have in common.

record Line(string Speaker, string Text);
record Talk(Line[] Lines, string FirstFound, string SecondFound);

const int Messages = 6;

Review(part => part switch
{
    { Finished: true }              => Decision.Approve("Talked to the end"),
    { Left: not null }              => Decision.AskAHuman("Left the conversation"),
    _ when part.Said(part.Role) > 1 => Decision.Approve("Took part until the partner left"),
    _                               => Decision.AskAHuman("It had just begun"),
});

var (first, second) = await Meet("first", "second", within: Minutes(5));
var lines = new List<Line>();

try
{
    await Everyone.Tell("Your partner is here. Find out what you have in common. You write in turn.");
    var (speaker, listener) = (first, second);
    for (var i = 0; i < Messages; i++)
    {
        var said = await speaker.Ask(i == 0 ? "You begin." : "Your turn.");
        lines.Add(new Line(speaker.Role, said.Text));
        await listener.Tell(said);
        (speaker, listener) = (listener, speaker);
    }

    var (firstFound, secondFound) = await All(first.Ask("What do you two have in common?"), second.Ask("What do you two have in common?"));
    Save(new Talk([.. lines], firstFound.Text, secondFound.Text));
    await Everyone.Tell("That was all. Thank you!");
}
catch (WorkerLeft left)
{
    await left.Others.Tell("Your partner has left, so the conversation ends here. It is not your fault.");
    throw;
}
