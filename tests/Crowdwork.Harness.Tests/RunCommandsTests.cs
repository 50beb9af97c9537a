using System.Text.Json;
using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Harness.Tests.Running;
using Microsoft.Data.Sqlite;

namespace Crowdwork.Harness.Tests;

/// <summary><c>runner runs</c>, <c>runner status</c> and <c>runner export</c> as a researcher uses them, on a store that a run left.</summary>
public sealed class RunCommandsTests : IDisposable
{
    private const string Run = "qa-20260302090000";
    private const string Worker = "A1ANN7QXWORKER";
    private const long Start = 1_772_442_000_000;

    private readonly ProjectCopy _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Runs_OfAProject_AreListedAndTold()
    {
        Assert.Contains("There are no runs here", (await Runner.Run(_project.Root, "runs")).Out);
        using (await Store()) { }

        var listed = await Runner.Run(_project.Root, "runs");
        using var json = JsonDocument.Parse((await Runner.Run(_project.Root, "runs", "--json")).Out);

        Assert.Equal(0, listed.ExitCode);
        Assert.Contains(Run, listed.Out);
        Assert.Contains("$60.00", listed.Out);
        var run = Assert.Single(json.RootElement.GetProperty("runs").EnumerateArray());
        Assert.Equal(("open", 2, 1), (run.GetProperty("state").GetString(), run.GetProperty("wanted").GetInt32(), run.GetProperty("finished").GetInt32()));
    }

    [Fact]
    public async Task Status_WhileAnotherProcessWrites_TellsHowTheRunStands()
    {
        using var store = await Store();

        var told = await Runner.Run(_project.Root, "status", Run);
        using var json = JsonDocument.Parse((await Runner.Run(_project.Root, "status", Run, "--json")).Out);

        Assert.Equal(0, told.ExitCode);
        Assert.Contains("1 finished of 2 wanted", told.Out);
        Assert.Contains("To decide      1, the next approves itself at 2026-03-05 09:00 UTC", told.Out);
        Assert.Equal(0.50m, json.RootElement.GetProperty("money").GetProperty("promised").GetDecimal());
    }

    [Fact]
    public async Task StatusWatched_WhenTheRunIsClosed_Ends()
    {
        using var store = await Store();
        await using var watching = Runner.Start(_project.Root, "status", Run, "--watch");
        await watching.Says(said => said.Contains("open: 1/2 finished", StringComparison.Ordinal) ? said : null);

        await store.Write(new Projection.RunClosed(new RunId(Run), Start + 1));
        var told = await watching.Ended();

        Assert.Equal(0, told.ExitCode);
        Assert.Contains("closed: 1/2 finished", told.Out);
        Assert.DoesNotContain('\u001b', told.Out);
    }

    [Theory]
    [InlineData(2, "an earlier Crowdwork")]
    [InlineData(99, "Use the newer Crowdwork")]
    public async Task Store_OfAnotherSchema_IsRefusedInThreePartsByWhoeverReads(int version, string says)
    {
        using (await Store()) { }

        await using (var file = new SqliteConnection($"Data Source={_project[".crowd/runs/crowd.db"]};Pooling=False"))
        {
            file.Open();
            await using var command = file.CreateCommand();
            command.CommandText = $"PRAGMA user_version = {version}";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        foreach (var words in (string[][])[["runs"], ["status", Run], ["export", Run, "-o", "data"], ["ledger", Run]])
        {
            var refused = await Runner.Run(_project.Root, words);

            Assert.True(refused.ExitCode == 2, refused.ToString());
            Assert.Contains(says, refused.Error);
            Assert.StartsWith(_project[".crowd/runs/crowd.db"] + ": ", refused.Error);
            Assert.DoesNotContain("SQLite", refused.Error);
        }
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("jsonl")]
    public async Task Export_OfARun_SaysThatTheCountsAddUp(string format)
    {
        using var store = await Store();

        var told = await Runner.Run(_project.Root, "export", Run, "--format", format, "-o", "data");

        Assert.True(told.ExitCode == 0, told.ToString());
        Assert.Contains("Exported 1 of 2 units, 1 of 1 HITs, 1 of 1 assignments, 1 of 1 conversations; all counts add up", told.Out);
        Assert.Contains("How long?", _project.Read($"data/messages.{format}"));
        Assert.DoesNotContain(Worker, _project.Read($"data/parts.{format}"));
        Assert.True(File.Exists(_project["data/manifest.json"]));
    }

    [Fact]
    public async Task Export_WithWorkerIdsAsJson_NamesThemAndTheFiles()
    {
        using (await Store()) { }

        var told = await Runner.Run(_project.Root, "export", Run, "--with-worker-ids", "--only", "parts", "--json");

        using var json = JsonDocument.Parse(told.Out);
        Assert.True(json.RootElement.GetProperty("addsUp").GetBoolean());
        Assert.Equal(["parts.jsonl", "provenance.json"], json.RootElement.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("name").GetString()));
        Assert.Contains(Worker, _project.Read($"exports/{Run}/parts.jsonl"));
    }

