// Two workers talk in turn, and at the end each says what they have in common.

record Line(string Speaker, string Text);
record Talk(Line[] Lines, string AnnaFound, string BenFound);

const int Messages = 6;

Review(part => part switch
{
    { Finished: true }              => Decision.Approve("Talked to the end"),
    { Left: not null }              => Decision.AskAHuman("Left the conversation"),
    _ when part.Said(part.Role) > 1 => Decision.Approve("Took part until the partner left"),
    _                               => Decision.AskAHuman("It had just begun"),
});

var (anna, ben) = await Meet("anna", "ben", within: Minutes(5));
var lines = new List<Line>();

try
{
    await Everyone.Tell("Your partner is here. Find out what you have in common. You write in turn.");
    var (speaker, listener) = (anna, ben);
    for (var i = 0; i < Messages; i++)
    {
        var said = await speaker.Ask(i == 0 ? "You begin." : "Your turn.");
        lines.Add(new Line(speaker.Role, said.Text));
        await listener.Tell(said);
        (speaker, listener) = (listener, speaker);
    }

    var (annaFound, benFound) = await All(anna.Ask("What do you two have in common?"), ben.Ask("What do you two have in common?"));
    Save(new Talk([.. lines], annaFound.Text, benFound.Text));
    await Everyone.Tell("That was all. Thank you!");
}
catch (WorkerLeft left)
{
    await left.Others.Tell("Your partner has left, so the conversation ends here. It is not your fault.");
    throw;
}
