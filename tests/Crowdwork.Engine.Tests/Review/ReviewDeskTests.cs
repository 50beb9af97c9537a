using System.Text.Json;
using Crowdwork.Engine.Review;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Runs.Payments;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tests.Runs.Payments;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Tests.Review;

/// <summary>What a reviewer can do, on a real marketplace.</summary>
public sealed class ReviewDeskTests : IAsyncLifetime
{
    private PaidRun _run = null!;

    public async ValueTask InitializeAsync() => _run = await PaidRun.Launch();

    public ValueTask DisposeAsync() => _run.DisposeAsync();

    [Fact]
    public async Task Approve_GoesIntoTheLogAndIsPaid()
    {
        var assignment = await _run.Finish("AWORKER");

        var answer = await Decide(new() { Run = "run", By = "anna", Act = DecisionAct.Approve, Assignments = [assignment], Because = "Good." });

        Assert.Equal((true, 1, "done"), (answer.IsDone, answer.Decided, Assert.Single(answer.Lines).Outcome));
        Assert.Equal((DecisionAct.Approve, "anna", "Good."), _run.Store.Decisions(PaidRun.Run)[0] is var row ? (row.Act, row.By, row.Words) : default);
        Assert.Equal([ReviewState.Paid], States());
        await _run.BooksAgree();
    }

    [Fact]
    public async Task Problems_AreToldAllAtOnceAndNothingIsDecided()
    {
        var paid = await _run.Finish("AWORKER1");
        await Decide(new() { Run = "run", By = "anna", Act = DecisionAct.Approve, Assignments = [paid] });
        var open = await _run.Finish("AWORKER2");
        var owed = await _run.Finish("AWORKER3", DueKind.Owed, 50, "fault");
        var decided = _run.Store.Decisions(PaidRun.Run).Count;

        var answer = await Decide(new() { Run = "run", By = "anna", Act = DecisionAct.Reject, Assignments = [paid, open, owed, "3UNKNOWN"], Because = "No." });

        Assert.Equal(3, answer.Problems.Count);
        Assert.Contains(answer.Problems, one => one.Where.Contains(paid) && one.What.Contains("paid already"));
        Assert.Contains(answer.Problems, one => one.Where.Contains(owed) && one.What.Contains("told that they will be paid $0.50"));
        Assert.Contains(answer.Problems, one => one.Where == "3UNKNOWN");
        Assert.All(answer.Problems, one => Assert.NotEmpty(one.WhatToDo));
        Assert.Equal(decided, _run.Store.Decisions(PaidRun.Run).Count);
    }

    public static TheoryData<string, string?, decimal?, string> Senseless => new()
    {
        { DecisionAct.Reject, null, null, "no reason" },
        { DecisionAct.Block, " ", null, "no reason" },
        { DecisionAct.Bonus, "Good.", 0m, "amount" },
        { DecisionAct.Bonus, "Good.", -1m, "amount" },
        { DecisionAct.Bonus, "Good.", 0.001m, "amount" },
        { DecisionAct.Bonus, "Good.", null, "amount" },
        { DecisionAct.Compensate, "Lost.", null, "amount" },
        { DecisionAct.Grant, null, null, "qualification" },
        { DecisionAct.Approve, "", null, "named" },
        { "shout", null, null, "decided" },
    };

    [Theory, MemberData(nameof(Senseless))]
    public async Task Request_WithoutSense_IsRefusedInWords(string act, string? because, decimal? amount, string said)
    {
        var answer = await Decide(new() { Run = "run", By = "anna", Act = act, Because = because, Amount = amount });

        Assert.Contains(answer.Problems, one => one.What.Contains(said));
        Assert.Empty(_run.Store.Decisions(PaidRun.Run));
    }

    [Fact]
    public async Task AllProposed_FollowsTheRuleAndItsBonuses()
    {
        var good = await _run.Finish("AGOOD");
        var bad = await _run.Finish("ABAD");
        var odd = await _run.Finish("AODD");
        var rule = new ByWorker(worker => worker switch { "AGOOD" => Decision.Approve("Complete", 0.20m), "ABAD" => Decision.Reject("Empty."), _ => Decision.AskAHuman("Hm.") });

        await Decide(new() { Run = "run", By = "anna", Act = DecisionAct.Approve, AllProposed = true }, rule);
        await Decide(new() { Run = "run", By = "anna", Act = DecisionAct.Reject, AllProposed = true }, rule);

        Assert.Equal(new[] { PaymentName.Reward(good), PaymentName.Bonus(good, "rule") }.Order(), _run.Confirmed.Order());
        Assert.Equal("Empty.", (await _run.Market.Crowd.Answer(bad, CancellationToken.None))!.Words);
        Assert.Equal(ReviewState.Waiting, Queue(rule, new ReviewFilter(Worker: "AODD")).Items.Single().State);
        Assert.Equal(odd, Queue(rule, new ReviewFilter(Proposal: "ask")).Items.Single().Assignment);
        await _run.BooksAgree();
    }

