// Five sums. The first time they are the same for everybody, and a test: who fails it is kept out from then on. Later they are random. About a minute.

record Sum(string Question, int Answer);
record Given(string Question, int Expected, string Answer, bool Right, double Seconds);
record Sitting(bool IsTest, int Right, Given[] Given, bool Excluded);

// The same names as in config.json. What is known of a worker stands in qualifications, which outlive the run; a script remembers nothing.
const string Tested = "has taken the five sums";
const string Excluded = "failed the five sums";

// Who failed has done the work as well.
Review(part => part switch
{
    { Finished: true } when part.Data<Sitting>().Excluded => Decision.Approve("Took the test and failed it"),
    { Finished: true }                                    => Decision.Approve($"{part.Data<Sitting>().Right} of 5 right"),
    _                                                     => Decision.AskAHuman("Stopped early"),
});

var worker = await Meet();

var isTest = !await worker.Has(Tested);
await worker.Tell(isTest
    ? "Welcome! The first five sums are the same for everybody. Get them right to take part again. You have 90 seconds for each; please do not use a calculator."
    : "Welcome back! Five sums, with 90 seconds for each.");

var sums = isTest
    ? new Sum[] { new("What is 1 + 1?", 2), new("What is 3 + 2?", 5), new("What is 6 + 6?", 12), new("What is 5 - 3?", 2), new("What is 6 * 4?", 24) }
    : Enumerable.Range(0, 5).Select(_ => RandomSum()).ToArray();

// Silence or a lost line throws WorkerLeft and ends it here: nothing is granted, and who comes again gets the same test.
var given = new List<Given>();
foreach (var (question, expected) in sums)
{
    var reply = await worker.Ask(question, check: reply => NumberIn(reply.Text) is null ? "Please answer with a whole number, such as 7." : null);
    given.Add(new Given(question, expected, reply.Text, NumberIn(reply.Text) == expected, reply.Took.TotalSeconds));
}

var right = given.Count(one => one.Right);
var failed = isTest && right < sums.Length;
worker.Save(new Sitting(isTest, right, [.. given], failed));

if (isTest) await worker.Grant(Tested, right);
if (failed) await worker.Grant(Excluded);

await worker.Tell((isTest, failed) switch
{
    (true, true) => $"Thank you for your answers! {right} of 5 are right. That is not enough to take part again; this time is paid as promised.",
    (true, _)    => "Thank you for your answers! All are right: you can take part again.",
    _            => $"Thank you for your answers! {right} of 5 are right.",
});

Sum RandomSum()
{
    var (a, b) = (Random.Next(1, 21), Random.Next(3, 17));
    return new Sum($"What is {a} + {b}?", a + b);
}

// " 24 ", "24." and "+24" are 24.
static int? NumberIn(string text) => int.TryParse(text.Trim().TrimEnd('.').Trim(), out var number) ? number : null;
