using System.Text.Json;
using Crowdwork.Engine.Conversations;
using Crowdwork.Scripting;
using Crowdwork.Scripting.Bots;

namespace Crowdwork.Engine.Bots;

// What a bot's function calls.
internal sealed partial class BotPlayer
{
    private static readonly TimeSpan TypingAtMostEvery = TimeSpan.FromSeconds(2);
    private static readonly byte[] Typing = """{"t":"typing"}"""u8.ToArray();
    private static readonly byte[] Again = """{"t":"again"}"""u8.ToArray();

    private DateTimeOffset _lastTyping;
    private int _heard;
    private int _attempts;
    private int _answered;
    private (long Conversation, int Edition, int Number) _attempted;
    private int _spokenFreelyAt = -1;

    public Task<BotPrompt?> Prompt(TimeSpan? within) => Until(page => page.Open, within);

    public Task WaitUntil(Func<BotView, bool> holds) => Until(page => holds(page.View()) ? page : null, within: null);

    public async Task<Message> Hear() => await Until(NextHeard, within: null) ?? throw Over();

    public async Task<bool> Say(string text, BotHand hand)
    {
        var prompt = await OpenOrFloor();
        if (prompt is { Kind: BotPromptKind.Form or BotPromptKind.Page })
            throw new InvalidOperationException($"\"{prompt.Text}\" is answered with fields. Use Fill in place of Say.");
        if (hand == BotHand.Typed) ShowTyping();
        return await Send(page => page.Say(prompt?.Number ?? 0, text, null, BotWriting.Of(hand, prompt, text, SinceShown(page))));
    }

    public async Task<bool> Fill(JsonElement fields)
    {
        var prompt = await Prompt(within: null) ?? throw Over();
        if (prompt.Kind is not (BotPromptKind.Form or BotPromptKind.Page)) throw new InvalidOperationException($"\"{prompt.Text}\" has no fields. Use Say or Choose in place of Fill.");
        return await Send(page => page.Say(prompt.Number, null, fields, BotWriting.Of(prompt, fields, SinceShown(page))));
    }

    public async Task<bool> Answer()
    {
        var prompt = await Until(page => page.Open is { } open ? new Turn(open) : MaySpeakFreely(page) ? Turn.Free : null, within: null) ?? throw Over();
        if (prompt.Asked is not { } asked)
        {
            lock (_gate) _spokenFreelyAt = _tab.Page.Messages.Count;
            var talk = PlausibleText.Talk(Random);
            return await Send(page => page.Say(0, talk, null, BotWriting.Of(BotHand.Typed, null, talk, SinceShown(page))));
        }

        var attempt = AttemptAt(asked);
        if (attempt >= PlausibleAnswer.MostAttempts)
            throw new InvalidOperationException($"No answer to \"{asked.Text}\" was accepted, the last time because: {asked.Complaint} Write a bot for this task in bots.csx.");
        var answer = PlausibleAnswer.To(asked, Page, Random, attempt);
        if (answer.WhyNot is { } whyNot) throw new InvalidOperationException(whyNot);
        return await Send(page => page.Say(asked.Number, answer.Text, answer.Fields,
            answer.Fields is { } fields ? BotWriting.Of(asked, fields, SinceShown(page)) : BotWriting.Of(BotHand.Typed, asked, answer.Text ?? "", SinceShown(page))));
    }

    public async Task Think(TimeSpan time)
    {
        Fuel.Charge(BotContext.StepsOfACall);
        if (time <= TimeSpan.Zero) return;
        if (await Until(page => page.Ended, time) is not null) throw Over();
    }

    public async Task<BotEnding> End() => await Until(page => page.Ended, within: null) ?? throw Over();

    public async Task<BotEnding> Return()
    {
        Outgoing item;
        lock (_gate) item = _tab.Page.GiveBack();
        _tab.Send(item.Frame);
        return await End();
    }

    public Task Disconnect()
    {
        lock (_gate)
        {
            _isAway = true;
            Note("page", "closed");
        }

        _tab.Close();
        return Task.CompletedTask;
    }

    public Task Reconnect()
    {
        lock (_gate) _isAway = false;
        // What the page knew is what it knows.
        return Replace(older => new BotTab(older.Page, _door, _real, _gate, Tell), closesOlder: true, "back");
    }

    public Task Reload() => Replace(older => NewTab(older.Page), closesOlder: true, "reloaded");

    public Task OpenSecondTab() => Replace(older => NewTab(older.Page), closesOlder: false, "opened in a second tab");

