// Which pictures are shown in which order, and what the answers are worth.

#load "pictures.csx"

record Plan(string Id, int Learning, int Repeated, int Times, int? Most);
record Trial(int Number, Stage Stage, Picture Picture, string Left, string Right, int StimulusMs, int? RepeatOf);

enum Stage { Learning, Main, Repeat }

const int LearningMs = 2000;
const int StimulusMs = 100;

// Two choices: whoever guesses is right half of the time, and earns nothing by it.
const double Chance = 0.5;
const decimal MostBonus = 0.50m;

// Practice first; then every picture once, with repeats of some of them spread over the second half.
static Trial[] Draw(Plan plan, Random random)
{
    var main = Shuffled(Pictures, random).Take(plan.Most ?? Pictures.Length).Select(picture => (Stage: Stage.Main, Picture: picture)).ToList();
    var repeated = main.Take(main.Count / 2).Take(plan.Repeated).Select(one => one.Picture).ToArray();
    var repeats = Shuffled(Enumerable.Range(0, plan.Times).SelectMany(_ => repeated).ToArray(), random);
    for (var i = 0; i < repeats.Length; i++)
    {
        // Evenly over what comes after the first half, so that none of them follows its first showing at once.
        var half = main.Count - i - (main.Count - i) / 2;
        var at = half + (main.Count - half) * (i + 1) / (repeats.Length + 1);
        main.Insert(at, (Stage.Repeat, repeats[i]));
    }

    var learning = Shuffled(Pictures, random).Take(plan.Learning).Select(picture => (Stage: Stage.Learning, Picture: picture));
    var categories = Pictures.Select(picture => picture.Category).Distinct().Order().ToArray();
    var first = new Dictionary<string, int>();
    var trials = new List<Trial>();
    foreach (var (stage, picture) in learning.Concat(main))
    {
        var number = trials.Count + 1;
        if (stage == Stage.Main) first[picture.File] = number;
        // Which side is which is drawn for each trial, so that a finger that rests on one side shows.
        var flipped = random.Next(2) == 1;
        trials.Add(new Trial(
            number, stage, picture, categories[flipped ? 1 : 0], categories[flipped ? 0 : 1], stage == Stage.Learning ? LearningMs : StimulusMs,
            stage == Stage.Repeat ? first[picture.File] : null));
    }

    return [.. trials];
}

static T[] Shuffled<T>(IReadOnlyList<T> items, Random random)
{
    var shuffled = items.ToArray();
    random.Shuffle(shuffled);
    return shuffled;
}

// Nothing for guessing, all of it for no error.
static decimal BonusOf(double error) => Math.Round(Math.Max(0, MostBonus * (decimal)((1 - error - Chance) / (1 - Chance))), 2, MidpointRounding.ToZero);
