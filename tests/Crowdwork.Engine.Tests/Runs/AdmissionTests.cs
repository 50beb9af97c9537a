using Crowdwork.Engine.Rooms;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Tests.Runs;

public sealed class AdmissionTests
{
    private static readonly TaskConfig Strict = new()
    {
        Title = "T", Reward = 0.5m,
        Qualifications = [new QualificationRule { Name = "tested", Is = Comparison.AtLeast, Value = 80 }],
        Limits = new LimitsConfig { Unique = true, PerWorker = 2, ConcurrentPerWorker = 1, Connections = 10, TimePerDay = TimeSpan.FromHours(1) },
        Disconnects = new DisconnectsConfig { Max = 2 },
    };

    /// <summary>Somebody about whom everything speaks against, and what is mended one after the other, with the refusal that is left then.</summary>
    private static readonly (Func<Newcomer, Newcomer> Mend, string Left)[] Order =
    [
        (worker => worker, "blocked"),
        (worker => worker with { IsBlocked = false }, "leftTooOften"),
        (worker => worker with { Left = 2 }, "failed"),
        (worker => worker with { HasFailed = false }, "notQualified"),
        (worker => worker with { Qualifications = new Dictionary<string, int> { ["tested"] = 80 } }, "unique"),
        (worker => worker with { InAllRuns = 0 }, "unique"),
        (worker => worker with { HasMarkOfUnique = false }, "perWorker"),
        (worker => worker with { InThisRun = 1 }, "timePerDay"),
        (worker => worker with { Today = TimeSpan.FromMinutes(59) }, "timePerDay"),
        (worker => worker with { HasMarkOfTime = false }, "stopped"),
        (worker => worker with { IsStopped = false }, "concurrent"),
        (worker => worker with { HereAlready = 0 }, "full"),
        (worker => worker with { IsWanted = true }, "busy"),
        (worker => worker with { Connected = 9 }, ""),
    ];

    private static readonly Newcomer Unwelcome = new()
    {
        IsBlocked = true, InThisRun = 2, InAllRuns = 2, HasMarkOfUnique = true, HasMarkOfTime = true, HereAlready = 1, Today = TimeSpan.FromHours(1), Left = 3,
        Qualifications = new Dictionary<string, int> { ["tested"] = 79 }, Connected = 10, IsWanted = false, IsStopped = true, HasFailed = true,
    };

    [Fact]
    public void Of_EverythingAgainstThem_SaysTheMostLastingReasonFirst()
    {
        var worker = Unwelcome;
        foreach (var (mend, left) in Order)
        {
            worker = mend(worker);
            Assert.Equal(left, Admission.Of(worker, Strict)?.Name ?? "");
        }
    }

    [Fact]
    public void Of_EachRefusal_HasANameAndWordsOfItsOwnForWorkerAndOperator()
    {
        var worker = Unwelcome;
        var refusals = new List<EntryRefusal>();
        foreach (var (mend, _) in Order)
        {
            worker = mend(worker);
            if (Admission.Of(worker, Strict) is { } refusal) refusals.Add(refusal);
        }

        var each = refusals.GroupBy(refusal => refusal.Name).Select(same => same.First()).ToArray();
        Assert.Equal(11, each.Length);
        Assert.Equal(11, each.Select(refusal => refusal.Text).Distinct().Count());
        Assert.Equal(11, each.Select(refusal => refusal.ForOperator).Distinct().Count());
        Assert.All(each, refusal => Assert.False(string.IsNullOrWhiteSpace(refusal.Text) || string.IsNullOrWhiteSpace(refusal.ForOperator)));
    }

    [Fact]
    public void Of_NoLimits_LetsEverybodyIn()
    {
        var experienced = new Newcomer { InThisRun = 50, InAllRuns = 900, Today = TimeSpan.FromHours(23), Left = 40, Connected = 10_000 };

        Assert.Null(Admission.Of(experienced, new TaskConfig { Title = "T" }));
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(0, 1, false)]
    [InlineData(2, 2, true)]
    [InlineData(2, 3, false)]
    public void Of_DisconnectsMax_RefusesWhoLeftMoreOftenAndNotWhoLeftAsOften(int max, int left, bool mayCome)
        => Assert.Equal(mayCome, Admission.Of(new Newcomer { Left = left }, new TaskConfig { Title = "T", Disconnects = new DisconnectsConfig { Max = max } }) is null);

    [Theory]
    [InlineData(2, 1, true)]
    [InlineData(2, 2, false)]
    [InlineData(1, 0, true)]
    public void Of_ConcurrentPerWorker_CountsTheOthersThatTheyHaveOpen(int most, int open, bool mayCome)
        => Assert.Equal(mayCome, Admission.Of(new Newcomer { HereAlready = open }, new TaskConfig { Title = "T", Limits = new LimitsConfig { ConcurrentPerWorker = most } }) is null);

    [Theory]
    [InlineData(Comparison.Exists, null, true, true)]
    [InlineData(Comparison.DoesNotExist, null, false, true)]
    [InlineData(Comparison.EqualTo, 5, true, true)]
    [InlineData(Comparison.EqualTo, 6, false, true)]
    [InlineData(Comparison.NotEqualTo, 6, true, true)]
    [InlineData(Comparison.NotEqualTo, 5, false, true)]
    [InlineData(Comparison.AtLeast, 5, true, true)]
    [InlineData(Comparison.AtLeast, 6, false, true)]
    [InlineData(Comparison.AtMost, 5, true, true)]
    [InlineData(Comparison.AtMost, 4, false, true)]
    [InlineData(Comparison.In, null, true, true)]
    [InlineData(Comparison.NotIn, null, false, true)]
    public void Of_AQualificationThatWeKnow_IsComparedHereToo(Comparison comparison, int? value, bool mayCome, bool elsewhere)
    {
        var config = new TaskConfig { Title = "T", Qualifications = [new QualificationRule { Name = "level", Is = comparison, Value = value, Values = [4, 5] }] };

        Assert.Equal(mayCome, Admission.Of(new Newcomer { Qualifications = new Dictionary<string, int> { ["level"] = 5 } }, config) is null);
        // One that was given elsewhere is the marketplace's matter: it has looked before it let them accept.
        Assert.Equal(elsewhere, Admission.Of(new Newcomer(), config) is null);
    }

    [Theory]
    [InlineData("approvalRate")]
    [InlineData("approvedCount")]
    [InlineData("country")]
    [InlineData("adult")]
    [InlineData("masters")]
    public void Of_WhatOnlyTheMarketplaceKnows_IsNotComparedHere(string name)
    {
        var config = new TaskConfig { Title = "T", Qualifications = [new QualificationRule { Name = name, Is = Comparison.AtLeast, Value = 95 }] };

        Assert.Null(Admission.Of(new Newcomer { Qualifications = new Dictionary<string, int> { [name] = 1 } }, config));
    }

    [Theory]
    [InlineData(0, "Nothing is paid for this.")]
    [InlineData(0.07, "You will be paid $0.07.")]
    public void Full_WaitingPay_IsWhatTheWorkerReads(double pay, string text)
        => Assert.Equal(text, Admission.Full(new TaskConfig { Title = "T", Waiting = new WaitingConfig { Pay = (decimal)pay } }).Pay);
}
