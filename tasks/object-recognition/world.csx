// Which of two objects was it? A picture is shown for a tenth of a second, and the worker says what was on it. Ten trials for practice, then all pictures,
// some of them more than once. The page shows and measures; what is right, and what it is worth, is known here only.

#load "trials.csx"

record Equipment([property: Range(1, 250)] double FrameMs, [property: Range(1, 20000)] int ScreenWidth, [property: Range(1, 20000)] int ScreenHeight);
record Response(
    string Choice, [property: Range(0, 600000)] double ReactionMs,
    [property: Range(0, 600000)] double FixationMs, [property: Range(0, 600000)] double StimulusMs, [property: Range(0, 600000)] double BlankMs, [property: Range(1, 100)] int Showings);
record TrialResult(
    int Number, Stage Stage, int? RepeatOf, string File, string Category, string Object, string Left, string Right, string Choice, bool Correct, double ReactionMs,
    int PlannedMs, double FixationMs, double StimulusMs, double BlankMs, bool OnTime, int Showings);
record Sitting(string Plan, int Main, int Correct, double Error, double? Consistency, int OffTime, Equipment Equipment);

// The amounts are computed from what was stored, so a changed rule is applied to sittings of last week, too.
Review(part => part switch
{
    { Finished: true } when part.Data<Sitting>() is { Consistency: < 0.6, Error: > 0.4 } => Decision.AskAHuman("Answers like a coin"),
    { Finished: true } when part.Data<Sitting>() is { } sitting                          => Decision.Approve($"{sitting.Correct} of {sitting.Main} right", BonusOf(sitting.Error)),
    _                                                                                    => Decision.AskAHuman("Stopped early; the trials until then are stored"),
});

var plan = Input<Plan>();
var worker = await Meet();
var trials = Draw(plan, Random);
var files = trials.Select(trial => trial.Picture.File).Distinct().Order().ToArray();
var results = new List<TrialResult>();

await worker.Show(new { phase = "prepare", files, trials = trials.Length, learning = plan.Learning });
var equipment = await worker.Fill<Equipment>("Prepare");

foreach (var trial in trials)
{
    await Lay(trial);
    var response = await worker.Fill<Response>($"Trial {trial.Number}", check: response => IsOffered(trial, response));
    var result = ResultOf(trial, response);
    results.Add(result);

    // At once: whatever happens to the page, what was answered is kept.
    worker.Save(result);
}

var sitting = Sum();
worker.Save(sitting);
await worker.Show(new { phase = "over", right = sitting.Correct, of = sitting.Main, bonus = BonusOf(sitting.Error) });

// What the page needs for this trial and, so that no line is waited for between two trials, for the one after it. What the right answer was is told for
// practice only, and only when it has been given.
Task Lay(Trial trial) => worker.Show(new
{
    phase = "trials",
    files,
    of = trials.Length,
    trial = ViewOf(trial),
    next = trial.Number < trials.Length ? ViewOf(trials[trial.Number]) : null,
    last = results.Count > 0 && results[^1] is { Stage: Stage.Learning } last
        ? new { number = last.Number, right = last.Category, wasRight = last.Correct, left = plan.Learning - last.Number }
        : null,
});

object ViewOf(Trial trial) => new { number = trial.Number, file = trial.Picture.File, ms = trial.StimulusMs, left = trial.Left, right = trial.Right, learning = trial.Stage == Stage.Learning };

string? IsOffered(Trial trial, Response response) => response.Choice == trial.Left || response.Choice == trial.Right ? null : "Please choose one of the two.";

TrialResult ResultOf(Trial trial, Response response) => new(
    trial.Number, trial.Stage, trial.RepeatOf, trial.Picture.File, trial.Picture.Category, trial.Picture.Object, trial.Left, trial.Right, response.Choice,
    response.Choice == trial.Picture.Category, response.ReactionMs, trial.StimulusMs, response.FixationMs, response.StimulusMs, response.BlankMs,
    Math.Abs(response.StimulusMs - trial.StimulusMs) <= 1.5 * equipment.FrameMs && response.Showings == 1, response.Showings);

// Practice does not count, and a picture that came three times counts once.
Sitting Sum()
{
    var main = results.Where(result => result.Stage == Stage.Main).ToArray();
    var repeats = results.Where(result => result.Stage == Stage.Repeat).ToArray();
    var same = repeats.Count(repeat => results.First(result => result.Number == repeat.RepeatOf).Choice == repeat.Choice);
    var correct = main.Count(result => result.Correct);
    return new Sitting(
        plan.Id, main.Length, correct, 1 - (double)correct / main.Length, repeats.Length == 0 ? null : (double)same / repeats.Length,
        results.Count(result => !result.OnTime), equipment);
}
