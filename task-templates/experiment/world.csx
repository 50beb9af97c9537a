// Rows of arrows: which way does the one in the middle point? The script draws the trials and judges them.

record Trial(string Arrows, string Right);
record Answer(int Trial, string Response, double ReactionTime);
record Judged(int Number, string Arrows, bool Congruent, string Response, bool Correct, double ReactionTime);
record Session(int Trials, int Correct, double MeanReactionTime);

const int Trials = 12;

Review(part => part switch
{
    { Finished: true } when part.Data<Session>() is { } session && session.Correct > session.Trials * 0.6 => Decision.Approve("Better than chance"),
    { Finished: true }                                                                                  => Decision.AskAHuman("Not better than chance"),
    _                                                                                                   => Decision.AskAHuman("Stopped early"),
});

var worker = await Meet();
var trials = Enumerable.Range(0, Trials).Select(number =>
{
    var (middle, sides) = (number % 2 == 0 ? "<" : ">", number % 4 < 2 ? "same" : "other");
    var side = sides == "same" ? middle : middle == "<" ? ">" : "<";
    return new Trial(side + side + middle + side + side, middle == "<" ? "left" : "right");
}).OrderBy(_ => Random.Next()).ToArray();

// Which answer is right stays here.
await worker.Show(new { trials = trials.Select(trial => trial.Arrows) });
var sent = await worker.Ask("The experiment.", within: Minutes(10), check: reply => Read(reply.Text) is null ? "The page sent something else than its trials. Please load it again." : null);

var judged = Read(sent.Text)!.Select((answer, number) => new Judged(
    number + 1, trials[number].Arrows, trials[number].Arrows.Distinct().Count() == 1, answer.Response, answer.Response == trials[number].Right, answer.ReactionTime)).ToArray();
foreach (var trial in judged) Save(trial);
Save(new Session(Trials, judged.Count(trial => trial.Correct), judged.Average(trial => trial.ReactionTime)));
await worker.Tell("Thank you! That was the whole experiment.");

// The answers in the order of the trials, or null when the page sent something else.
Answer[]? Read(string text)
{
    try
    {
        var answers = JsonSerializer.Deserialize<Answer[]>(text, JsonSerializerOptions.Web);
        var isWhole = answers?.Length == Trials && answers.Select((answer, number) => answer.Trial == number && answer.Response is "left" or "right" && answer.ReactionTime > 0).All(good => good);
        return isWhole ? answers : null;
    }
    catch (JsonException)
    {
        return null;
    }
}
