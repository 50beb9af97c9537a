// Ask a question about a paragraph, then answer it. One worker, about three minutes.

record Passage(string Id, string Title, string Text);
record Pair(string PassageId, string Question, string Answer);

// Runs over finished work as often as this rule changes. It proposes; a person decides about the rest.
Review(part => part switch
{
    { Finished: true } when part.Data<Pair>().Question.EndsWith('?') => Decision.Approve("Complete"),
    { Finished: true }                                              => Decision.AskAHuman("No question mark"),
    _                                                               => Decision.AskAHuman("Stopped early"),
});

var passage = Input<Passage>();
var asker = await Meet();

await asker.Show(new { passage.Title, passage.Text });
await asker.Tell("Welcome! Please read the paragraph first. Take your time.");

var question = await asker.Ask("Write a question that this paragraph answers.", within: Minutes(5),
    check: reply => reply.Words < 3 ? "Please write a whole question, of three words or more." : null);

var answer = await asker.Ask("Thanks. And what is the answer? A few words of the paragraph are enough.", within: Minutes(5),
    check: reply => reply.Text.Trim().Equals(question.Text.Trim(), StringComparison.OrdinalIgnoreCase)
        ? "This is the question again. Please write its answer."
        : null);

Save(new Pair(passage.Id, question.Text, answer.Text));

await asker.Tell("That was all. Thank you for your help!");
