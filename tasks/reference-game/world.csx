// A reference game. The director describes one of six figures, the matcher finds it. Two workers, three rounds, about six minutes.

record FigureSet(string Id, string[] Figures, string[] Targets);
record Round(string Set, int Number, string Target, string Chosen, bool Right, int Questions, string Description);

const int MostQuestions = 3;

Review(part => part switch
{
    { Finished: true } => Decision.Approve("Played all rounds"),
    { Left: not null } => Decision.AskAHuman("Left the game"),
    _                  => Decision.Approve("Took part until the partner left"),
});

var set = Input<FigureSet>();
var (director, matcher) = await Meet("director", "matcher", within: Minutes(5));

// Everybody's figures stand in an order of their own, so that "the third one" is no description.
var shuffled = set.Figures.OrderBy(_ => Random.Next()).ToArray();
var right = 0;

for (var number = 1; number <= set.Targets.Length; number++)
{
    var target = set.Targets[number - 1];
    await director.Show(new { round = number, rounds = set.Targets.Length, figures = set.Figures, target });
    await matcher.Show(new { round = number, rounds = set.Targets.Length, figures = shuffled });

    var description = await director.Ask($"Round {number}: describe the marked figure.", check: Describes);
    await matcher.Tell(description);

    var (chosen, questions) = await Find();
    var isRight = chosen == target;
    if (isRight) right++;
    Save(new Round(set.Id, number, target, chosen, isRight, questions, description.Text));

    await Everyone.Tell(isRight ? "That was it!" : "That was another figure.");
}

await Everyone.Tell($"You found {right} of {set.Targets.Length} figures.");

// What the matcher writes is a question to the director, unless it names a figure: clicking on one does that.
async Task<(string Chosen, int Questions)> Find()
{
    for (var questions = 0; ; questions++)
    {
        if (questions == MostQuestions) return (await matcher.Choose("Now choose one.", shuffled), questions);

        var reply = await matcher.Ask(questions == 0 ? "Click on the figure that is meant, or ask." : "Click on the figure, or ask again.");
        if (shuffled.Contains(reply.Text)) return (reply.Text, questions);

        await director.Tell(reply);
        await matcher.Tell(await director.Ask("Your partner asks. Please answer."));
    }
}

string? Describes(Reply reply) => reply.Words < 2 ? "Please use a few more words." : null;
