namespace Crowdwork.Engine.Worlds.Translation;

/// <summary>A world with a little of everything that worlds are made of, compiled at start so that the compiler is warm.</summary>
internal static class WarmupWorld
{
    public const int Rounds = 3;

    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "warm-up.csx");

    public static byte[] Text { get; } = """
        record Passage(string Id, string Title, string Text);
        record Pair(string PassageId, string Question, string Answer, Mark? Mark);
        enum Mark { Good, Fair, Poor }

        Review(part => part switch
        {
            { Finished: true } when part.Data<Pair>().Question.EndsWith('?') => Decision.Approve("Complete", bonus: 0.10m),
            _ => Decision.AskAHuman("Stopped early"),
        });

        var passage = Input<Passage>();
        var (asker, answerer) = await Meet("asker", "answerer", within: Minutes(5));
        await Everyone.Show(new { passage.Title, passage.Text });

        var pairs = new List<Pair>();
        for (var turn = 0; turn < 3; turn++)
        {
            var question = await asker.Ask($"Question {turn + 1}?", within: Minutes(2), check: Complain);
            await answerer.Tell(question);
            var answer = await answerer.TryAsk("And the answer?", within: Seconds(90));
            if (answer is null) break;
            pairs.Add(new Pair(passage.Id, question.Text, answer.Text, await asker.Choose<Mark>("How good is it?")));
        }

        foreach (var group in pairs.GroupBy(pair => pair.Mark).OrderByDescending(group => group.Count()))
            Save(new { group.Key, Words = group.Sum(pair => Regex.Count(pair.Answer, @"\w+")) });

        async Task<string> Ending(Worker worker)
        {
            try
            {
                return (await worker.Ask("Any last words?")).Text;
            }
            catch (WorkerLeft left)
            {
                return left.Why.ToString();
            }
        }

        var endings = await All(Everyone.Select(Ending));
        Save(JsonSerializer.Serialize(endings));

        static string? Complain(Reply reply) => reply.Words < 3 ? "Please write a whole question." : null;
        """u8.ToArray();
}
