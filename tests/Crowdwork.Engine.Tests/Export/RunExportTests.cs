using System.Security.Cryptography;
using System.Text.Json;
using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Export;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Tests.Export;

public sealed class RunExportTests : IDisposable
{
    private const string Ann = "A1ANN7QXWORKER";
    private const string Bob = "A2BOB7QXWORKER";

    private readonly ExportHouse _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Messages_OfAConversation_AreTheTranscriptWithTheTimeThatWasThought()
    {
        await _house.Launch(1);
        await _house.Talk(0, Ann);

        var lines = ExportHouse.Lines(_house.Export(), "messages.jsonl");

        Assert.Equal(["shown", "asked", "said", "again", "said"], lines.Select(line => line.GetProperty("kind").GetString()));
        Assert.Equal([1, 2, 3, 4, 5], lines.Select(line => line.GetProperty("line").GetInt32()));
        Assert.Equal("Write a question.", lines[1].GetProperty("text").GetString());
        Assert.Equal((false, 1.0), (lines[2].GetProperty("accepted").GetBoolean(), lines[2].GetProperty("secondsThinking").GetDouble()));
        Assert.Equal((true, 2.0, 1.0), (lines[4].GetProperty("accepted").GetBoolean(), lines[4].GetProperty("secondsThinking").GetDouble(), lines[4].GetProperty("secondsSinceLast").GetDouble()));
        Assert.Equal(("How long is it?", "asker", "text"), (lines[4].GetProperty("text").GetString(), lines[4].GetProperty("role").GetString(), lines[4].GetProperty("promptKind").GetString()));
    }

    [Fact]
    public async Task Messages_WhoseJournalHasSignals_KeepThem()
    {
        await _house.Launch(1);
        var id = await _house.Conversation(0, [(new Met(1, [new Seating(1, Ann, "asker", false)]), [])]);
        var body = """{"in":{"k":"said","seat":1,"prompt":0,"cid":"c9","text":"pasted","signals":{"pasted":6}},"did":[{"k":"took","seat":1}]}"""u8.ToArray();
        var commit = new Store.ObservedCommit(new TurnRow(id, 1, 3, ExportHouse.Start + 3000, 1, "c9", body));
        _house.Store.Submit(commit);
        Assert.Null(await commit.Fate);

        var line = Assert.Single(ExportHouse.Lines(_house.Export(), "messages.jsonl"));

        Assert.Equal(6, line.GetProperty("signals").GetProperty("pasted").GetInt32());
    }

    [Fact]
    public async Task Messages_WithSignals_HaveTheirFiguresInColumns_AndTheirPartTheSums()
    {
        await _house.Launch(1);
        await _house.Conversation(0,
        [
            (new Met(1, [new Seating(1, Ann, "asker", false)]), []),
            (new Said(1, 0, "c1", new string('p', 40), null) { Signals = new Signals { Characters = 40, Pastes = 1, Pasted = 38, Keys = 3, Typed = 2, Writing = TimeSpan.FromMilliseconds(1500) } }, [new Act(ActKind.Took) { Seat = 1 }]),
            (new Said(1, 0, "c2", new string('x', 30), null) { Signals = new Signals { Characters = 30, TimesLeft = 2, Away = TimeSpan.FromSeconds(42) } }, [new Act(ActKind.Took) { Seat = 1 }]),
            (new Said(1, 0, "c3", "no figures", null), [new Act(ActKind.Took) { Seat = 1 }]),
        ]);

        var folder = _house.Export();
        var lines = ExportHouse.Lines(folder, "messages.jsonl");
        Assert.Equal(["40 3 2 38 false 1.5 0 0", "30 0 0 0 true 0 2 42", "       "],
            lines.Select(line => string.Join(' ', new[] { "characters", "keys", "typed", "pasted", "untyped", "secondsWriting", "timesLeft", "secondsAway" }
                .Select(column => line.GetProperty(column)).Select(value => value.ValueKind == JsonValueKind.Null ? "" : value.GetRawText()))));
        Assert.Equal("""{"chars":30,"left":2,"away":42000}""", lines[1].GetProperty("signals").GetRawText());
        var part = Assert.Single(ExportHouse.Lines(folder, "parts.jsonl"));
        Assert.Equal((1, 1, 2, 42.0),
            (part.GetProperty("pasted").GetInt32(), part.GetProperty("untyped").GetInt32(), part.GetProperty("timesLeft").GetInt32(), part.GetProperty("secondsAway").GetDouble()));
    }

