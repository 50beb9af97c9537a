using Crowdwork.Engine.Bots;
using Crowdwork.Engine.Rehearsals;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds;
using Crowdwork.Harness.Tests.Running;
using Crowdwork.Scripting.Bots;
using Crowdwork.Web.Server;
using Crowdwork.Web.Sessions;

namespace Crowdwork.Harness.Tests.Bots;

/// <summary>Bots over real sockets: what they do to their page loses nothing, and ends them in a named state.</summary>
public sealed class BotsOverSocketsTests : IAsyncDisposable
{
    private readonly ProjectCopy _project = ProjectCopy.WithExamples();
    private readonly FastClock _clock = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly List<BotPlayer> _players = [];
    private HarnessServer? _server;

    public async ValueTask DisposeAsync()
    {
        foreach (var player in _players) await player.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
        _project.Dispose();
    }

    [Fact]
    public async Task Page_ReloadedBeforeEachAnswer_LosesNothing()
    {
        var ending = await Play("qa", async bot =>
        {
            await bot.Prompt();
            await bot.Reload();
            Assert.Equal("worker", bot.Role);
            await bot.Say("What was found in the desert?");
            await bot.Prompt();
            await bot.Reload();
            Assert.Contains(bot.Messages, message => message.Text == "What was found in the desert?");
            await bot.Say("A stone with writing on it.");
        });

        Assert.Equal("finished", ending!.State);
        Assert.Contains("What was found in the desert?", await Saved("qa"));
    }

    [Fact]
    public async Task Page_OpenedInASecondTab_GoesOnThere()
    {
        var ending = await Play("qa", async bot =>
        {
            await bot.Say("What was found in the desert?");
            await bot.OpenSecondTab();
            Assert.Contains(bot.Messages, message => message.Text == "What was found in the desert?");
            await bot.OpenSecondTab();
            await bot.Say("A stone with writing on it.");
        });

        Assert.Equal("finished", ending!.State);
    }

    [Fact]
    public async Task Page_AwayForLessThanTheGrace_IsNoDeparture()
    {
        var ending = await Play("qa", async bot =>
        {
            await bot.Prompt();
            await bot.Disconnect();
            await bot.Think(TimeSpan.FromSeconds(50));
            await bot.Reconnect();
            await bot.Say("What was found in the desert?");
            await bot.Say("A stone with writing on it.");
        });

        Assert.Equal("finished", ending!.State);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Worker_WhoReturnsTheWorkAtAnyAwait_EndsAsReturned(int answers)
    {
        var ending = await Play("qa", async bot =>
        {
            for (var answer = 0; answer < answers; answer++) await bot.Answer();
            await bot.Prompt();
            await bot.Return();
        });

        Assert.Equal(("returned", "Work that was not finished is not paid."), (ending!.State, ending.Pay));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Worker_WhoVanishesAtAnyAwait_IsGoneAfterTheGrace(int answers)
    {
        var ending = await Play("qa", async bot =>
        {
            for (var answer = 0; answer < answers; answer++) await bot.Answer();
            await bot.Prompt();
            await bot.Disconnect();
            await bot.Think(TimeSpan.FromSeconds(70));
            await bot.Reconnect();
        });

        Assert.Equal("disconnected", ending!.State);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Worker_WhoFallsSilentAtAnyAwait_RunsOutOfTime(int answers)
    {
        var ending = await Play("qa", async bot =>
        {
            for (var answer = 0; answer < answers; answer++) await bot.Answer();
            await bot.BeSilent();
        });

        Assert.Equal("timedOut", ending!.State);
    }

    [Fact]
    public async Task Server_ThatIsGone_IsComeBackToWithWhatWasSaid()
    {
        var ending = await Play("qa", async bot =>
        {
            await bot.Prompt();
            // The line breaks while the answer is under way: it is sent again, and stored once.
            var saying = bot.Say("What was found in the desert?");
            await bot.Reload();
            await saying;
            await bot.Say("A stone with writing on it.");
        });

        Assert.Equal("finished", ending!.State);
        Assert.Equal(1, (await Saved("qa")).Split("What was found in the desert?").Length - 1);
    }

    private async Task<BotEnding?> Play(string task, Func<Bot, Task> play)
    {
        _server = await HarnessServer.Start(new HarnessOptions { Settings = new CrowdSettings { Root = _project.Root }, Port = 0, Workers = 0 }, _clock);
        var rehearsal = await _server.Rehearsed(task);
        rehearsal.Watch(isWatched: true);
        var session = new Session(task, new WorkerId("W1"), false, _clock.GetUtcNow().AddDays(1));
        var player = new BotPlayer(
            new BotPart("one", play, e => e.ToString()), "W1", new SocketDoor(new Uri(_server.Address), _server.Tokens.Sign(session)), 1, _clock, TimeProvider.System);
        _players.Add(player);
        var playing = player.Play();
        var metronome = new Metronome(_clock, () => player.IsIdle, () => Settle(rehearsal), TimeProvider.System);
        await Guard.Within(
            metronome.Run(() => Task.FromResult(playing.IsCompleted), _clock.GetUtcNow().AddHours(1), CancellationToken.None),
            () => $"the bot should have come to its end: {string.Join('\n', player.Log)}");

        Assert.Null(player.Fault);
        return await Guard.Within(playing, () => "the bot should have come to its end.");
    }

    private async Task Settle(Rehearsal rehearsal)
    {
        await rehearsal.View();
        await _server!.Store.FlushAsync();
        await Task.Delay(TimeSpan.FromMilliseconds(3), TimeProvider.System);
    }

    private async Task<string> Saved(string task)
        => string.Join('\n', (await _server!.Rehearsed(task)).Saved().Select(row => System.Text.Encoding.UTF8.GetString(row.Json.Span)));
}
