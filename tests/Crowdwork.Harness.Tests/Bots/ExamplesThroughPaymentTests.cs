using Crowdwork.Harness.Tests.Running;

namespace Crowdwork.Harness.Tests.Bots;

/// <summary>
/// Every example, played by its bots on a local crowd from accepting to payment: well, and with a leaver at every question. What was saved and what everybody got is
/// compared with what is promised (<see cref="AllExamples"/>).
/// </summary>
public sealed class ExamplesThroughPaymentTests(ExamplesThroughPaymentTests.Project project) : IClassFixture<ExamplesThroughPaymentTests.Project>
{
    public static TheoryData<string> Names => [.. AllExamples.Table.Select(example => example.Name)];

    /// <summary>What somebody leaves out here is not tested.</summary>
    [Fact]
    public void Table_OfPromises_HasEveryExample()
        => Assert.Equal(
            Directory.GetDirectories(Path.Combine(ProjectCopy.Sources, "tasks")).Select(folder => Path.GetFileName(folder)).Order(),
            AllExamples.Table.Select(example => example.Name).Order());

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Example_PlayedWell_SavesAndPaysWhatItPromises(string name)
    {
        var example = AllExamples.Table.Single(one => one.Name == name);
        var workers = example.Rooms * example.Together;

        var played = await PlayedExample.Play(project.Copy, name, workers, "diligent");

        AllIsAsPromised(example, played, withLeavers: false);
        Assert.All(played.Parts, part => Assert.Equal("finished", part.Ended));
        Assert.Equal((workers, example.Rooms), (played.Parts.Count, played.Talks.Count));
        if (example.Costs is { } costs) Assert.Equal(costs, (played.Report.Money["reward"], played.Report.Money["bonus"], played.Report.Money["fee"]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Example_WithALeaverAtEveryQuestion_SavesAndPaysWhatItPromises(string name)
    {
        var example = AllExamples.Table.Single(one => one.Name == name);
        var leavers = Enumerable.Range(0, example.Questions).Select(answers => $"diligent@{answers}:1").ToArray();
        var stayers = leavers.Length * (example.Together - 1);
        var mix = stayers == 0 ? string.Join(',', leavers) : $"diligent:{stayers},{string.Join(',', leavers)}";

        var played = await PlayedExample.Play(project.Copy, name, leavers.Length + stayers, mix);

        AllIsAsPromised(example, played, withLeavers: true);
        // Nobody who gave the work back is paid, whatever else they did.
        Assert.All(played.Parts.Where(part => part.Ended == "returned"), part => Assert.Equal((0, 0, 0), (part.Reward, part.Bonus, part.Fee)));
        // Who has partners may be left by them before their own time comes.
        Assert.InRange(played.Parts.Count(part => part.Ended == "returned"), example.Together == 1 ? leavers.Length : (leavers.Length + 1) / 2, leavers.Length);
        Assert.Empty(played.Parts.Select(part => part.Ended).Except(["finished", "partnerLeft", "nobodyCame", "returned", "full"]));
    }

    private static void AllIsAsPromised(Example example, PlayedExample played, bool withLeavers)
    {
        var report = played.Report;
        Assert.True(report.IsGood, string.Join('\n', [$"over: {report.IsOver}; books: {report.Books}", .. report.Faults, .. report.BotFaults, .. report.Books?.Differences ?? []]));
        Assert.Equal(Lines(played, example.DueTo), Lines(played, part => (part.Reward, part.Bonus, part.Fee)));
        Assert.Empty(played.Talks.SelectMany(talk => example.Differences(talk, withLeavers)));
        // The report adds up to what everybody got, and to what the marketplace took from the account.
        Assert.Equal(played.Parts.Sum(part => part.Reward + part.Bonus + part.Fee), report.Books!.Marketplace);
        Assert.Equal(report.Books.Ledger, report.Money["reward"] + report.Money["bonus"] + report.Money["fee"] - report.Money["refund"]);
    }

    private static string Lines(PlayedExample played, Func<PlayedPart, (decimal Reward, decimal Bonus, decimal Fee)> money)
        => string.Join('\n', played.Parts.Select(part => $"{part.Worker} {part.Bot} {part.Role} {part.Ended} after {part.Sent}: {money(part).Reward:0.00} + {money(part).Bonus:0.00}, fees {money(part).Fee:0.00}"));

    public sealed class Project : IDisposable
    {
        internal ProjectCopy Copy { get; } = new();

        public void Dispose() => Copy.Dispose();
    }
}