    [Fact]
    public async Task Parts_OfAPaidWorker_HaveEndingWorkVerdictAndMoney()
    {
        await _house.Launch(1);
        await _house.Work(0, Ann, await _house.Talk(0, Ann), SubmissionVerdict.Approved);
        await _house.Decide(0, Ann, DecisionAct.Approve, "Good work");
        await _house.Pay(0, Ann, LedgerKind.Reward, 50);
        await _house.Pay(0, Ann, LedgerKind.Bonus, 25);

        var part = Assert.Single(ExportHouse.Lines(_house.Export(), "parts.jsonl"));

        Assert.Equal(("finished", "approved", "approved", "approve", "Good work"), (
            part.GetProperty("ending").GetString(), part.GetProperty("mark").GetString(), part.GetProperty("verdict").GetString(), part.GetProperty("decision").GetString(), part.GetProperty("reason").GetString()));
        Assert.Equal(("0.50", "0.25", "0.50"), (part.GetProperty("reward").GetRawText(), part.GetProperty("bonus").GetRawText(), part.GetProperty("dueAmount").GetRawText()));
        Assert.Equal((1, 1, 3.0), (part.GetProperty("said").GetInt32(), part.GetProperty("givenBack").GetInt32(), part.GetProperty("seconds").GetDouble()));
        Assert.Equal("A0", part.GetProperty("assignment").GetString());
    }

    [Fact]
    public async Task RejectedWork_SoftOrNot_IsExportedAndMarked()
    {
        await _house.Launch(3);
        await _house.Work(0, Ann, await _house.Talk(0, Ann), SubmissionVerdict.Rejected);
        await _house.Work(1, Bob, await _house.Talk(1, Bob), SubmissionVerdict.Approved);
        await _house.Decide(1, Bob, DecisionAct.SoftReject, "No use");
        await _house.Work(2, "A3EVE7QXWORKER", await _house.Talk(2, "A3EVE7QXWORKER"));
        await _house.Decide(2, "A3EVE7QXWORKER", DecisionAct.Reject, "Empty");
        await _house.Decide(2, "A3EVE7QXWORKER", DecisionAct.Undo);

        var report = _house.Export();

        string?[] expected = [WorkMark.Rejected, WorkMark.SoftRejected, WorkMark.Undecided];
        foreach (var table in (string[])["parts.jsonl", "saved.jsonl", "conversations.jsonl", "assignments.jsonl"])
            Assert.Equal(expected, ExportHouse.Lines(report, table).Select(row => row.GetProperty("mark").GetString()));
        Assert.Equal(3, ExportHouse.Lines(report, "decisions.jsonl").Count);
    }

    [Fact]
    public async Task Saved_AsCsv_HasATableForEachTypeWithColumnsFromTheJson()
    {
        await _house.Launch(2);
        await _house.Talk(0, Ann, saved: new { Question = "Why, \"exactly\"?", Nested = new { a = 1 }, seat = "mine" });
        await _house.Talk(1, Bob, saved: new { Question = (string?)null, More = -5 });

        var report = _house.Export(ExportFormat.Csv);
        var rows = ExportHouse.Text(report, "saved/Pair.csv").Split("\r\n");

        Assert.Equal("conversation,unit,number,at,type,seat,worker,role,mark,Question,Nested,data.seat,More", rows[0]);
        Assert.EndsWith(",\"Why, \"\"exactly\"\"?\",\"{\"\"a\"\":1}\",mine,", rows[1]);
        Assert.EndsWith(",,,,-5", rows[2]);
        Assert.Equal(2, ExportHouse.Lines(report, "saved.jsonl").Count);
    }