    [Fact]
    public async Task ExportKilled_InTheMiddle_LeavesNoHalfExport()
    {
        using (var store = await Store())
        {
            var talk = store.NextConversation();
            for (var number = 1; number <= 60_000; number++)
            {
                Input input = number == 1 ? new Began(Run, "script1", 1, null, 1, false) : number == 2 ? new Met(1, [new Seating(1, Worker, "asker", false)]) : new Said(1, 0, $"c{number}", new string('m', 100), null);
                Submit(store, new TurnRow(talk, 1, number, Start + number, 0, null, TurnJson.Write(input, [])));
                if (number % 1000 == 0) await store.WhenRoom();
            }

            await store.FlushAsync();
        }

        await using var export = Runner.Start(_project.Root, "export", Run, "-o", "data");
        while (!Directory.EnumerateDirectories(_project.Root, ".data.partial-*").Any() && !export.HasExited) await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        await export.Kill();
        Assert.False(Directory.Exists(_project["data"]));

        var told = await Runner.Run(_project.Root, "export", Run, "-o", "data");
        Assert.True(told.ExitCode == 0, told.ToString());
        Assert.Empty(Directory.EnumerateFileSystemEntries(_project.Root, ".data*"));
        Assert.Equal(60_000, File.ReadLines(_project["data/messages.jsonl"]).Count());
    }

    [Theory]
    [InlineData("status")]
    [InlineData("export")]
    public async Task UnknownRun_IsOneMessageWithTheNearest(string command)
    {
        using (await Store()) { }

        var told = await Runner.Run(_project.Root, command, "qa-2026030209000");
        var none = await Runner.Run(_project.Root, command, "");

        Assert.Equal((2, 2), (told.ExitCode, none.ExitCode));
        Assert.Contains($"Is it one of these? {Run}", told.Error);
        Assert.DoesNotContain("   at ", told.Error + none.Error);
    }

    [Fact]
    public async Task Export_IntoAFolderWithOtherThings_IsAMistake()
    {
        using (await Store()) { }

        var told = await Runner.Run(_project.Root, "export", Run, "-o", "tasks/..");

        Assert.Equal(2, told.ExitCode);
        Assert.Contains("other things", told.Error);
        Assert.DoesNotContain("   at ", told.Error);
    }

    [Theory]
    [InlineData("runs")]
    [InlineData("status")]
    [InlineData("export")]
    [InlineData("workers")]
    public async Task Help_OfEachCommand_ShowsExamples(string command)
    {
        var told = await Runner.Run(_project.Root, command, "--help");

        Assert.Equal(0, told.ExitCode);
        Assert.Contains($"runner {command}", told.Out);
        Assert.Contains("Examples:", told.Out);
    }

    private async Task<CrowdStore> Store()
    {
        var store = CrowdStore.Open(new StoreOptions(_project[".crowd/runs"], Durability.Normal), TimeProvider.System);
        var run = new RunId(Run);
        var terms = new LaunchTerms { Config = new TaskConfig { Title = "Q", Reward = 0.5m }, Conversations = 2, WorkersPerConversation = 1, PublicUrl = new Uri("https://lab.example.org/") };
        await store.Write(
            new Projection.RunOpened(run, "qa", "crowd", 1, Start), new Projection.LaunchBegun(run, "local", "none", "T", 6000, Start, terms.ToJson()),
            new Projection.HitIntended(run, 0, 0, "t", Start), new Projection.HitPosted(run, 0, 0, "H0", Start));
        var talk = store.NextConversation();
        (Input, Act[])[] turns =
        [
            (new Began(Run, "script1", 0, null, 1, false), []),
            (new Met(1, [new Seating(1, Worker, "asker", false)]), [new Act(ActKind.Ask) { Call = 2, Seat = 1, Name = "text", Text = "Ask." }]),
            (new Said(1, 2, "c1", "How long?", null), [new Act(ActKind.Took) { Call = 2, Seat = 1 }, new Act(ActKind.Ended) { Seat = 1, Name = "finished" }, new Act(ActKind.End) { Name = "finished" }]),
        ];
        for (var i = 0; i < turns.Length; i++) Submit(store, new TurnRow(talk, 1, i + 1, Start + i * 1000, 0, null, TurnJson.Write(turns[i].Item1, turns[i].Item2)));
        await store.Write(
            new Projection.AttendanceSet(run, "A0", new WorkerId(Worker), "H0", AttendanceState.Here, null, talk, null, null, Start),
            new Projection.AttendanceSet(run, "A0", new WorkerId(Worker), "H0", AttendanceState.Over, "finished", talk, DueKind.Review, 50, Start + 2000),
            new Projection.SubmissionSeen(run, "A0", new WorkerId(Worker), "H0", SubmissionVerdict.None, null, "<answer/>", Start, Start + 3000, Start + 259_200_000, null));
        return store;
    }

    private static void Submit(CrowdStore store, TurnRow turn) => store.Submit(new Stored(turn));

    private sealed class Stored(TurnRow turn) : Commit(turn, [.. TurnProjections.Of(turn)])
    {
        protected internal override void Committed()
        {
        }

        protected internal override void Failed(StoreFault fault) => throw new StoreException(fault);
    }
}
