using Crowdwork.Marketplace.Qualifications;
using Crowdwork.Marketplace.Questions;
using Crowdwork.Marketplace.Tests.Questions;
using Crowdwork.Marketplace.WorkerSite;

namespace Crowdwork.Marketplace.Tests.WorkerSite;

/// <summary>Every reason for a refusal, brought about in the real market.</summary>
public sealed class WorkerDeskTests : IAsyncLifetime
{
    private static readonly string s_form = Forms.Form(Forms.Ask("colour", Forms.Selections("", "", "red", "blue")));
    private static readonly QuestionFormAnswers s_answers = new([Answer.OfSelections("colour", ["blue"])]);

    private OpenMarketplace _market = null!;
    private WorkerDesk _desk = null!;

    public async ValueTask InitializeAsync()
    {
        _market = await OpenMarketplace.Open();
        _desk = new WorkerDesk(_market.Server.Store);
        await _market.Employ("AONE");
        await _market.Employ("ATWO");
    }

    public ValueTask DisposeAsync() => _market.DisposeAsync();

    private static async Task<WorkRefused> Refused(WorkRefusal why, Func<Task> step)
    {
        var refused = await Assert.ThrowsAsync<WorkRefused>(step);
        Assert.Equal(why, refused.Why);
        return refused;
    }

    private async Task Pass(double minutes) => Assert.Null(await _market.Server.Operator.PutForward(TimeSpan.FromMinutes(minutes)));

    private async Task<string> Qualify(object? more = null)
    {
        var type = await _market.Call("CreateQualificationType", more ?? new { Name = "Careful", Description = "Careful work.", QualificationTypeStatus = "Active" });
        return type.GetProperty("QualificationType").GetProperty("QualificationTypeId").GetString()!;
    }

    private static object Test(long? retry = null, bool graded = true) => new
    {
        Name = "Tested", Description = "A test.", QualificationTypeStatus = "Active", Test = s_form, TestDurationInSeconds = 600,
        AnswerKey = graded ? Forms.Key(Forms.Keyed("colour", 1, ("blue", 90))) : null, RetryDelayInSeconds = retry,
    };

    [Fact]
    public async Task Register_IdThatIsTakenOrNone_IsRefused()
    {
        await Refused(WorkRefusal.WorkerIdTaken, () => _desk.Register(new NewWorker("AONE", null, false, false)));
        foreach (var id in new[] { "A", "a1", "B12", "A-1", "A" + new string('X', 64) })
            await Refused(WorkRefusal.WorkerIdMalformed, () => _desk.Register(new NewWorker(id, null, false, false)));
        var made = await _desk.Register(new NewWorker(null, new WorkerLocale("US", "PA"), true, true));
        Assert.Equal(made, await _desk.FindWorker(made.Id));
        Assert.Equal([made.Id, "ATWO"], (await _desk.Workers(2)).Workers.Select(worker => worker.Id));
        Assert.Equal(3, (await _desk.Workers(2)).Total);
    }

    [Fact]
    public async Task Accept_UnknownGroup_IsRefused() => await Refused(WorkRefusal.GroupUnknown, () => _desk.Accept("AONE", "3NONE"));

    [Fact]
    public async Task Accept_LastPlaceTakenByAnother_IsRefused()
    {
        var (_, group) = await _market.Publish(s_form);
        await _desk.Accept("AONE", group);
        await Refused(WorkRefusal.NoPlaceLeft, () => _desk.Accept("ATWO", group));
        await Refused(WorkRefusal.NoPlaceLeft, () => _desk.Preview("ATWO", group));
    }

    [Fact]
    public async Task Accept_TwoAtOnce_OneGetsThePlace()
    {
        var (_, group) = await _market.Publish(s_form);
        var outcomes = await Task.WhenAll(new[] { "AONE", "ATWO" }.Select(async worker =>
        {
            try
            {
                return (await _desk.Accept(worker, group)).WorkerId;
            }
            catch (WorkRefused refused)
            {
                return refused.Why.ToString();
            }
        }));
        Assert.Contains(nameof(WorkRefusal.NoPlaceLeft), outcomes);
        Assert.Single(outcomes, outcome => outcome is "AONE" or "ATWO");
    }

    [Fact]
    public async Task Accept_HeldAlready_NamesTheAssignment()
    {
        var (_, group) = await _market.Publish(s_form, places: 2);
        var held = await _desk.Accept("AONE", group);
        Assert.Equal(held.AssignmentId, (await Refused(WorkRefusal.AlreadyHeld, () => _desk.Accept("AONE", group))).AssignmentId);
    }