    [Fact]
    public async Task Saved_TypesThatNoFileCanBeCalled_HaveFilesOfTheirOwn()
    {
        await _house.Launch(1);
        await _house.Conversation(0,
        [
            (new Renewed(), [new Act(ActKind.Save) { Name = "List<int>", Json = "[1,2]" }, new Act(ActKind.Save) { Name = "../etc", Json = "7" }, new Act(ActKind.Save) { Name = "list-INT", Json = "{}" }]),
        ]);

        var report = _house.Export(ExportFormat.Csv);

        Assert.Equal(["saved/List-int.csv", "saved/etc.csv", "saved/list-INT-2.csv"], report.Files.Select(file => file.Name).Where(name => name.StartsWith("saved/", StringComparison.Ordinal)));
        Assert.EndsWith(",\"[1,2]\"\r\n", ExportHouse.Text(report, "saved/List-int.csv"));
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@sum")]
    [InlineData("\tx")]
    [InlineData("'=1")]
    public async Task TextThatASpreadsheetWouldRun_AsCsv_IsGuardedAndComesBack(string text)
    {
        await _house.Launch(1);
        await _house.Talk(0, Ann, answer: text);

        var guarded = Cells(_house.Export(ExportFormat.Csv), "messages.csv");
        var exact = Cells(_house.Export(ExportFormat.Csv, order => order with { GuardsFormulas = false }), "messages.csv");

        Assert.Contains("'" + text, guarded);
        Assert.DoesNotContain(text, guarded);
        Assert.Equal(text, FormulaGuard.Undo("'" + text));
        Assert.Contains(text, exact);
        Assert.Equal(text, ExportHouse.Lines(_house.Export(), "messages.jsonl")[4].GetProperty("text").GetString());
    }

    [Fact]
    public async Task WorkerIds_WithoutBeingAskedFor_AreInNoFile()
    {
        await _house.Launch(2);
        await _house.Work(0, Ann, await _house.Talk(0, Ann, answer: $"I am {Ann}, ask {Bob}!", saved: new Dictionary<string, object> { ["by"] = Ann, [Bob] = new { text = $"see {Bob}." }, ["\u00e4"] = Ann }, row: $$"""{"for":"{{Bob}}"}"""));
        await _house.Work(1, Bob, await _house.Talk(1, Bob));
        await _house.Pay(0, Ann, LedgerKind.Reward, 50);
        await _house.Write(new Projection.Decided(ExportHouse.Run, null, new WorkerId(Bob), DecisionAct.Note, "ada", $"{Bob} is {Ann}", null, null, 9));

        foreach (var format in Enum.GetValues<ExportFormat>())
        {
            var report = _house.Export(format);
            foreach (var file in report.Files)
            {
                var text = ExportHouse.Text(report, file.Name);
                Assert.DoesNotContain(Ann, text);
                Assert.DoesNotContain(Bob, text);
            }
        }
    }

    [Fact]
    public async Task WorkerIds_Short_AreReplacedWhereTheyAreValuesAndNotInWords()
    {
        await _house.Launch(1);
        await _house.Talk(0, "ann", answer: "ann has an annual plan", saved: new { who = "ann", text = "ann and others" });

        var report = _house.Export();
        var saved = ExportHouse.Lines(report, "saved.jsonl")[0].GetProperty("data");

        Assert.StartsWith("w_", saved.GetProperty("who").GetString());
        Assert.Equal("ann and others", saved.GetProperty("text").GetString());
        Assert.Equal("ann has an annual plan", ExportHouse.Lines(report, "messages.jsonl")[4].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Pseudonyms_OfAStore_AreTheSameInEveryExportAndUnlikeThoseOfAnother()
    {
        using var other = new ExportHouse();
        foreach (var house in (ExportHouse[])[_house, other])
        {
            await house.Launch(1);
            await house.Talk(0, Ann);
        }

        string Name(ExportHouse house, Func<ExportOrder, ExportOrder>? change = null) => ExportHouse.Lines(house.Export(change: change), "parts.jsonl")[0].GetProperty("worker").GetString()!;

        Assert.Equal(Name(_house), Name(_house));
        Assert.NotEqual(Name(_house), Name(other));
        Assert.Equal(Ann, Name(_house, order => order with { WithWorkerIds = true }));
        Assert.False(OperatingSystem.IsLinux() && (File.GetUnixFileMode(Path.Combine(_house.Folder, PseudonymKey.FileName)) & UnixFileMode.OtherRead) != 0);
    }

    [Fact]
    public async Task Manifest_AccountsForEverything_ExportedOrMissingAndWhy()
    {
        await _house.Launch(4);
        var finished = await _house.Talk(0, Ann);
        var broken = await _house.Talk(1, Bob, ending: "fault");
        await _house.Work(0, Ann, finished);
        await _house.Work(1, Bob, broken, detail: "fault");
        await _house.Work(2, "W3", null, state: AttendanceState.Refused, detail: "unique", handsIn: false);
        await _house.Hit(3);
        await _house.HandIn(4, "W5");
        await _house.Write(new Projection.HitIntended(ExportHouse.Run, 9, 0, "token9", 1));
        await _house.Write(new Projection.HitRefused(ExportHouse.Run, 9, 0, "too cheap", 2));
        await _house.Write(new Projection.UnitSet(ExportHouse.Run, 0, "done", 1), new Projection.UnitSet(ExportHouse.Run, 2, "open", 1));

        var report = _house.Export();
        var manifest = ExportHouse.Json(report, "manifest.json");
        (string, string, string?)[] Of(string list) =>
            [.. manifest.GetProperty(list).EnumerateArray().Select(entry => (entry.GetProperty("id").GetString()!, entry.GetProperty("status").GetString()!, entry.TryGetProperty("why", out var why) ? why.GetString() : null))];

        Assert.True(report.AddsUp, string.Join('\n', report.Checks));
        Assert.Equal([("1", "exported", null), ("2", "exported", null)], Of("conversations"));
        Assert.Equal(
            [("0", "exported", null), ("1", "partly", $"No conversation finished it: {broken} fault."), ("2", "missing", "It was offered and no conversation began with it."), ("3", "missing", "No conversation began with it.")],
            Of("units"));
        Assert.Equal(
            [
                ("A0", "exported", null), ("A1", "exported", null), ("A2", "missing", "The worker was turned away: unique."),
                ("A4", "partly", "The marketplace has an answer of somebody who never came to our server; only the answer is here."),
            ], Of("assignments"));
        Assert.Equal(
            [
                ("H0", "exported", null), ("H1", "exported", null), ("H2", "missing", "Nobody who accepted it began a conversation."), ("H3", "missing", "Nobody had come with it when this was exported."),
                ("place 9, generation 0", "missing", "The crowd did not take it: too cheap."),
            ], Of("hits"));
        Assert.Equal((4, 1, 1, 2), (report.Units.Known, report.Units.Exported, report.Units.Partly, report.Units.Missing));
        Assert.True(manifest.GetProperty("addsUp").GetBoolean());
    }

    [Fact]
    public async Task Manifest_OfAnyExport_HasTheDigestAndTheRowsOfEveryFile()
    {
        await _house.Launch(1);
        await _house.Work(0, Ann, await _house.Talk(0, Ann));

        var report = _house.Export(ExportFormat.Csv);
        var files = ExportHouse.Json(report, "manifest.json").GetProperty("files").EnumerateArray().ToDictionary(file => file.GetProperty("name").GetString()!);

        var onDisk = Directory.EnumerateFiles(report.Folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(report.Folder, path)).Where(name => name != "manifest.json");
        Assert.Equal(onDisk.Order(StringComparer.Ordinal), files.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, file) in files)
        {
            var bytes = File.ReadAllBytes(Path.Combine(report.Folder, name));
            Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.LongLength), (file.GetProperty("sha256").GetString(), file.GetProperty("bytes").GetInt64()));
        }

        Assert.Equal(5, files["messages.csv"].GetProperty("rows").GetInt64());
    }

