// One asks, the other answers with a whole number. The answerer's page says the number in words, with the help of a package from npm.

record Exchange(int Round, string Question, long Answer);

const int Rounds = 3;

Review(part => part switch
{
    { Finished: true }              => Decision.Approve("All rounds"),
    { Left: not null }              => Decision.AskAHuman("Left in the middle"),
    _ when part.Said(part.Role) > 0 => Decision.Approve("Took part until the other left"),
    _                               => Decision.AskAHuman("It had just begun"),
});

var (asker, answerer) = await Meet("asker", "answerer", within: Minutes(5));
await asker.Tell("Your partner is here. Ask for something that a whole number answers.");
await answerer.Tell("Your partner is here. Answer with whole numbers.");

try
{
    for (var round = 1; round <= Rounds; round++)
    {
        var question = await asker.Ask($"Question {round} of {Rounds}:", check: reply => reply.Text.Trim().EndsWith('?') ? null : "Please end your question with a question mark.");
        await answerer.Tell(question);
        var answer = await answerer.Ask("Your answer?", check: reply => NumberIn(reply.Text) is null ? "Please answer with a whole number, in digits." : null);
        await asker.Tell(answer);
        Save(new Exchange(round, question.Text, NumberIn(answer.Text)!.Value));
    }
}
catch (WorkerLeft left)
{
    await left.Others.Tell("Your partner has left, so it ends here. It is not your fault.");
    throw;
}

await Everyone.Tell("That was the last one. Thank you!");

static long? NumberIn(string text) => long.TryParse(text.Trim(), out var number) && Math.Abs(number) < 1_000_000_000_000_000 ? number : null;
