// A model replies to a message about a film; a worker rates the reply from 0 to 10. About a minute.

#load "retrieval.csx"
#load "exchanges.csx"

record Context(string Id, string Text, string? Model);
record Rating(
    [property: Display(Name = "From 0 (makes no sense) to 10 (could not be better)")][property: Range(0, 10)] int Score,
    [property: Display(Name = "What made you decide so?")][property: StringLength(600)] string? Reason);
record Rated(string Context, string Model, string Message, string Reply, int Score, string? Reason, double Seconds);

// The simplest rule that shows all verdicts. It pays for a number: see the README before you use it for a study.
Review(part => part switch
{
    { Finished: true } when part.Data<Rated>().Score == 0  => Decision.Reject("Rated 0"),
    { Finished: true } when part.Data<Rated>().Score == 10 => Decision.Approve("Rated 10", bonus: 1.00m),
    { Finished: true }                                     => Decision.Approve("Rated"),
    _                                                      => Decision.AskAHuman("Stopped early"),
});

var context = Input<Context>();
var replier = context.Model ?? "baseline";

if (replier == "baseline")
{
    var retrieval = new Retrieval(Exchanges);
    Model("model", async turn => retrieval.Answer(turn.Prompt).Reply);
}
else
{
    Model("model", endpoint: replier, instructions: "You chat with somebody about films. Reply to their message in one or two sentences.");
}

var (worker, model) = await Meet("worker", "model");
var reply = await model.Ask(context.Text);

await worker.Show("reply.html", with: new { context.Text, Reply = reply.Text });
var asked = Now;
var rating = await worker.Fill<Rating>("How good is the reply to this message?");

Save(new Rated(context.Id, replier, context.Text, reply.Text, rating.Score, rating.Reason, (Now - asked).TotalSeconds));
await worker.Tell("Thank you for your rating!");