    [Fact]
    public async Task DamagedTurn_InOneConversation_IsNamedAndTheOthersAreExported()
    {
        await _house.Launch(2);
        var damaged = await _house.Talk(0, Ann);
        await _house.Talk(1, Bob);
        var commit = new Store.ObservedCommit(new TurnRow(damaged, 1, 6, ExportHouse.Start, 0, null, """{"in":{"k":"fromTheFuture"},"did":[]}"""u8.ToArray()));
        _house.Store.Submit(commit);
        Assert.Null(await commit.Fate);

        var report = _house.Export();
        var entries = ExportHouse.Json(report, "manifest.json").GetProperty("conversations").EnumerateArray().ToArray();

        Assert.Equal(["partly", "exported"], entries.Select(entry => entry.GetProperty("status").GetString()));
        Assert.Contains("Turn 6", entries[0].GetProperty("why").GetString());
        Assert.False(report.AddsUp);
        Assert.Equal("turns of the journal that were read", Assert.Single(report.Checks, check => !check.Holds).What);
    }

    [Fact]
    public async Task TwoExports_OfAClosedRun_AreTheSameBytes()
    {
        await _house.Launch(2);
        await _house.Work(0, Ann, await _house.Talk(0, Ann));
        await _house.Work(1, Bob, await _house.Talk(1, Bob), SubmissionVerdict.Approved);
        await _house.Close();

        foreach (var format in Enum.GetValues<ExportFormat>())
        {
            var first = _house.Export(format);
            var second = _house.Export(format);

            Assert.Equal(first.Files, second.Files);
            Assert.Equal(File.ReadAllBytes(Path.Combine(first.Folder, "manifest.json")), File.ReadAllBytes(Path.Combine(second.Folder, "manifest.json")));
        }
    }

