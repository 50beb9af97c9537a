using System.Text;
using System.Text.Json;
using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Export;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Tests.Store;
using TemporaryFolder = Crowdwork.Engine.Tests.Store.TemporaryFolder;

namespace Crowdwork.Engine.Tests.Export;

/// <summary>A store with a run in it, written as a launch writes it: turns with their projections, and facts beside them.</summary>
internal sealed class ExportHouse : IDisposable
{
    public const long Start = 1_772_442_000_000; // 2026-03-02 09:00 UTC
    public static readonly RunId Run = new("qa-1");

    private readonly TemporaryFolder _folder = new();
    private int _exports;

    public ExportHouse()
    {
        Store = _folder.Open(options => options with { Durability = Durability.Normal });
        Target = Path.Combine(_folder.Path, "exports");
    }

    public CrowdStore Store { get; }

    public string Folder => _folder.Path;

    public string Target { get; }

    public Task Write(params Projection[] facts) => Store.Write(facts);

    public Task OpenRun(string kind = "crowd") => Write(new Projection.RunOpened(Run, "qa", kind, 7, Start));

    public async Task Launch(int wanted, int workers = 1, string snapshot = "none")
    {
        await OpenRun();
        var terms = new LaunchTerms
        {
            Config = new TaskConfig { Title = "Questions", Reward = 0.50m }, Conversations = wanted, WorkersPerConversation = workers, PublicUrl = new Uri("https://lab.example.org/"),
        };
        await Write(new Projection.LaunchBegun(Run, "local", snapshot, "TYPE1", 6000, Start, terms.ToJson()));
    }

    public Task Close() => Write(new Projection.RunClosed(Run, Start + 3_600_000));

    /// <summary>Writes a journal, a turn after the other, one second apart. The first is how it began.</summary>
    public async Task<ConversationId> Conversation(int unit, IEnumerable<(Input Input, Act[] Acts)> turns, bool onboarding = false, long at = Start, string? row = null)
    {
        var id = Store.NextConversation();
        var number = 0;
        ObservedCommit? last = null;
        foreach (var (input, acts) in turns.Prepend((new Began(Run.Value, "script1", unit, row, 5, onboarding), [])))
        {
            var turn = new TurnRow(id, 1, ++number, at + (number - 1) * 1000, input is Said said ? said.Seat : 0, input is Said { ClientId: var client } ? client : null, TurnJson.Write(input, acts));
            Store.Submit(last = new ObservedCommit(turn, [.. TurnProjections.Of(turn)]));
            if (number % 2000 == 0) await Store.WhenRoom();
        }

        Assert.Null(await last!.Fate);
        return id;
    }

    /// <summary>A worker is asked, answers, and something is saved: six seconds in all.</summary>
    public Task<ConversationId> Talk(int unit, string worker, string answer = "How long is it?", string ending = "finished", object? saved = null, string? row = null) => Conversation(unit,
    [
        (new Met(1, [new Seating(1, worker, "asker", false)]), [new Act(ActKind.Show) { Seat = 1, Name = "task", Json = """{"title":"Rivers"}""" }]),
        (new Renewed(), [new Act(ActKind.Ask) { Call = 2, Seat = 1, Name = "text", Text = "Write a question.", Due = Start + 600_000 }]),
        (new Said(1, 2, "c1", "eh", null), [new Act(ActKind.Again) { Call = 2, Seat = 1, Text = "Please write a whole question." }]),
        (new Said(1, 2, "c2", answer, null),
        [
            new Act(ActKind.Took) { Call = 2, Seat = 1 },
            .. ending == "finished" ? [new Act(ActKind.Save) { Name = "Pair", Json = JsonSerializer.Serialize(saved ?? new { PassageId = "p1", Question = answer, Tags = new[] { "a", "b" } }) }] : Array.Empty<Act>(),
            new Act(ActKind.Ended) { Seat = 1, Name = ending, Text = "Thank you.", Pay = "The reward is $0.50." },
            new Act(ActKind.End) { Name = ending },
        ]),
    ], row: row);

    /// <summary>A HIT that was posted, and a worker who came with it, had a conversation and handed in.</summary>
    public async Task Work(int place, string worker, ConversationId? conversation, string verdict = SubmissionVerdict.None, string state = AttendanceState.Over, string? detail = "finished", bool handsIn = true)
    {
        await Hit(place);
        await Write(new Projection.AttendanceSet(Run, $"A{place}", new WorkerId(worker), $"H{place}", AttendanceState.Here, null, conversation, null, null, Start));
        if (state != AttendanceState.Here)
            await Write(new Projection.AttendanceSet(Run, $"A{place}", new WorkerId(worker), $"H{place}", state, detail, conversation, conversation is null ? DueKind.Nothing : DueKind.Review, conversation is null ? null : 50, Start + 10_000));
        if (handsIn) await HandIn(place, worker, verdict);
    }

    public Task HandIn(int place, string worker, string verdict = SubmissionVerdict.None) => Write(new Projection.SubmissionSeen(
        Run, $"A{place}", new WorkerId(worker), $"H{place}", verdict, null, "<QuestionFormAnswers/>", Start, Start + 11_000, Start + 259_200_000, verdict == SubmissionVerdict.None ? null : Start + 20_000));

    public async Task Hit(int place)
    {
        await Write(new Projection.HitIntended(Run, place, 0, $"token{place}", Start));
        await Write(new Projection.HitPosted(Run, place, 0, $"H{place}", Start));
    }

    public Task Decide(int place, string worker, string act, string? words = null) => Write(new Projection.Decided(Run, $"A{place}", new WorkerId(worker), act, "ada", words, null, null, Start + 15_000));

    public Task Pay(int place, string worker, string kind, long cents, string step = LedgerStep.Confirmed)
    {
        var intent = new Projection.LedgerWritten(Run, $"{kind}|A{place}|{worker}", 1, LedgerStep.Intent, kind, cents, new WorkerId(worker), $"A{place}", null, Start + 16_000);
        return step == LedgerStep.Intent ? Write(intent) : Write(intent, intent with { Step = step, AtUnixMs = Start + 17_000 });
    }

    public ExportReport Export(ExportFormat format = ExportFormat.Jsonl, Func<ExportOrder, ExportOrder>? change = null, Func<string, Stream>? create = null, IProgress<ExportProgress>? progress = null)
    {
        var order = new ExportOrder(Run, format, Path.Combine(Target, $"{++_exports}"));
        return RunExport.Make(Store, change is null ? order : change(order), create, progress, CancellationToken.None);
    }

    public static IReadOnlyList<JsonElement> Lines(ExportReport report, string file) =>
        [.. File.ReadLines(Path.Combine(report.Folder, file)).Select(line => JsonDocument.Parse(line).RootElement.Clone())];

    public static JsonElement Json(ExportReport report, string file) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(report.Folder, file))).RootElement.Clone();

    public static string Text(ExportReport report, string file) => File.ReadAllText(Path.Combine(report.Folder, file), new UTF8Encoding(false, true));

    public void Dispose()
    {
        Store.Dispose();
        _folder.Dispose();
    }
}
