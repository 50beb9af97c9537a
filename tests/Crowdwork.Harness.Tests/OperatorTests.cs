using System.Text.Json;
using Crowdwork.Harness.Tests.Operators;
using Crowdwork.Harness.Tests.Running;
using Crowdwork.Harness.Tests.Workers;

namespace Crowdwork.Harness.Tests;

/// <summary>What an operator can do to a rehearsal, and that the pages of its workers notice.</summary>
public sealed class OperatorTests : IAsyncLifetime
{
    private RunningHarness _harness = null!;
    private OperatorLine _line = null!;
    private ProtocolWorker _first = null!;
    private ProtocolWorker _second = null!;

    public async ValueTask InitializeAsync()
    {
        _harness = await RunningHarness.Start(Relay.Project());
        _line = await _harness.Operate(Relay.Task);
        _first = await _harness.Page(_line, "W1").Join();
        _second = await _harness.Page(_line, "W2").Join();
        await _first.Until(w => w.Role is not null, "a seat");
        await _second.Until(w => w.Role is not null, "a seat");
        await _line.Until(_ => _line.Worker("W1").GetProperty("conversation").ValueKind == JsonValueKind.Number, "the conversation");
    }

    public async ValueTask DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
        await _line.DisposeAsync();
        await _harness.DisposeAsync();
    }

    [Fact]
    public async Task Restart_InMidConversation_BeginsANewOneWithTheSameWorkers()
    {
        var before = _line.Worker("W1").GetProperty("conversation").GetInt64();
        await Asked().Answer("of the old one");
        await _line.MustDo("restart");
        await _line.Until(_ => _line.Worker("W1") is var worker && worker.GetProperty("conversation").ValueKind == JsonValueKind.Number && worker.GetProperty("conversation").GetInt64() > before, "a new conversation");
        await _first.Until(w => w.Events.Count > 0 && w.Said.Count == 0 && w.Told.Count == 0 && w.Ending is null, "a fresh start");
    }

    [Fact]
    public async Task Workers_AddedAndRemoved_AreSeenByEveryOperator()
    {
        await using var other = await _harness.Operate(Relay.Task);
        await _line.MustDo("addWorker");
        await other.Until(state => state.GetProperty("workers").GetArrayLength() == 3, "the third worker");
        await _line.MustDo("removeWorker", new { worker = "W2" });
        await other.Until(state => state.GetProperty("workers").GetArrayLength() == 2, "one worker less");
        await _first.Until(w => w.Events.Any(e => e.Kind == "departed"), "the news that the other is gone");
        await _second.Until(w => w.CloseCodes.Contains(4003), "the end of the line");
    }

    [Fact]
    public async Task Drop_OfALine_BreaksItAndLetsItBackLater()
    {
        var welcomes = _first.Welcomes;
        await _line.MustDo("drop", new { worker = "W1", seconds = 1 });
        await _first.Until(w => w.CloseCodes.Contains(4010), "the broken line");
        await _first.Until(w => w.Welcomes > welcomes && w.IsWelcome, "the line again");
    }

    [Fact]
    public async Task Return_ForAWorker_EndsTheirPart()
    {
        await _line.MustDo("return", new { worker = "W1" });
        await _first.Until(w => w.Ending?.TextOf("state") == "returned", "the end");
    }

    [Fact]
    public async Task Clock_StoppedMovedAndStarted_IsTheClockOfThePages()
    {
        await _line.MustDo("clock", new { action = "pause" });
        await _first.Until(w => Clocks(w).Any(frame => !frame.GetProperty("running").GetBoolean()), "the stopped clock");
        var stopped = _line.State.GetProperty("clock").GetProperty("now").GetInt64();
        await _line.MustDo("clock", new { action = "skip", seconds = 600 });
        await _line.Until(state => state.GetProperty("clock").GetProperty("now").GetInt64() >= stopped + 600_000, "ten minutes later");
        await _line.MustDo("clock", new { action = "run" });
        await _first.Until(w => Clocks(w).Last().GetProperty("running").GetBoolean(), "the running clock");
        Assert.NotNull(await _line.Do("clock", new { action = "skip", seconds = -1 }));
        Assert.NotNull(await _line.Do("clock", new { action = "back" }));
    }

    [Fact]
    public async Task SkipToNext_WithAQuestionOpen_LetsItsTimeRunOut()
    {
        var asked = Asked();
        await _line.MustDo("skipToNext");
        await asked.Until(w => w.Ending?.TextOf("state") == "timedOut", "the end of its time");
    }

    [Fact]
    public async Task StopConversation_EndsItForEverybody()
    {
        await _line.MustDo("stopConversation", new { conversation = _line.Worker("W1").GetProperty("conversation").GetInt64() });
        foreach (var worker in new[] { _first, _second }) await worker.Until(w => w.Ending?.TextOf("state") == "stopped", "the end");
        Assert.NotNull(await _line.Do("stopConversation", new { conversation = 999 }));
    }

    [Fact]
    public async Task Command_ThatIsNone_IsAnsweredWithAProblem()
    {
        Assert.Contains("dance", await _line.Do("dance"));
        Assert.NotNull(await _line.Do("drop"));
        Assert.NotNull(await _line.Do("return", new { worker = "W99" }));
        await _line.SendRaw(new { t = "do", id = "seven", what = "dance" });
        await _line.MustDo("clock", new { action = "run" });
    }

    private ProtocolWorker Asked() => _first.Role == "left" ? _first : _second;

    private static IEnumerable<JsonElement> Clocks(ProtocolWorker worker) => worker.Passing.Where(frame => frame.GetProperty("t").GetString() == "clock");
}
