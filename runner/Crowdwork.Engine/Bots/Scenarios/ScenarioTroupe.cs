using Crowdwork.Scripting.Bots;

namespace Crowdwork.Engine.Bots.Scenarios;

/// <summary>
/// The players of a scenario. They come in the order in which they are written. Who gets which role is the room's to decide, so each takes up what is written for a
/// role when they have one.
/// </summary>
/// <param name="scenario">What is to happen.</param>
/// <param name="cast">The bots of the task.</param>
/// <param name="beginsWithATest">Whether everybody is tested before their first conversation.</param>
/// <param name="hasEnded">Completes when the room, too, knows that a worker's part is over.</param>
internal sealed class ScenarioTroupe(Scenario scenario, BotCast cast, bool beginsWithATest, Func<string, Task> hasEnded)
{
    private const string RoleInATest = "worker";

    private readonly Lock _gate = new();
    private readonly List<ScenarioPlayer> _free = [.. scenario.Players];
    private readonly List<string> _notes = [];
    private readonly List<(string Worker, string? Role, string State)> _former = [];

    /// <summary>What did not go as written.</summary>
    public IReadOnlyList<string> Notes
    {
        get
        {
            lock (_gate) return _notes.ToArray();
        }
    }

    public void Note(string note)
    {
        lock (_gate) _notes.Add(note);
    }

    /// <summary>The parts of a worker that were over before they took part again.</summary>
    public IReadOnlyList<(string Worker, string? Role, string State)> FormerPartsOf(string worker)
    {
        lock (_gate) return _former.Where(part => part.Worker == worker).ToArray();
    }

    public BotPart NewPlayer(ScenarioPlayer player)
    {
        BotPart? plays = null;
        return new BotPart("player", bot => Play(bot, player, part => plays = part), e => plays?.Describe(e) ?? e.Message);
    }

    private async Task Play(Bot bot, ScenarioPlayer player, Action<BotPart> note)
    {
        if (beginsWithATest && bot.Id != Rehearsals.Rehearsal.OperatorId)
        {
            // A bot takes the test as it takes everything else, and does not stop between the two.
            if (player.Bot is not null && player.Onboarding is null && scenario.Onboarding.Count == 0)
            {
                await LetPlay(BotOf(player));
                return;
            }

            await Say(bot, player.Onboarding ?? scenario.Onboarding, "the test");
        }

        await WaitForASeat(bot);
        if (bot.Ended is not null) return;
        if (TakePart(player, bot.Role!) is not { } part)
        {
            Note($"Nobody was to play the role \"{bot.Role}\".");
            await bot.Return();
            return;
        }

        if (part.Bot is not null)
        {
            await LetPlay(BotOf(part));
            return;
        }

        await Say(bot, part.Steps, part.Role);
        // Whoever has left the page or fallen silent hears nothing more.
        if (part.Steps is [.., ScenarioStep.Do { Act: PageAct.Disconnect or PageAct.BeSilent }]) return;
        if (await bot.TryPrompt() is not { } more) return;
        Note($"The {part.Role} has nothing left to say, but was asked: {more.Text}");
        await bot.Return();

        Task LetPlay(BotPart known)
        {
            note(known);
            return known.Play(bot);
        }
    }

    private BotPart BotOf(ScenarioPlayer player)
        => cast.Find(player.Bot!) ?? throw new InvalidOperationException($"There is no bot \"{player.Bot}\". There are: {string.Join(", ", cast.Parts.Select(each => each.Name))}.");

    // In the test everybody is the worker.
    private Task WaitForASeat(Bot bot)
        => bot.WaitUntil(page => page.Role is { } role && (!beginsWithATest || page.HasPassed || role != RoleInATest));

    private ScenarioPlayer? TakePart(ScenarioPlayer written, string role)
    {
        lock (_gate)
        {
            var part = written.Role == role && _free.Contains(written) ? written : _free.Find(player => player.Role == role);
            if (part is not null) _free.Remove(part);
            return part;
        }
    }

    private async Task Say(Bot bot, IReadOnlyList<ScenarioStep> steps, string who)
    {
        for (var next = 0; next < steps.Count; next++)
        {
            try
            {
                await Do(bot, steps[next], who);
            }
            catch (PartOver)
            {
                var again = FindAgain(steps, next);
                foreach (var left in steps.Take(again).Skip(next).Select(TextOf).OfType<string>()) Note($"{who}: the part ended before {left} could be said.");
                if (again == steps.Count) throw;
                next = again - 1;
            }
        }
    }

    private static int FindAgain(IReadOnlyList<ScenarioStep> steps, int from)
    {
        var at = from;
        while (at < steps.Count && steps[at] is not ScenarioStep.Do { Act: PageAct.Again }) at++;
        return at;
    }

    private static string? TextOf(ScenarioStep step) => step switch
    {
        ScenarioStep.Say say => $"\"{say.Text}\"",
        ScenarioStep.Fill fill => fill.Fields.GetRawText(),
        _ => null,
    };

    private async Task Do(Bot bot, ScenarioStep step, string who)
    {
        switch (step)
        {
            case ScenarioStep.Say say:
                await Expect(bot, () => bot.Say(say.Text), who, TextOf(say)!, say.Refused);
                break;
            case ScenarioStep.Fill fill:
                await Expect(bot, () => bot.Fill(fill.Fields), who, TextOf(fill)!, fill.Refused);
                break;
            case ScenarioStep.Wait wait:
                await bot.Think(wait.Time);
                break;
            case ScenarioStep.Do { Act: PageAct.Again }:
                await TakePartAgain(bot, who);
                break;
            case ScenarioStep.Do act:
                await Do(bot, act.Act);
                break;
        }
    }

    private async Task TakePartAgain(Bot bot, string who)
    {
        if (await bot.TryPrompt() is { } open)
        {
            Note($"{who}: the part was to be over before they take part again, but they were asked: {open.Text}");
            await bot.Return();
        }

        lock (_gate) _former.Add((bot.Id, bot.Role, bot.Ended!.State));
        await hasEnded(bot.Id);
        await bot.TakePartAgain();
    }

    private static Task Do(Bot bot, PageAct act) => act switch
    {
        PageAct.Return => bot.Return(),
        PageAct.Disconnect => bot.Disconnect(),
        PageAct.Reconnect => bot.Reconnect(),
        PageAct.Reload => bot.Reload(),
        PageAct.SecondTab => bot.OpenSecondTab(),
        _ => bot.BeSilent(),
    };

    private async Task Expect(Bot bot, Func<Task<bool>> answer, string who, string what, string? refused)
    {
        var isAccepted = await answer();
        var complaint = isAccepted ? null : (await bot.TryPrompt())?.Complaint ?? "the prompt was closed";
        if (isAccepted && refused is not null) Note($"{who}: {what} was to be refused (\"{refused}\"), but was accepted.");
        else if (complaint is not null && refused is null) Note($"{who}: {what} was not accepted: {complaint}");
        else if (complaint is not null && !JsonMatch.Fits($"*{refused}*", complaint)) Note($"{who}: {what} was to be refused because of \"{refused}\", but the reason is: {complaint}");
    }
}