    [Fact]
    public async Task WholeWorker_AndAllThatMatch_DecideWhatCanBeDecided()
    {
        for (var part = 0; part < 3; part++) await _run.Finish("AWORKER");
        var other = await _run.Finish("AOTHER");

        var first = await Decide(new() { Run = "run", By = "anna", Act = DecisionAct.Approve, Worker = "AWORKER" });
        var again = await Decide(new() { Run = "run", By = "anna", Act = DecisionAct.Approve, All = new ReviewFilter(State: ReviewState.Waiting) });

        Assert.Equal((3, 1), (first.Decided, again.Decided));
        Assert.Equal(other, again.Lines.Single().Assignment);
        await _run.BooksAgree();
    }

    [Fact]
    public async Task Bonus_WithTheSameKey_IsToldToBePaid()
    {
        var assignment = await _run.Finish("AWORKER");
        var wish = new DecideRequest { Run = "run", By = "anna", Act = DecisionAct.Bonus, Assignments = [assignment], Amount = 0.20m, Because = "Good." };

        await Decide(wish);
        var again = await Decide(wish);
        var another = await Decide(wish with { Name = "more" });

        Assert.Contains("is paid", Assert.Single(again.Problems).What);
        Assert.True(another.IsDone);
        Assert.Equal(2, await _run.Bonuses(assignment));
        await _run.BooksAgree();
    }

    [Fact]
    public async Task Undo_OfARejection_PaysAndOfAPaymentIsRefused()
    {
        var assignment = await _run.Finish("AWORKER");
        await Decide(new() { Run = "run", By = "anna", Act = DecisionAct.Reject, Assignments = [assignment], Because = "No." });
        Assert.Equal([ReviewState.Rejected], States());

        var undone = await Decide(new() { Run = "run", By = "anna", Act = DecisionAct.Undo, Assignments = [assignment], Because = "It was good." });
        var again = await Decide(new() { Run = "run", By = "anna", Act = DecisionAct.Undo, Assignments = [assignment] });

        Assert.True(undone.IsDone);
        Assert.Equal([ReviewState.Paid], States());
        Assert.NotEmpty(again.Problems);
        await _run.BooksAgree();
    }

    [Fact]
    public async Task Undo_OfARejectionOfLongAgo_IsRefused()
    {
        var assignment = await _run.Finish("AWORKER");
        await Decide(new() { Run = "run", By = "anna", Act = DecisionAct.Reject, Assignments = [assignment], Because = "No." });
        var later = DateTimeOffset.FromUnixTimeMilliseconds(_run.Store.Submissions(PaidRun.Run)[0].SubmittedAtUnixMs).AddDays(31);

        var (wishes, problems) = Wishes.Of(RunBooks.Read(_run.Store, PaidRun.Run), null, new() { Run = "run", By = "anna", Act = DecisionAct.Undo, Assignments = [assignment] }, later);

        Assert.Empty(wishes);
        Assert.Contains("30 days", Assert.Single(problems).What);
    }

    [Fact]
    public async Task DryRun_SaysWhatWouldBeDoneAndDoesNothing()
    {
        await _run.Finish("AWORKER");
        var rule = new ByWorker(_ => Decision.Approve("Complete"));

        var answer = await Decide(new() { Run = "run", By = "anna", Act = DecideRequest.PayAct, DryRun = true }, rule);

        Assert.Equal(("due", 0.60m), (Assert.Single(answer.Lines).Outcome, answer.Lines[0].Cost));
        Assert.Empty(_run.Store.Decisions(PaidRun.Run));

        var paid = await Decide(new() { Run = "run", By = "anna", Act = DecideRequest.PayAct }, rule);
        Assert.Equal("done", Assert.Single(paid.Lines).Outcome);
        await _run.BooksAgree();
    }

    [Fact]
    public async Task Note_IsInTheLogOfThePart()
    {
        var assignment = await _run.Finish("AWORKER");

        await Decide(new() { Run = "run", By = "anna", Act = DecisionAct.Note, Assignments = [assignment], Because = "Interesting." });

        Assert.Equal("Interesting.", Assert.Single(Queue(null, new ReviewFilter(Text: "interest")).Items.Single().Log).Because);
        Assert.Empty(_run.Store.Ledger(PaidRun.Run));
    }

