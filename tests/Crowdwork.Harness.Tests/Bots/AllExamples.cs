namespace Crowdwork.Harness.Tests.Bots;

/// <summary>The promises of all examples. Whoever changes an example changes its README and its row here.</summary>
internal static class AllExamples
{
    private const string Any = """{ "*": "*" }""";

    public static IReadOnlyList<Example> Table { get; } =
    [
        new("qa")
        {
            Rooms = 3, Reward = 0.50m, Questions = 2, Costs = (1.50m, 0, 0.30m),
            Saves = ["""Pair { "PassageId": "*", "Question": "What does the paragraph say about *?", "Answer": "*" }"""],
        },
        new("rate-a-summary")
        {
            Rooms = 3, Reward = 0.25m, Questions = 1, Costs = (0.75m, 0, 0.15m),
            Saves = ["""Answer { "faithful": "*", "complete": "*", "reason": "It keeps the main point; an example would help.", "known": "*" }"""],
        },
        new("model-evaluator")
        {
            // 0.03 of each 0.15. The diligent bot never gives a 10, which would earn a dollar.
            Rooms = 3, Reward = 0.15m, Questions = 1, Costs = (0.45m, 0, 0.09m), Bonus = part => part.Saved[0].Number("Score") == 10 ? 1.00m : 0,
            Saves = ["""Rated { "Context": "message-*", "Model": "baseline", "Message": "*", "Reply": "*", "Score": "*", "Reason": "It speaks of the same things as the message.", "Seconds": "*" }"""],
        },
        new("qualification-flow")
        {
            // The first sitting is the test, with five right answers of five.
            Rooms = 3, Reward = 0.10m, Questions = 5, Costs = (0.30m, 0, 0.06m),
            Saves = ["""Sitting { "IsTest": true, "Right": 5, "Given": "*", "Excluded": false }"""],
        },
        new("static-html-pilot")
        {
            Rooms = 3, Reward = 0.30m, Questions = 1, Costs = (0.90m, 0, 0.18m),
            Saves = ["""Taken { "Passed": true, "Missed": [], "Answers": "*" }"""],
        },
        new("static-html")
        {
            // Three different orders of 3 cents, and 20 cents because they begin in three ways: 0.29, of which the marketplace takes 0.06.
            Rooms = 3, Reward = 0.80m, Questions = 2, Costs = (2.40m, 0.87m, 0.66m), Bonus = _ => 0.29m,
            Saves = ["""Session { "Row": "*", "Orders": "*", "Understood": 3, "Usability": 6, "Self": 2, "Feedback": "*", "Seconds": "*" }"""],
        },
        new("object-recognition")
        {
            // What they earn depends on which pictures they missed, by the formula of the README.
            Rooms = 3, Reward = 0.60m, Questions = 59, Bonus = part => BonusForSeeing(SittingOf(part).Number("Error")),
            IsLeftToAPerson = part => SittingOf(part).Number("Consistency") < 0.6 && SittingOf(part).Number("Error") > 0.4,
            Saves = [.. Enumerable.Repeat($"TrialResult {Any}", 58), """Sitting { "Plan": "*", "Main": 36, "Correct": "*", "Error": "*", "Consistency": "*", "OffTime": 0, "Equipment": "*" }"""],
            SavesWhenBrokenOff = [.. Enumerable.Repeat("TrialResult", 58)],
        },
        new("deal-or-no-deal")
        {
            // table-01: the first gets 2 books, a hat and a ball (6 points), the second the rest (3); table-02: 5 and 4. Five cents for each point, the fee for each by itself.
            Together = 2, Reward = 0.80m, Owed = new(0.80m, 0.20m, 2, 0.10m), Questions = 5, Costs = (3.20m, 0.90m, 0.82m),
            Bonus = part => part.Saved.Single(thing => thing.Type == "Result").Text("Ending") is "Agreed" or "0" ? 0.05m * (decimal)part.Saved.Single(thing => thing.Type == "Result").Number("Score") : 0,
            Saves = ["""Outcome { "Scenario": "table-*", "*": "*" }""", $"Result {Any}", $"Result {Any}"],
        },
        new("describe-and-guess")
        {
            // "umbrella" is the only word of eight letters that the guesser knows: found, 0.30 for both. "lighthouse" it does not know.
            Together = 2, Reward = 0.80m, Owed = new(0.80m, 0.20m, 2, 0.10m), Questions = 6, Costs = (3.20m, 0.60m, 0.76m),
            Bonus = part => part.Saved.Single().Data.GetProperty("Found").GetBoolean() ? 0.30m : 0,
            Saves = [$"Outcome {Any}"],
        },
        new("reference-game")
        {
            Together = 2, Reward = 1.00m, Owed = new(1.00m, 0.30m, 2, 0.10m), Questions = 4, Costs = (4.00m, 0, 0.80m),
            Saves = [.. Enumerable.Range(1, 3).Select(round => $$"""Round { "Number": {{round}}, "Right": true, "*": "*" }""")],
            SavesWhenBrokenOff = ["Round", "Round", "Round"],
        },
        new("custom-frontend-packages")
        {
            Together = 2, Reward = 0.50m, Owed = new(0.50m, 0.20m, 1, 0.10m), Questions = 3, Costs = (2.00m, 0, 0.40m),
            Saves = [.. Enumerable.Range(1, 3).Select(round => $$"""Exchange { "Round": {{round}}, "Question": "How many are * dozen?", "Answer": "*" }""")],
            SavesWhenBrokenOff = ["Exchange", "Exchange", "Exchange"],
        },
        new("waiting-room")
        {
            // A guest who leaves is replaced and ends their own part only; only when the interviewer leaves is it over.
            Together = 2, Reward = 1.00m, Owed = new(1.00m, 0.30m, 1, 0.10m), Questions = 6, Costs = (4.00m, 0, 0.80m),
            Saves = ["""Interview { "Topic": "*", "Exchanges": ["*", "*", "*", "*", "*"], "Summary": "They came to it as a child. *", "Guests": 1, "EndedWithAProgram": false }""", """Answered { "Topic": "*", "Questions": 5 }"""],
            SavesAfterReplacements =
            [
                ["""Interview { "Exchanges": ["*", "*", "*", "*", "*"], "Summary": "They came to it as a child. *", "EndedWithAProgram": true, "*": "*" }"""],
                ["""Interview { "Exchanges": ["*", "*", "*", "*", "*"], "Summary": "They came to it as a child. *", "EndedWithAProgram": false, "*": "*" }""", $"Answered {Any}"],
            ],
            SavesWhenBrokenOff = ["Interview"],
        },
        new("custom-frontend")
        {
            Together = 3, Rooms = 1, Reward = 0.90m, Owed = new(0.90m, 0.30m, 1, 0.10m), Questions = 6, Costs = (2.70m, 0, 0.54m),
            Saves =
            [
                .. Enumerable.Range(1, 3).Select(round => $$"""Exchange { "Topic": "*", "Round": {{round}}, "Question": "What is * times three?", "Answer": "*" }"""),
                """Evaluated { "Topic": "*", "Exchanges": ["*", "*", "*"], "Evaluation": "*" }""",
            ],
            SavesWhenBrokenOff = ["Exchange", "Exchange", "Exchange"],
        },
        new("multi-agent-dialog")
        {
            // Four rounds: the host opens, asks twice, and ends it with the fourth message, after three of each guest. The host is not paid.
            Together = 2, Reward = 1.20m, Owed = new(1.20m, 0.30m, 2, 0.20m), Questions = 3, Costs = (4.80m, 0, 0.96m),
            Saves = ["""Dialogue { "Topic": "topic-*", "Lines": ["*", "*", "*", "*", "*", "*", "*", "*", "*", "*"], "EndedByTheHost": true }"""],
            SavesWhenBrokenOff = ["Dialogue"],
        },
    ];

    private static SavedThing SittingOf(PlayedPart part) => part.Saved.Single(thing => thing.Type == "Sitting");

    // 0.50 x ((1 - error) - 0.5) / 0.5, nothing below chance, in full cents rounded down.
    private static decimal BonusForSeeing(double error) => Math.Max(0, Math.Floor(50 * (1 - (decimal)error - 0.5m) / 0.5m) / 100);
}
