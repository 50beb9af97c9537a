// One asks, one answers with a number, one judges. Three rounds after a test in which everybody plays each of the roles once.

using System.Globalization;

record Topic(string Id, string Name);
record Exchange(string Topic, int Round, string Question, decimal Answer);
record Evaluated(string Topic, Exchange[] Exchanges, Evaluation Evaluation);
record Pair(string Question, decimal Answer);

enum Evaluation { Approve, Reject }

const int Rounds = 3;

Review(part => part switch
{
    { Finished: true, Role: "evaluator" }                                                    => Decision.Approve("Judged the answers"),
    { Finished: true } when part.Data<Evaluated>().Evaluation == Evaluation.Approve          => Decision.Approve("The evaluator approved"),
    { Finished: true }                                                                       => Decision.AskAHuman("The evaluator rejected"),
    { Left: not null }                                                                       => Decision.AskAHuman("Left the round"),
    _ when part.Said(part.Role) > 0                                                          => Decision.Approve("Took part until somebody left"),
    _                                                                                        => Decision.AskAHuman("It had just begun"),
});

// Who plays which role is only known when three are together, so everybody shows that they can play each.
Onboard(async worker =>
{
    await worker.Show(new { step = "asker" });
    await worker.Ask("First the asker. Ask something that a number answers.", check: IsAQuestion);

    await worker.Show(new { step = "answerer" });
    var legs = await worker.Ask("Now the answerer. How many legs do two spiders have together?", check: IsANumber);
    if (NumberIn(legs.Text) != 16) return false;

    await worker.Show(new { step = "evaluator", exchanges = new[] { new Pair("How many days have two weeks?", 14), new Pair("How many wheels has a bicycle?", 7) } });
    var evaluation = await worker.Choose<Evaluation>("And the evaluator. Approve only if all of the answers are right.");
    return evaluation == Evaluation.Reject;
});

var topic = Input<Topic>();
var (asker, answerer, evaluator) = await Meet("asker", "answerer", "evaluator", within: Minutes(5));
var exchanges = new List<Exchange>();

try
{
    for (var round = 1; round <= Rounds; round++)
    {
        await asker.Show(new { topic = topic.Name, round, rounds = Rounds });
        await evaluator.Show(new { round, rounds = Rounds, question = (string?)null, exchanges });
        await answerer.Tell("The asker is writing a question.");

        var question = await asker.Ask("Please ask a question that a number answers.", check: IsAQuestion);
        await answerer.Tell(question);
        await evaluator.Show(new { round, rounds = Rounds, question = question.Text, exchanges });

        var answer = await answerer.Ask("Please answer with a number.", check: IsANumber);
        await asker.Tell(answer);

        var exchange = new Exchange(topic.Id, round, question.Text, NumberIn(answer.Text)!.Value);
        exchanges.Add(exchange);
        // At once, so that it is kept whatever happens to the rounds after it.
        Save(exchange);
    }

    await evaluator.Show(new { round = Rounds, rounds = Rounds, question = (string?)null, exchanges });
    await Everyone.Except(evaluator).Tell("Those were all rounds. Please wait for the evaluation.");
    var evaluation = await evaluator.Choose<Evaluation>("Are the answers right?");

    Save(new Evaluated(topic.Id, [.. exchanges], evaluation));
    await Everyone.Tell(evaluation == Evaluation.Approve ? "The evaluator approved of the answers. Thank you!" : "The evaluator found a mistake in the answers. Thank you all the same!");
}
catch (WorkerLeft left)
{
    await left.Others.Tell($"The {left.Who.Role} has left, so it ends here. It is not your fault.");
    throw;
}

string? IsAQuestion(Reply reply) => reply.Words < 3 || !reply.Text.Trim().EndsWith('?') ? "Please write a whole question, with a question mark at its end." : null;

string? IsANumber(Reply reply) => NumberIn(reply.Text) is null ? "Please answer with a number only, such as 12 or 3.5." : null;

static decimal? NumberIn(string text)
    => decimal.TryParse(text.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