    public async Task TakePartAgain()
    {
        int welcomes;
        lock (_gate) welcomes = _tab.Page.Welcomes;
        _tab.Send(Again);
        await Until(page => page.Welcomes > welcomes ? page : null, within: null, evenWhenOver: true);
    }

    private async Task Replace(Func<BotTab, BotTab> make, bool closesOlder, string said)
    {
        var older = _tab;
        if (closesOlder) older.Close();
        int welcomes;
        lock (_gate)
        {
            _tab = make(older);
            welcomes = _tab.Page.Welcomes;
            Note("page", said);
        }

        _tab.Start();
        await Until(page => page.Welcomes > welcomes && page.HasCaughtUp ? page : null, within: null, evenWhenOver: true);
        if (closesOlder) return;
        await Until(_ => older.End is not null ? older : null, within: null, evenWhenOver: true);
        older.Close();
    }

    private async Task<BotPrompt?> OpenOrFloor()
    {
        var turn = await Until(page => page.Open is { } open ? new Turn(open) : page.MayTalk ? Turn.Free : null, within: null) ?? throw Over();
        return turn.Asked;
    }

    private bool MaySpeakFreely(BotPage page)
    {
        if (!page.MayTalk) return false;
        if (_spokenFreelyAt > page.Messages.Count) _spokenFreelyAt = -1;
        return _spokenFreelyAt < 0 || page.Messages.Skip(_spokenFreelyAt).Any(message => message.From != page.Role && message.From != "task");
    }

    private Message? NextHeard(BotPage page)
    {
        if (_heard > page.Messages.Count) _heard = 0;
        while (_heard < page.Messages.Count)
        {
            var message = page.Messages[_heard++];
            if (message.From != page.Role) return message;
        }

        return null;
    }

    private TimeSpan SinceShown(BotPage page) => page.LastEventAt is { } at ? Now - at : TimeSpan.Zero;

    private int AttemptAt(BotPrompt prompt)
    {
        lock (_gate)
        {
            var place = (_tab.Page.Conversation, _tab.Page.Edition, prompt.Number);
            _attempts = place == _attempted ? _attempts + 1 : 0;
            _attempted = place;
            return _attempts;
        }
    }

    private void ShowTyping()
    {
        if (Now - _lastTyping < TypingAtMostEvery) return;
        _lastTyping = Now;
        _tab.Send(Typing);
    }

    private async Task<bool> Send(Func<BotPage, Outgoing> say)
    {
        if (_part.LeavesAfter == _answered++)
        {
            await Return();
            throw Over();
        }

        Outgoing item;
        lock (_gate) item = say(_tab.Page);
        var sent = _real.GetTimestamp();
        _tab.Send(item.Frame);
        if (await Until(page => page.AnswerTo(item.ClientId), within: null) is not { } answer) throw Over();

        lock (_gate)
        {
            _latencies.Add(_real.GetElapsedTime(sent));
            if (!answer.Accepted) Note("again", answer.Why);
        }

        return answer.Accepted;
    }

    /// <summary>Waits for something on the page. Null when the time passed, or when the part is over without it.</summary>
    private async Task<T?> Until<T>(Func<BotPage, T?> find, TimeSpan? within, bool evenWhenOver = false) where T : class
    {
        Fuel.Charge(BotContext.StepsOfACall);
        var isLate = false;
        await using var timer = within is { } time ? _clock.CreateTimer(_ => Wake(() => isLate = true), null, time, Timeout.InfiniteTimeSpan) : null;
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (find(_tab.Page) is { } found) return found;
                if (isLate || _isOver || (_tab.Page.Ended is not null && !evenWhenOver)) return null;
                if (_tab.End is LineEnd.BadSession) throw new LineRefused("The server does not accept this worker's session.");
                if (_tab.End is LineEnd.Superseded) throw new LineRefused("The worker was opened somewhere else, which closed the bot's page.");
                _isRunning = false;
                changed = _changed.Task;
            }

            await changed;
        }
    }

    private void Wake(Action note)
    {
        lock (_gate)
        {
            note();
            Tell();
        }
    }

    public PartOver Over()
    {
        lock (_gate) return new PartOver(_tab.Page.Ended ?? new BotEnding("stopped", "The bot was taken away.", ""));
    }

    private sealed record Turn(BotPrompt? Asked)
    {
        public static Turn Free { get; } = new((BotPrompt?)null);
    }
}