    [Fact]
    public async Task Accept_DoneAlready_IsRefused()
    {
        var (_, group) = await _market.Publish(s_form, places: 2);
        await _desk.Submit((await _desk.Accept("AONE", group)).AssignmentId, null, s_answers);
        await Refused(WorkRefusal.AlreadyDone, () => _desk.Accept("AONE", group));
        Assert.Equal("ATWO", (await _desk.Accept("ATWO", group)).WorkerId);
    }

    [Fact]
    public async Task Accept_ExpiredGroup_IsRefused()
    {
        var (hit, group) = await _market.Publish(s_form);
        await _market.Call("UpdateExpirationForHIT", new { HITId = hit, ExpireAt = 0 });
        await Refused(WorkRefusal.GroupExpired, () => _desk.Accept("AONE", group));
        Assert.Empty((await _desk.Search("AONE", new GroupSearch("", 0, false, MarketOrder.Newest, 0, 20))).Groups);
        Assert.NotNull(await _desk.FindGroup("AONE", group));
    }

    [Fact]
    public async Task Accept_WhenBlocked_IsRefusedAndThePreviewSaysSo()
    {
        var (_, group) = await _market.Publish(s_form);
        await _market.Call("CreateWorkerBlock", new { WorkerId = "AONE", Reason = "Bots only" });
        await Refused(WorkRefusal.Blocked, () => _desk.Accept("AONE", group));
        Assert.Equal(WorkRefusal.Blocked, (await _desk.Preview("AONE", group)).CannotAccept);
    }

    [Theory]
    [InlineData("Accept", true, true)]
    [InlineData("PreviewAndAccept", true, false)]
    [InlineData("DiscoverPreviewAndAccept", false, false)]
    public async Task Guards_KeepFromWhatTheySay(string guard, bool found, bool previewed)
    {
        var type = await Qualify();
        var (_, group) = await _market.Publish(s_form, requirements: [new { QualificationTypeId = type, Comparator = "Exists", ActionsGuarded = guard }]);
        Assert.Equal(found, (await _desk.Search("AONE", new GroupSearch("", 0, false, MarketOrder.Newest, 0, 20))).Total == 1);
        Assert.Equal(found, await _desk.FindGroup("AONE", group) is not null);
        await Refused(found ? WorkRefusal.NotQualified : WorkRefusal.GroupUnknown, () => _desk.Accept("AONE", group));
        if (previewed) Assert.Equal(WorkRefusal.NotQualified, (await _desk.Preview("AONE", group)).CannotAccept);
        else await Refused(found ? WorkRefusal.NotQualified : WorkRefusal.GroupUnknown, () => _desk.Preview("AONE", group));
        Assert.Equal(0, (await _desk.Search("AONE", new GroupSearch("", 0, true, MarketOrder.Newest, 0, 20))).Total);

        await _market.Call("AssociateQualificationWithWorker", new { QualificationTypeId = type, WorkerId = "AONE", IntegerValue = 3, SendNotification = false });
        Assert.Equal("AONE", (await _desk.Accept("AONE", group)).WorkerId);
    }

    [Fact]
    public async Task Accept_WhenTheQueueIsFull_IsRefused()
    {
        var groups = new List<string>();
        for (var count = 0; count < 26; count++) groups.Add((await _market.Publish(s_form, title: $"HIT {count}")).GroupId);
        foreach (var group in groups.Take(25)) await _desk.Accept("AONE", group);
        await Refused(WorkRefusal.QueueFull, () => _desk.Accept("AONE", groups[25]));
        Assert.Equal(25, (await _desk.FindWorker("AONE"))!.Held);
    }

    [Fact]
    public async Task Work_OfSomebodyElseOrNobody_IsRefused()
    {
        var (_, group) = await _market.Publish(s_form);
        var held = await _desk.Accept("AONE", group);
        await Refused(WorkRefusal.NotYours, () => _desk.Work("ATWO", held.AssignmentId));
        await Refused(WorkRefusal.NotYours, () => _desk.Return("ATWO", held.AssignmentId));
        await Refused(WorkRefusal.NotYours, () => _desk.Submit(held.AssignmentId, "ATWO", s_answers));
        await Refused(WorkRefusal.AssignmentUnknown, () => _desk.Work("AONE", "3NONE"));
        Assert.Equal(held.AssignmentId, (await _desk.Work("AONE", held.AssignmentId)).AssignmentId);
    }