    [Fact]
    public async Task Rehearsal_WithoutLaunchOrWork_IsExportedAsWell()
    {
        await _house.OpenRun("rehearsal");
        await _house.Talk(0, "worker-1");

        var report = _house.Export();

        Assert.True(report.AddsUp);
        Assert.Equal((1, 1), (report.Units.Known, report.Units.Exported));
        Assert.Equal("rehearsal", ExportHouse.Json(report, "manifest.json").GetProperty("crowd").GetString());
        Assert.Equal("script1", ExportHouse.Json(report, "provenance.json").GetProperty("scripts")[0].GetProperty("hash").GetString());
    }

    [Fact]
    public async Task Onboarding_TriesOfAWorker_AreCountedAndNotPaidTwice()
    {
        await _house.Launch(1);
        foreach (var result in (string[])["failed", "passed"])
        {
            await _house.Conversation(0,
            [
                (new Met(0, [new Seating(1, Ann, "worker", false)]), [new Act(ActKind.Ended) { Seat = 1, Name = result, Text = "" }, new Act(ActKind.End) { Name = result }]),
            ], onboarding: true);
        }

        await _house.Work(0, Ann, await _house.Talk(0, Ann), SubmissionVerdict.Approved);
        await _house.Pay(0, Ann, LedgerKind.Reward, 50);

        var report = _house.Export();

        Assert.Equal([(1, "failed"), (2, "passed")], ExportHouse.Lines(report, "onboarding.jsonl").Select(row => (row.GetProperty("try").GetInt32(), row.GetProperty("result").GetString()!)));
        var parts = ExportHouse.Lines(report, "parts.jsonl");
        Assert.Equal(["A0", "A0", "A0"], parts.Select(part => part.GetProperty("assignment").GetString()));
        Assert.Equal([JsonValueKind.Null, JsonValueKind.Null, JsonValueKind.Number], parts.Select(part => part.GetProperty("reward").ValueKind));
    }