    [Fact]
    public async Task Queue_ShowsWhatIsDueFirst_WithHistoryAndQuestions()
    {
        var late = await _run.Finish("ALATE");
        await _run.Market.PutForward(TimeSpan.FromMinutes(1));
        await _run.Finish("ASOON");
        await _run.Market.PutForward(TimeSpan.FromMinutes(1));
        var stranger = await _run.Market.HandIn("ASTRANGER", await _run.Post());
        await _run.SeeAll();
        await Decide(new() { Run = "run", By = "anna", Act = DecisionAct.Approve, Assignments = [late] });
        await _run.Market.PutForward(TimeSpan.FromMinutes(1));
        var again = await _run.Finish("ALATE");

        var workers = Queue(null, new ReviewFilter()).Workers;

        Assert.Equal(["ASOON", "ASTRANGER", "ALATE"], workers.Select(worker => worker.Worker.Value));
        Assert.Equal((1, 1, 0, 1, new Engine.Crowds.Money(0.50m)), workers[2].History is var history ? (history.Runs, history.Approved, history.Rejected, history.Waiting, history.Paid) : default);
        Assert.Equal([again, late], workers[2].Items.OrderBy(item => item.State).Select(item => item.Assignment));
        Assert.Equal((ReviewState.Question, stranger), workers[1].Items[0] is var odd ? (odd.State, odd.Assignment) : default);
        Assert.NotNull(workers[0].Deadline);
    }

    [Fact]
    public void Request_OverTheWire_ComesBackTheSame()
    {
        var request = new DecideRequest
        {
            Run = "run", By = "anna", Act = DecisionAct.Bonus, Assignments = ["3A", "3B"], Worker = "AWORKER", All = new ReviewFilter(ReviewState.Waiting, "approve", null, "text"), AllProposed = true,
            Because = "Because.", Name = "key", Amount = 0.20m, DryRun = true,
        };

        var json = JsonSerializer.Serialize(request, DecideRequest.Json);
        var read = JsonSerializer.Deserialize<DecideRequest>(json, DecideRequest.Json)!;

        Assert.Contains("\"state\":\"waiting\"", json);
        Assert.Equal(request with { Assignments = read.Assignments }, read);
        Assert.Equal(request.Assignments, read.Assignments);
    }

    [Fact]
    public void OperatorFile_IsForItsOwnerOnly()
    {
        new OperatorFile(new Uri("http://127.0.0.1:8002"), "secret").Write(_run.Folder);
        new OperatorFile(new Uri("http://127.0.0.1:8003"), "secret2").Write(_run.Folder);

        Assert.Equal(new OperatorFile(new Uri("http://127.0.0.1:8003"), "secret2"), OperatorFile.Read(_run.Folder));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_run.Folder, OperatorFile.Name)));
        OperatorFile.Remove(_run.Folder);
        Assert.Null(OperatorFile.Read(_run.Folder));
    }

    private async Task<DecideAnswer> Decide(DecideRequest request, IReviewProposals? proposals = null)
    {
        using var spending = Spending.Of(_run.Store, PaidRun.Run);
        using var payer = new Payer(_run.Store, _run.Market.Crowd, new CrowdGate(_run.Time), spending, _run.Time, PaidRun.Run);
        using var desk = new ReviewDesk(_run.Store, PaidRun.Run, payer, spending, proposals, _run.Time);
        return await desk.Decide(request, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Queue_InPieces_IsTheWholeQueueAndAsksTheRuleOnlyOfWhatIsShown()
    {
        for (var worker = 0; worker < 3; worker++)
            for (var part = 0; part < 2; part++) await _run.Finish($"AWORKER{worker}");
        var whole = Queue(null, new ReviewFilter()).Items.Select(item => item.Assignment).ToList();
        var rule = new AskedRule();

        var pieces = Enumerable.Range(0, 3).Select(piece => ReviewDesk.QueueOf(_run.Store, PaidRun.Run, rule, new ReviewFilter(ToDo: true), new ReviewPiece(piece * 2, 2))).ToList();

        Assert.Equal(whole, pieces.SelectMany(piece => piece.Items).Select(item => item.Assignment));
        Assert.All(pieces, piece => Assert.Equal((6, 3, 2), (piece.PartCount, piece.WorkerCount, piece.Items.Count())));
        Assert.Equal(6, rule.Times);
        Assert.Empty(ReviewDesk.QueueOf(_run.Store, PaidRun.Run, rule, new ReviewFilter(), new ReviewPiece(6, 2)).Items);
    }

    private sealed class AskedRule : IReviewProposals
    {
        public int Times { get; private set; }

        public Decision? For(ConversationId conversation, WorkerId worker)
        {
            Times++;
            return Decision.Approve("Complete");
        }
    }

    private ReviewQueue Queue(IReviewProposals? proposals, ReviewFilter filter) => ReviewDesk.QueueOf(_run.Store, PaidRun.Run, proposals, filter);

    private IEnumerable<ReviewState> States() => Queue(null, new ReviewFilter()).Items.Select(item => item.State);

    private sealed class ByWorker(Func<string, Decision> rule) : IReviewProposals
    {
        public Decision? For(ConversationId conversation, WorkerId worker) => rule(worker.Value);
    }
}