    [Fact]
    public async Task Submit_SecondTime_IsRefused()
    {
        var (hit, group) = await _market.Publish(s_form);
        var held = await _desk.Accept("AONE", group);
        await _desk.Submit(held.AssignmentId, null, s_answers);
        await Refused(WorkRefusal.AlreadySubmitted, () => _desk.Submit(held.AssignmentId, null, QuestionFormAnswers.None));
        await Refused(WorkRefusal.AlreadySubmitted, () => _desk.Return("AONE", held.AssignmentId));
        Assert.Contains("blue", (await _market.Answers(hit)).Single().GetProperty("Answer").GetString());
        Assert.Equal(group, (await _desk.FindSubmitted(held.AssignmentId))!.GroupId);
    }

    [Fact]
    public async Task Submit_AfterReturnOrDeadline_IsRefused()
    {
        var (_, group) = await _market.Publish(s_form);
        var returned = await _desk.Accept("AONE", group);
        await _desk.Return("AONE", returned.AssignmentId);
        await Refused(WorkRefusal.Returned, () => _desk.Submit(returned.AssignmentId, null, s_answers));
        var late = await _desk.Accept("AONE", group);
        await Pass(30);
        await Refused(WorkRefusal.Abandoned, () => _desk.Submit(late.AssignmentId, null, s_answers));
        await Refused(WorkRefusal.Abandoned, () => _desk.Work("AONE", late.AssignmentId));
        Assert.Null(await _desk.FindSubmitted(late.AssignmentId));
    }

    [Fact]
    public async Task Search_WordsPayAndOrder()
    {
        await _market.Publish(s_form, title: "Count sheep", seconds: 60);
        await _market.Publish(s_form, title: "Count Birds", seconds: 3600);
        async Task<string> Titles(string words, long min, MarketOrder order) => string.Join(", ", (await _desk.Search("AONE", new GroupSearch(words, min, false, order, 0, 20))).Groups.Select(group => group.Title));
        Assert.Equal("Count sheep", await Titles("SHEEP count", 0, MarketOrder.Newest));
        Assert.Equal("Count sheep, Count Birds", await Titles("count", 0, MarketOrder.ShortestTime));
        Assert.Equal("", await Titles("count", 26, MarketOrder.Newest));
        Assert.Equal("", await Titles("goats", 0, MarketOrder.Newest));
        var page = await _desk.Search("AONE", new GroupSearch("", 0, false, MarketOrder.Reward, 1, 1));
        Assert.Equal((1, 2), (page.Groups.Count, page.Total));
    }

    [Fact]
    public async Task Earnings_FollowTheRequestersDecisions()
    {
        var ids = new List<string>();
        for (var count = 0; count < 3; count++)
        {
            var (_, group) = await _market.Publish(s_form, title: $"HIT {count}");
            ids.Add((await _desk.Submit((await _desk.Accept("AONE", group)).AssignmentId, null, s_answers)).AssignmentId);
            await Pass(1);
        }

        await _market.Call("ApproveAssignment", new { AssignmentId = ids[0], RequesterFeedback = "Good" });
        await _market.Call("RejectAssignment", new { AssignmentId = ids[1], RequesterFeedback = "Empty" });
        await _market.Call("SendBonus", new { AssignmentId = ids[0], WorkerId = "AONE", BonusAmount = "0.10", Reason = "Fast" });
        var earnings = await _desk.Earnings("AONE", 0, 20);
        Assert.Equal((25, 10, 25, 3), (earnings.ApprovedCents, earnings.BonusCents, earnings.PendingCents, earnings.Total));
        Assert.Equal([WorkStatus.Pending, WorkStatus.Rejected, WorkStatus.Approved], earnings.Work.Select(work => work.Status));
        Assert.Equal(("Good", "Fast"), (earnings.Work[2].Feedback, earnings.Work[2].Bonuses.Single().Reason));
        Assert.Equal("HIT 1", (await _desk.Earnings("AONE", 1, 1)).Work.Single().Title);
        await Pass(61);
        Assert.Equal(50, (await _desk.Earnings("AONE", 0, 20)).ApprovedCents);
    }

    [Fact]
    public async Task Qualification_WithoutATest_WaitsForTheRequester()
    {
        var type = await Qualify();
        Assert.Equal(QualificationState.None, (await _desk.FindQualification("AONE", type))!.State);
        Assert.Equal(QualificationState.Requested, (await _desk.Request("AONE", type, null)).State);
        await Refused(WorkRefusal.RequestPending, () => _desk.Request("AONE", type, null));
        var request = (await _market.Call("ListQualificationRequests", new { QualificationTypeId = type })).GetProperty("QualificationRequests")[0].GetProperty("QualificationRequestId").GetString();
        await _market.Call("AcceptQualificationRequest", new { QualificationRequestId = request, IntegerValue = 42 });
        Assert.Equal((QualificationState.Granted, 42), ((await _desk.FindQualification("AONE", type))!.State, (await _desk.FindQualification("AONE", type))!.Value?.Number));
        await Refused(WorkRefusal.QualificationHeld, () => _desk.Request("AONE", type, null));
        Assert.Contains((await _desk.Qualifications("AONE", null)).Held, card => card.TypeId == type);
    }

