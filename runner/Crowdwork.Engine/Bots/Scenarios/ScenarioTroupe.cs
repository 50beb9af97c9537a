using Crowdwork.Scripting.Bots;

namespace Crowdwork.Engine.Bots.Scenarios;

/// <summary>
/// The players of a scenario. Who gets which role is the room's to decide, so each takes up what is written for a role when they have one.
/// </summary>
internal sealed class ScenarioTroupe(Scenario scenario, BotCast cast)
{
    private const string TestRole = "worker";

    private readonly Lock _gate = new();
    private readonly List<ScenarioPlayer> _free = [.. scenario.Players];
    private readonly List<string> _notes = [];

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

    public BotPart NewPlayer() => new("player", Play, e => e.Message);

    private async Task Play(Bot bot)
    {
        if (scenario.Onboarding.Count > 0) await Say(bot, scenario.Onboarding, "the test");
        await WaitForASeat(bot);
        if (bot.Ended is not null) return;
        if (TakePart(bot.Role!) is not { } part)
        {
            Note($"Nobody was to play the role \"{bot.Role}\".");
            await bot.Return();
            return;
        }

        if (part.Bot is { } name)
        {
            if (cast.Find(name) is not { } known) throw new InvalidOperationException($"There is no bot \"{name}\". There are: {string.Join(", ", cast.Parts.Select(each => each.Name))}.");
            await known.Play(bot);
            return;
        }

        await Say(bot, part.Steps, part.Role);
        // Whoever has left the page or fallen silent hears nothing more.
        if (part.Steps is [.., ScenarioStep.Do { Act: PageAct.Disconnect or PageAct.BeSilent }]) return;
        if (await bot.TryPrompt() is not { } more) return;
        Note($"The {part.Role} has nothing left to say, but was asked: {more.Text}");
        await bot.Return();
    }

    // In the test everybody is the worker.
    private Task WaitForASeat(Bot bot)
        => bot.WaitUntil(page => page.Role is { } role && (scenario.Onboarding.Count == 0 || role != TestRole));

    private ScenarioPlayer? TakePart(string role)
    {
        lock (_gate)
        {
            var part = _free.Find(player => player.Role == role);
            if (part is not null) _free.Remove(part);
            return part;
        }
    }

    private async Task Say(Bot bot, IReadOnlyList<ScenarioStep> steps, string who)
    {
        foreach (var step in steps) await Do(bot, step, who);
    }

    private async Task Do(Bot bot, ScenarioStep step, string who)
    {
        switch (step)
        {
            case ScenarioStep.Say say:
                await Expect(bot, () => bot.Say(say.Text), who, $"\"{say.Text}\"", say.Refused);
                break;
            case ScenarioStep.Fill fill:
                await Expect(bot, () => bot.Fill(fill.Fields), who, fill.Fields.GetRawText(), fill.Refused);
                break;
            case ScenarioStep.Wait wait:
                await bot.Think(wait.Time);
                break;
            case ScenarioStep.Do act:
                await Do(bot, act.Act);
                break;
        }
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
