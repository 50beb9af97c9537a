// One worker reads a text and answers two questions about it.

record Passage(string Id, string Text);
record Answers(string Passage, string Summary, string Opinion);

Review(part => part switch
{
    { Finished: true } when part.Data<Answers>().Summary.Length >= 20 => Decision.Approve("Complete"),
    { Finished: true }                                               => Decision.AskAHuman("Very short"),
    _                                                                => Decision.AskAHuman("Stopped early"),
});

var passage = Input<Passage>();
var worker = await Meet();

await worker.Show(new { passage.Text });
await worker.Tell("Welcome! Please read the text first.");

var summary = await worker.Ask("What does the text say, in one sentence?", within: Minutes(5),
    check: reply => reply.Words < 4 ? "Please write a whole sentence." : null);
var opinion = await worker.Ask("And what do you think of it?", within: Minutes(5));

Save(new Answers(passage.Id, summary.Text, opinion.Text));
await worker.Tell("That was all. Thank you!");
