using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Runs.Payments;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Tests.Runs.Payments;

/// <summary>What is due, on paper: no marketplace, no store.</summary>
public sealed class PayablesTests
{
    private static readonly RunId Run = new("run");
    private static readonly WorkerId Worker = new("AWORKER");

    /// <summary>How a part went, what the crowd says of it, what was decided last; and what is to be done.</summary>
    public static TheoryData<string, string?, string, string?, string> Table => new()
    {
        { AttendanceState.Over, DueKind.Review, SubmissionVerdict.None, null, "wait" },
        { AttendanceState.Over, DueKind.Review, SubmissionVerdict.None, DecisionAct.Approve, "approve" },
        { AttendanceState.Over, DueKind.Review, SubmissionVerdict.None, DecisionAct.SoftReject, "approve" },
        { AttendanceState.Over, DueKind.Review, SubmissionVerdict.None, DecisionAct.Reject, "reject" },
        { AttendanceState.Over, DueKind.Review, SubmissionVerdict.None, DecisionAct.Undo, "wait" },
        { AttendanceState.Over, DueKind.Review, SubmissionVerdict.None, DecisionAct.Note, "wait" },
        { AttendanceState.Over, DueKind.Review, SubmissionVerdict.Approved, null, "note as paid" },
        { AttendanceState.Over, DueKind.Review, SubmissionVerdict.Approved, DecisionAct.Reject, "note as paid" },
        { AttendanceState.Over, DueKind.Review, SubmissionVerdict.Rejected, null, "note as rejected" },
        { AttendanceState.Over, DueKind.Review, SubmissionVerdict.Rejected, DecisionAct.Reject, "note as rejected" },
        { AttendanceState.Over, DueKind.Review, SubmissionVerdict.Rejected, DecisionAct.Approve, "take back the rejection" },
        { AttendanceState.Over, DueKind.Review, SubmissionVerdict.Rejected, DecisionAct.Undo, "take back the rejection" },
        { AttendanceState.Over, DueKind.Owed, SubmissionVerdict.None, DecisionAct.Approve, "approve" },
        { AttendanceState.Over, DueKind.Owed, SubmissionVerdict.None, null, "ask" },
        { AttendanceState.Over, DueKind.Nothing, SubmissionVerdict.None, null, "ask" },
        { AttendanceState.Over, DueKind.Nothing, SubmissionVerdict.None, DecisionAct.Approve, "approve" },
        { AttendanceState.Here, null, SubmissionVerdict.None, null, "wait" },
        { AttendanceState.Gone, DueKind.Review, SubmissionVerdict.None, null, "ask" },
        { AttendanceState.Refused, DueKind.Nothing, SubmissionVerdict.None, null, "ask" },
        { AttendanceState.Refused, DueKind.Nothing, SubmissionVerdict.None, DecisionAct.Reject, "reject" },
    };

    [Theory, MemberData(nameof(Table))]
    public void HandedIn_ByHowItWentAndWhatWasDecided(string state, string? due, string verdict, string? decided, string expected)
    {
        var books = Books(Part(state, due), Submission(verdict), decided is null ? [] : [Decision(decided)]);

        Assert.Equal(expected, Assert.Single(Payables.Of(books)).Act);
    }

    [Fact]
    public void NobodyIsEverRejectedWithoutADecision()
    {
        foreach (var state in (string[])[AttendanceState.Here, AttendanceState.Over, AttendanceState.Refused, AttendanceState.Gone])
        {
            foreach (var due in (string?[])[null, DueKind.Review, DueKind.Owed, DueKind.Nothing])
                Assert.DoesNotContain(Payables.Of(Books(Part(state, due), Submission(SubmissionVerdict.None), [])), one => one.IsDue);
        }
    }

    [Fact]
    public void RejectedOnTheMarketplaceAfterItWasApprovedHere_IsAQuestion()
    {
        var books = Books(Part(AttendanceState.Over, DueKind.Review), Submission(SubmissionVerdict.Rejected) with { DecidedAtUnixMs = 99 }, [Decision(DecisionAct.Approve)]);

        Assert.IsType<Payable.Question>(Assert.Single(Payables.Of(books)));
        Assert.IsType<Payable.TakeBackRejection>(Assert.Single(Payables.Of(books with { Decisions = [.. books.Decisions, Decision(DecisionAct.Approve, line: 2) with { AtUnixMs = 100 }] })));
    }

    [Fact]
    public void RefusedPayment_IsNotTriedAgainUntilSomebodyDecidesAgain()
    {
        var reward = PaymentName.Reward("3A");
        var books = Books(Part(AttendanceState.Over, DueKind.Review), Submission(SubmissionVerdict.None), [Decision(DecisionAct.Approve)]) with
        {
            Ledger = [Line(1, reward, LedgerStep.Intent), Line(2, reward, LedgerStep.Refused)],
        };

        Assert.IsType<Payable.Question>(Assert.Single(Payables.Of(books)));
        Assert.IsType<Payable.Approve>(Assert.Single(Payables.Of(books with { Decisions = [.. books.Decisions, Decision(DecisionAct.Approve, line: 2) with { AtUnixMs = 100 }] })));
    }

    [Fact]
    public void FinishedAndNeverHandedIn_IsAQuestionUntilTheyAreCompensated()
    {
        var books = Books(Part(AttendanceState.Gone, DueKind.Review), null, []);
        var compensation = Decision(DecisionAct.Compensate) with { Name = "3A", Cents = 50 };

        Assert.IsType<Payable.Question>(Assert.Single(Payables.Of(books)));
        Assert.IsType<Payable.Compensate>(Assert.Single(Payables.Of(books with { Decisions = [compensation] })));
    }

    [Fact]
    public void MastersCostMore_AndTheFeeSaysSo()
    {
        var books = Books(Part(AttendanceState.Over, DueKind.Review), Submission(SubmissionVerdict.None), [Decision(DecisionAct.Approve)]);
        var masters = books with { Terms = books.Terms with { Config = books.Terms.Config with { Qualifications = [new QualificationRule { Name = "masters" }] } } };

        Assert.Equal((0.60m, 0.63m), (Payables.Of(books)[0].Cost.Dollars, Payables.Of(masters)[0].Cost.Dollars));
    }

    private static RunBooks Books(AttendanceRow part, SubmissionRow? submission, IReadOnlyList<DecisionRow> decisions)
    {
        var terms = new LaunchTerms { Config = new TaskConfig { Title = "Q", Reward = 0.50m }, Conversations = 1, WorkersPerConversation = 1, PublicUrl = new Uri("https://lab.example") };
        return new RunBooks(Run, "qa", terms, [part], submission is null ? [] : [submission], decisions, [new HitRow(Run, 0, 0, "t", HitState.Posted, "3H", null, 1, 1)], []);
    }

    private static AttendanceRow Part(string state, string? due) => new(Run, "3A", Worker, "3H", state, "detail", new ConversationId(1), due, due == DueKind.Owed ? 50 : null, 1, 2);

    private static SubmissionRow Submission(string verdict) => new(Run, "3A", Worker, "3H", verdict, null, "", 1, 2, 3, null);

    private static DecisionRow Decision(string act, long line = 1) => new(line, Run, "3A", Worker, act, "anna", "Because.", null, null, 5);

    private static LedgerRow Line(long line, string payment, string step) => new(line, Run, payment, 1, step, LedgerKind.Reward, 50, Worker, "3A", "No.", 10);
}
