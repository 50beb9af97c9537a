using System.Text.Json;
using Crowdwork.Harness.Tests.Running;

namespace Crowdwork.Harness.Tests.Bots;

/// <summary>What holds for simulations of any task: chance, silence, time, and who owes what to whom.</summary>
public sealed class SimulatedRoomTests : IDisposable
{
    private readonly ProjectCopy _project = new();

    public void Dispose() => _project.Dispose();

    // The tests of custom-frontend and the deals of deal-or-no-deal are not to be made up: there the author's own bots play.
    [Theory]
    [InlineData("qa")]
    [InlineData("model-evaluator")]
    [InlineData("reference-game")]
    public async Task Example_PlayedByTheDefaultBot_ComesToItsEnd(string task)
    {
        var played = await PlayedExample.Play(_project, task, 2, "default");

        Assert.True(played.Report.IsGood);
        Assert.Equal(["finished", "finished"], played.Parts.Select(part => part.Ended));
    }

    [Fact]
    public async Task Simulation_WithTheSameSeed_IsTheSame()
    {
        const string mix = "diligent:6,leaver:1,ghost:1";

        var (first, second) = (await PlayedExample.Play(_project, "describe-and-guess", 16, mix), await PlayedExample.Play(_project, "describe-and-guess", 16, mix));

        Assert.Equal(WithoutLatencies(first), WithoutLatencies(second));
        Assert.Equal(2, first.Parts.Count(part => part.Bot == "ghost"));
        Assert.Equal(0, first.Report.Conversations.GetValueOrDefault("open"));
    }

    /// <summary>Whoever closes the page keeps the assignment until its time is up; an hour of that takes no time here.</summary>
    [Fact]
    public async Task Simulation_WithWorkersWhoVanish_WaitsForTheirTimeAndPaysThemNothing()
    {
        var played = await PlayedExample.Play(_project, "qa", 4, "diligent:3,vanisher:1");

        Assert.True(played.Report.IsGood, string.Join('\n', played.Report.Faults));
        Assert.Equal(3 * 0.50m, played.Report.Money["reward"]);
        Assert.Equal(0, played.Parts.Single(part => part.Bot == "vanisher").Reward);
        Assert.Equal(1, played.Report.Unpaid.Values.Sum());
    }

    /// <summary>Who is owed less than the reward gives the work back, and collects a HIT of their own: bots do, too.</summary>
    [Fact]
    public async Task Simulation_OfAPartnerLeftEarly_CollectsWhatIsOwed()
    {
        var played = await PlayedExample.Play(_project, "deal-or-no-deal", 2, "diligent:1,diligent@0:1");

        var (left, stayed) = (played.Parts.Single(part => part.Ended == "returned"), played.Parts.Single(part => part.Ended == "partnerLeft"));
        Assert.Equal((0m, 0.20m, 0.04m), (left.Reward, stayed.Reward, stayed.Fee));
        Assert.Equal((0.24m, 0.24m), (played.Report.Books!.Ledger, played.Report.Books.Marketplace));
    }

    private static string WithoutLatencies(PlayedExample played)
        => string.Join('\n', JsonSerializer.SerializeToElement(played.Report).EnumerateObject().Where(property => property.Name != "AcknowledgedMs").Select(property => property.ToString()));
}
