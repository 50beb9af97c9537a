using Crowdwork.Marketplace.Qualifications;
using Crowdwork.Marketplace.Tests.Support;
using Crowdwork.Marketplace.Workers;

namespace Crowdwork.Marketplace.Tests.Workers;

public sealed class WorkFloorTests
{
    [Fact]
    public async Task Accept_TwentyWorkersForOnePlace_GivesItToOne()
    {
        await using var market = await RunningMarket.Start();
        var hit = await market.Publish();
        for (var number = 1; number <= 20; number++)
            await market.Worker($"A{number}");

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 20).Select(number => market.Floor.Accept($"A{number}", hit)));

        Assert.Single(outcomes, outcome => outcome.Refused is null);
        Assert.Equal(19, outcomes.Count(outcome => outcome.Refused is WhyNot.NoPlaceLeft));
    }

    [Fact]
    public async Task Accept_WhatOneHoldsOrHasDone_IsRefusedButNotAfterAReturn()
    {
        await using var market = await RunningMarket.Start();
        var hit = await market.Publish(new { MaxAssignments = 3 });
        var assignment = await market.Accept("A1", hit);
        Assert.Equal(WhyNot.AlreadyHeld, (await market.Floor.Accept("A1", hit)).Refused);

        await market.Floor.Return("A1", assignment);
        var again = await market.Submit("A1", hit);

        Assert.NotEqual(assignment, again);
        Assert.Equal(WhyNot.AlreadyDone, (await market.Floor.Accept("A1", hit)).Refused);
    }

    [Fact]
    public async Task Submit_Twice_KeepsTheFirst()
    {
        await using var market = await RunningMarket.Start();
        var assignment = await market.Submit("A1", await market.Publish());

        Assert.Equal(WhyNot.AlreadySubmitted, (await market.Floor.Submit("A1", assignment, Some.Answer.Replace("yes", "no"))).Refused);

        Assert.Equal(Some.Answer, (string?)(await market.Assignment(assignment))["Answer"]);
    }

    [Fact]
    public async Task Submit_BySomebodyElseOrOfNothing_IsRefused()
    {
        await using var market = await RunningMarket.Start();
        var assignment = await market.Accept("A1", await market.Publish());
        await market.Worker("A2");

        Assert.Equal(WhyNot.SomebodyElses, (await market.Floor.Submit("A2", assignment, Some.Answer)).Refused);
        Assert.Equal(WhyNot.SomebodyElses, (await market.Floor.Return("A2", assignment)).Refused);
        Assert.Equal(WhyNot.NoSuchAssignment, (await market.Floor.Submit("A2", "ASSIGNMENT_ID_NOT_AVAILABLE", Some.Answer)).Refused);
        Assert.Null((await market.Floor.Submit(null, assignment, Some.Answer)).Refused);
    }

    [Theory]
    [InlineData("Accept", true, true)]
    [InlineData("PreviewAndAccept", true, false)]
    [InlineData("DiscoverPreviewAndAccept", false, false)]
    public async Task AGuardedHit_ForWhoDoesNotQualify_IsHiddenAsFarAsItSays(string guarded, bool found, bool previewed)
    {
        await using var market = await RunningMarket.Start();
        var hit = await market.Publish(new
        {
            QualificationRequirements = new[] { new { QualificationTypeId = SystemQualifications.Locale, Comparator = "EqualTo", LocaleValues = new[] { new { Country = "US" } }, ActionsGuarded = guarded } },
        });
        var group = (string)(await market.Hit(hit))["HITGroupId"]!;
        await market.Worker("A1", new WorkerLocale("DE"));
        await market.Worker("A2", new WorkerLocale("US", "PA"));

        Assert.Equal(found, (await market.Floor.Search("A1")).Count == 1);
        Assert.Equal(previewed, (await market.Floor.Preview("A1", group)).Hit is not null);
        var refused = await market.Floor.Accept("A1", hit);
        Assert.Equal(WhyNot.NotQualified, refused.Refused);
        Assert.Single(refused.Unmet);
        Assert.Null((await market.Floor.AcceptNext("A2", group)).Refused);
    }

    [Fact]
    public async Task AcceptNext_AGroupOfThree_HandsThemOutInOrderOnceEach()
    {
        await using var market = await RunningMarket.Start();
        var hits = new[] { await market.Publish(), await market.Publish(), await market.Publish() };
        var group = (string)(await market.Hit(hits[0]))["HITGroupId"]!;
        await market.Worker("A1");

        var taken = new List<string>();
        while (await market.Floor.AcceptNext("A1", group) is { Refused: null } outcome)
            taken.Add(outcome.Work!.HitId);

        Assert.Equal(hits, taken);
        Assert.Equal(hits, (await market.Floor.Queue("A1")).Select(work => work.HitId));
        Assert.Empty(await market.Floor.Search("A1"));
    }

    [Fact]
    public async Task Accept_TheTwentySixth_IsRefused()
    {
        await using var market = await RunningMarket.Start();
        for (var number = 0; number < 25; number++)
            await market.Accept("A1", await market.Publish());

        Assert.Equal(WhyNot.TooMuchHeld, (await market.Floor.Accept("A1", await market.Publish())).Refused);
    }

    [Theory]
    [InlineData("A1", true)]
    [InlineData("AB2C", true)]
    [InlineData("A", false)]
    [InlineData("B1", false)]
    [InlineData("a1", false)]
    [InlineData("A1\n", false)]
    [InlineData("", false)]
    public async Task Register_AnIdOfAnotherForm_IsRefused(string id, bool taken)
    {
        await using var market = await RunningMarket.Start();

        Assert.Equal(taken, await market.Floor.Register(new WorkerProfile(id, null, false, false)));
    }

    [Fact]
    public async Task Search_ByWordsAndOrder_FindsWhatFits()
    {
        await using var market = await RunningMarket.Start();
        await market.Publish(new { Title = "Cheap and many", Reward = "0.10" });
        await market.Publish(new { Title = "Cheap and many", Reward = "0.10" });
        await market.Publish(new { Title = "Dear", Reward = "3.00" });

        Assert.Equal(["Dear"], (await market.Floor.Search(null, "DEAR pictures")).Select(group => group.Title));
        Assert.Equal(["Dear", "Cheap and many"], (await market.Floor.Search(null, null, GroupOrder.Reward)).Select(group => group.Title));
        Assert.Equal([2, 1], (await market.Floor.Search(null, null, GroupOrder.MostWork)).Select(group => group.OpenHits));
    }
}