    [Fact]
    public async Task Qualification_Rejected_CannotBeAskedForAgain()
    {
        var type = await Qualify();
        await _desk.Request("AONE", type, null);
        var request = (await _market.Call("ListQualificationRequests", new { QualificationTypeId = type })).GetProperty("QualificationRequests")[0].GetProperty("QualificationRequestId").GetString();
        await _market.Call("RejectQualificationRequest", new { QualificationRequestId = request, Reason = "No" });
        Assert.Equal(QualificationState.Rejected, (await _desk.FindQualification("AONE", type))!.State);
        await Refused(WorkRefusal.NoRetake, () => _desk.Request("AONE", type, null));
    }

    [Fact]
    public async Task Test_IsTimedAndGraded()
    {
        var type = await Qualify(Test());
        await Refused(WorkRefusal.TestNotStarted, () => _desk.Request("AONE", type, s_answers));
        var test = await _desk.StartTest("AONE", type);
        Assert.Equal(TimeSpan.FromMinutes(10), test.Deadline - test.StartedAt);
        await Pass(2);
        Assert.Equal(test.StartedAt, (await _desk.StartTest("AONE", type)).StartedAt);
        Assert.Equal(QualificationState.Testing, (await _desk.FindQualification("AONE", type))!.State);
        Assert.Equal(90, (await _desk.Request("AONE", type, s_answers)).Value?.Number);
    }

    [Fact]
    public async Task Test_HandedInTooLate_IsNotGraded()
    {
        var type = await Qualify(Test());
        await _desk.StartTest("AONE", type);
        await Pass(11);
        Assert.Equal(QualificationState.TestOver, (await _desk.FindQualification("AONE", type))!.State);
        await Refused(WorkRefusal.TestTimeOver, () => _desk.Request("AONE", type, s_answers));
        Assert.Null((await _desk.FindQualification("AONE", type))!.Value);
        await _desk.StartTest("AONE", type);
        Assert.Equal(QualificationState.Testing, (await _desk.FindQualification("AONE", type))!.State);
    }

    [Fact]
    public async Task Test_WithARetryDelay_CanBeTakenAgainThen()
    {
        var type = await Qualify(Test(retry: 3600, graded: false));
        await _desk.StartTest("AONE", type);
        await _desk.Request("AONE", type, s_answers);
        var request = (await _market.Call("ListQualificationRequests", new { QualificationTypeId = type })).GetProperty("QualificationRequests")[0];
        Assert.Contains("<SelectionIdentifier>blue</SelectionIdentifier>", request.GetProperty("Answer").GetString());
        await _market.Call("RejectQualificationRequest", new { QualificationRequestId = request.GetProperty("QualificationRequestId").GetString() });
        Assert.NotNull((await Refused(WorkRefusal.TooEarlyToRetry, () => _desk.StartTest("AONE", type))).At);
        await Pass(61);
        Assert.NotNull(await _desk.StartTest("AONE", type));
    }

    [Fact]
    public async Task Qualification_UnknownOrNotOffered_IsRefused()
    {
        await Refused(WorkRefusal.QualificationUnknown, () => _desk.Request("AONE", "3NONE", null));
        await Refused(WorkRefusal.NotRequestable, () => _desk.Request("AONE", SystemQualifications.Masters, null));
        var type = await Qualify();
        await _market.Call("UpdateQualificationType", new { QualificationTypeId = type, QualificationTypeStatus = "Inactive" });
        await Refused(WorkRefusal.NotRequestable, () => _desk.Request("AONE", type, null));
    }

    [Fact]
    public async Task Qualification_TakenBack_SaysSo()
    {
        var type = await Qualify();
        await _market.Call("AssociateQualificationWithWorker", new { QualificationTypeId = type, WorkerId = "AONE", IntegerValue = 3, SendNotification = false });
        await _market.Call("DisassociateQualificationFromWorker", new { QualificationTypeId = type, WorkerId = "AONE", Reason = "Over" });
        Assert.Equal(QualificationState.Revoked, (await _desk.FindQualification("AONE", type))!.State);
    }
}
