using System.Text.Json;
using Crowdwork.Engine.Rooms;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;
using Crowdwork.Marketplace.Workers;

namespace Crowdwork.Engine.Tests.Support;

/// <summary>A worker with one assignment: on the marketplace, and in the run with a page that records.</summary>
internal sealed class CrowdWorker(LaunchedRun run, string name, string assignment, string hit)
{
    private const string Answered =
        """<?xml version="1.0" encoding="UTF-8" standalone="no"?><QuestionFormAnswers xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/QuestionFormAnswers.xsd"><Answer><QuestionIdentifier>done</QuestionIdentifier><FreeText>yes</FreeText></Answer></QuestionFormAnswers>""";

    private static int s_messages;

    private readonly HashSet<(int, int)> _answered = [];

    public string Name => name;

    public string Assignment => assignment;

    public string Hit => hit;

    public Attendance Who { get; } = new(new WorkerId(name), assignment);

    /// <summary>The page that they have open now.</summary>
    public RecordingOutlet Page { get; private set; } = new();

    public AttendanceRow Part => run.Store.Attendances(run.Id).Last(row => row.Worker.Value == name && row.Assignment == assignment);

    /// <summary>The reason they were turned away with; null while they were not.</summary>
    public string? TurnedAway => Page.Frames.Where(frame => RecordingOutlet.Text(frame, "k") == "ended" && frame.GetProperty("e").GetInt32() == 0)
        .Select(frame => RecordingOutlet.Text(frame, "state")).LastOrDefault();

    /// <summary>What the page says about pay at the end.</summary>
    public string PayText => Page.Frames.Where(frame => RecordingOutlet.Text(frame, "k") == "ended").Select(frame => RecordingOutlet.Text(frame, "pay")).Last();

    /// <summary>Opens the address of the HIT and the page behind it. Null when they may open it.</summary>
    public EntryRefusal? Come()
    {
        // A HIT that is posted is known at once; only one that is about to be is waited for.
        if (run.Room.Enter(Who, hit).GetAwaiter().GetResult() is { } refusal) return refusal;
        Connect();
        return null;
    }

    /// <summary>A page connects: the first, after a reload, or in a second tab.</summary>
    public RecordingOutlet Connect(int edition = 0, int seen = 0)
    {
        Page = new RecordingOutlet();
        run.Room.Connect(Who, isOperator: false, Page, edition, seen);
        return Page;
    }

    /// <summary>The line is gone.</summary>
    public void LoseLine() => run.Room.Disconnect(Who, Page);

    /// <summary>Says in the page that they give the work back.</summary>
    public void GiveBack() => run.Room.GiveBack(Who);

    /// <summary>Waits for the next question and answers it; back when the answer is on disk.</summary>
    public Task Answer(string text) => Answer(text, null);

    /// <summary>The same for a form.</summary>
    public Task Fill(string fields) => Answer("", fields);

    private async Task Answer(string text, string? fields)
    {
        var asked = await Asked();
        var id = Send(asked, text, fields: fields);
        await run.House.Until(() => Page.Frames.Any(frame => frame.GetRawText().Contains($"\"cid\":\"{id}\"", StringComparison.Ordinal)), $"{name}'s answer should have been stored");
    }

    /// <summary>Says something, and does not wait; the client's id of it.</summary>
    public string Send(JsonElement asked, string text, string? clientId = null, string? fields = null)
    {
        var (edition, prompt) = (asked.GetProperty("e").GetInt32(), asked.GetProperty("prompt").GetInt32());
        _answered.Add((edition, prompt));
        var id = clientId ?? $"{name}-{Interlocked.Increment(ref s_messages)}";
        run.Room.Say(Who, Page, id, edition, prompt, text, fields);
        return id;
    }

    /// <summary>The question that waits for their answer.</summary>
    public async Task<JsonElement> Asked()
    {
        JsonElement asked = default;
        await run.House.Until(() => Next(out asked), $"{name} should have been asked something; the page has {string.Join(" | ", Page.Seen)}");
        return asked;
    }

    public Task Sees(string what) => run.House.Until(() => Page.Seen.Contains(what), $"{name} should have seen '{what}'; the page has {string.Join(" | ", Page.Seen)}");

    /// <summary>Waits for the end of their part, and then does what the page says: hands in, or returns the assignment.</summary>
    public async Task<HandIn> Go()
    {
        var end = await WhatToDo();
        if (end.Submits) await HandIn();
        else await Return();
        return end;
    }

    /// <summary>Waits until the page would say what to do with the assignment.</summary>
    public async Task<HandIn> WhatToDo()
    {
        HandIn? end = null;
        await run.House.Until(() => (end = run.Room.HandInOf(Who)) is not null, $"{name}'s part should have come to its end");
        return end!;
    }

    /// <summary>Hands in on the marketplace, whatever our page says.</summary>
    public async Task HandIn()
    {
        Assert.Null((await run.House.Market.Floor.Submit(name, assignment, Answered)).Refused);
        run.Loop.Attend();
    }

    /// <summary>Returns it on the marketplace, which tells nobody.</summary>
    public async Task Return()
    {
        Assert.Null((await run.House.Market.Floor.Return(name, assignment)).Refused);
        run.Loop.Attend();
    }

    public async Task<WhyNot?> TryToHandIn() => (await run.House.Market.Floor.Submit(name, assignment, Answered)).Refused;

    private bool Next(out JsonElement asked)
    {
        asked = Page.Events.FirstOrDefault(frame => RecordingOutlet.Text(frame, "k") == "asked" && !_answered.Contains((frame.GetProperty("e").GetInt32(), frame.GetProperty("prompt").GetInt32())));
        return asked.ValueKind == JsonValueKind.Object;
    }
}