    [Fact]
    public async Task Provenance_OfALaunch_HasTermsSnapshotAndVersions()
    {
        await _house.Launch(1, snapshot: new string('0', 64));

        var report = _house.Export();
        var provenance = ExportHouse.Json(report, "provenance.json");

        Assert.Equal(0.5m, provenance.GetProperty("launch").GetProperty("terms").GetProperty("config").GetProperty("reward").GetDecimal());
        Assert.Equal("local", provenance.GetProperty("launch").GetProperty("crowd").GetString());
        Assert.Contains("is not there", provenance.GetProperty("snapshot").GetProperty("missing").GetString());
        Assert.StartsWith("0.1.0", provenance.GetProperty("exportedWith").GetProperty("runner").GetString());
    }

    [Fact]
    public async Task Provenance_WhoseTaskWasFrozen_HasEveryFileWithItsDigest()
    {
        using var task = new Tasks.TemporaryFolder();
        task.Write("qa/config.json", """{ "title": "Questions" }""");
        task.Write("qa/world.csx", "var worker = await Meet();");
        var (frozen, _) = FrozenTask.Freeze(TaskFolder.Read(task["qa"]), [], _house.Folder);
        await _house.Launch(1, snapshot: frozen!.Hash);

        var snapshot = ExportHouse.Json(_house.Export(), "provenance.json").GetProperty("snapshot");

        Assert.Equal(frozen.Hash, snapshot.GetProperty("hash").GetString());
        Assert.Equal(["qa/config.json", "qa/world.csx"], snapshot.GetProperty("manifest").GetProperty("files").EnumerateArray().Select(file => file.GetProperty("path").GetString()!.Split('/', 2) is [var a, var b] ? $"{a}/{b}" : ""));
    }

    [Fact]
    public async Task Reasons_OfTheManifest_HaveNoWorkerIdsEither()
    {
        await _house.Launch(1);
        await _house.Work(0, Ann, null, state: AttendanceState.Refused, detail: $"same as {Bob}", handsIn: false);
        await _house.Talk(0, Bob);

        Assert.DoesNotContain(Bob, ExportHouse.Text(_house.Export(), "manifest.json"));
    }

    [Fact]
    public async Task Only_SomeTables_LeavesTheOthersOutAndCountsThemAllTheSame()
    {
        await _house.Launch(1);
        await _house.Talk(0, Ann);

        var report = _house.Export(change: order => order with { Only = ["saved"] });

        Assert.Equal(["provenance.json", "saved.jsonl"], report.Files.Select(file => file.Name));
        Assert.True(report.AddsUp);
        Assert.Contains("messages", ExportHouse.Json(report, "manifest.json").GetProperty("leftOut").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public async Task WhatIsWrittenMeanwhile_IsNotInTheExport()
    {
        await _house.Launch(1);
        await _house.Talk(0, Ann);

        using var moment = _house.Store.AtOneMoment();
        await _house.Talk(1, Bob);

        Assert.Single(moment.ConversationsOf(ExportHouse.Run));
        Assert.Equal((5, 2), moment.CountTurns(ExportHouse.Run));
    }

    [Fact]
    public void UnknownRun_IsSaid()
    {
        var fault = Assert.Throws<ExportFault>(() => _house.Export());

        Assert.Contains("no such run", fault.Message);
    }

    private static string[] Cells(ExportReport report, string file)
    {
        using var csv = CsvHelper.CsvReader.Create(File.ReadAllBytes(Path.Combine(report.Folder, file)), new CsvHelper.CsvReaderOptions { HasHeader = false });
        var cells = new List<string>();
        while (csv.Read())
            for (var i = 0; i < csv.FieldCount; i++) cells.Add(csv.GetString(i) ?? "");
        return [.. cells];
    }
}
