using Crowdwork.Marketplace.Qualifications;
using Crowdwork.Marketplace.Questions;
using Crowdwork.Marketplace.Store;
using Crowdwork.Marketplace.Workers;

namespace Crowdwork.Marketplace.WorkerSite;

/// <summary>Qualifications and their tests.</summary>
internal sealed partial class WorkerDesk
{
    private const int MostOffers = 500;

    public Task<QualificationShelf> Qualifications(string workerId, string? search) => store.Ask(market =>
    {
        var qualifying = new Qualifying(market);
        var held = qualifying.Held(workerId).Select(one => Card(market, workerId, one.TypeId)).OfType<QualificationCard>().ToList();
        var offers = qualifying.Offers(workerId, MostOffers).Select(one => Card(market, workerId, one.TypeId)).OfType<QualificationCard>()
            .Where(card => card.State != QualificationState.Granted).ToList();
        var asked = offers.Where(card => !IsOpen(card));
        var open = offers.Where(card => IsOpen(card) && Fits(card, search));
        return new QualificationShelf(held, [.. asked], [.. open]);
    });

    public Task<QualificationCard?> FindQualification(string workerId, string typeId) => store.Ask(market => Card(market, workerId, typeId));

    public Task<StartedTest> StartTest(string workerId, string typeId) => store.Ask(market =>
    {
        var card = Askable(market, workerId, typeId);
        if (!card.HasTest) throw new WorkRefused(WorkRefusal.NotRequestable);
        var test = new Qualifying(market).StartTest(workerId, typeId);
        if (test.TestXml is null) throw new WorkRefused(WorkRefusal.NotRequestable);
        return new StartedTest(card with { State = QualificationState.Testing }, test.TestXml, test.StartedAt, test.Deadline);
    });

    public Task<QualificationCard> Request(string workerId, string typeId, QuestionFormAnswers? answers) => store.Ask(market =>
    {
        var card = Askable(market, workerId, typeId);
        if (card.State == QualificationState.TestOver) throw new WorkRefused(WorkRefusal.TestTimeOver) { At = TestEnd(market, workerId, typeId, card) };
        if (card is { HasTest: true, State: not QualificationState.Testing }) throw new WorkRefused(WorkRefusal.TestNotStarted);
        var qualifying = new Qualifying(market);
        var outcome = card.HasTest ? qualifying.SubmitTest(workerId, typeId, answers ?? QuestionFormAnswers.None) : qualifying.Request(workerId, typeId);
        if (outcome.Step is QualificationStep.Refused or QualificationStep.TestNeeded) throw new WorkRefused(WorkRefusal.NotRequestable);
        return Card(market, workerId, typeId)!;
    });

    /// <summary>The qualification, when this worker may ask for it now.</summary>
    private static QualificationCard Askable(Market market, string workerId, string typeId)
    {
        if (Card(market, workerId, typeId) is not { } card) throw new WorkRefused(WorkRefusal.QualificationUnknown);
        if (!card.Requestable) throw new WorkRefused(WorkRefusal.NotRequestable);
        return new Qualifying(market).Offer(workerId, typeId)?.Standing switch
        {
            QualificationStanding.Open => card,
            QualificationStanding.Held => throw new WorkRefused(WorkRefusal.QualificationHeld),
            QualificationStanding.Pending => throw new WorkRefused(WorkRefusal.RequestPending),
            QualificationStanding.Later => throw new WorkRefused(WorkRefusal.TooEarlyToRetry) { At = card.RetryAt },
            QualificationStanding.Closed => throw new WorkRefused(WorkRefusal.NoRetake),
            _ => throw new WorkRefused(WorkRefusal.NotRequestable),
        };
    }

    private static QualificationCard? Card(Market market, string workerId, string typeId)
    {
        if (market.QualificationTypes.Find(typeId) is not { } type) return null;
        var offer = new Qualifying(market).Offer(workerId, typeId);
        var held = market.Qualifications.Find(typeId, workerId);
        var latest = market.Qualifications.Latest(typeId, workerId);
        var value = market.Qualifications.Held(workerId, typeId);
        var state = State(market, workerId, type, held, latest, value is not null);
        DateTimeOffset? changed = state switch
        {
            QualificationState.Granted or QualificationState.Revoked => held is null ? null : At(held.GrantedAt),
            QualificationState.Requested or QualificationState.Rejected => latest is null ? null : At(latest.At),
            _ => null,
        };
        return new QualificationCard(
            type.Id, SystemQualifications.NameOf(type.Id) ?? type.Name, type.Description, type.Keywords ?? "", offer?.RequesterName ?? "The marketplace",
            type is { Requester: not null, IsRequestable: true, Status: QualificationTypeStatus.Active }, type.Test is not null,
            type.TestDuration is { } seconds ? TimeSpan.FromSeconds(seconds) : null, state, value, state == QualificationState.Revoked ? null : changed, offer?.AgainAt,
            offer?.Standing is QualificationStanding.Open or QualificationStanding.Later);
    }

    private static QualificationState State(Market market, string workerId, QualificationType type, Qualification? held, QualificationRequest? latest, bool has)
    {
        if (has) return QualificationState.Granted;
        if (latest?.State == RequestState.Pending) return QualificationState.Requested;
        if (market.Qualifications.TestStartedAt(type.Id, workerId) is { } started) return started + ((type.TestDuration ?? 0) * 1000) >= market.Now ? QualificationState.Testing : QualificationState.TestOver;
        if (held is { IsGranted: false }) return QualificationState.Revoked;
        return latest?.State == RequestState.Rejected ? QualificationState.Rejected : QualificationState.None;
    }

    private static DateTimeOffset? TestEnd(Market market, string workerId, string typeId, QualificationCard card)
        => market.Qualifications.TestStartedAt(typeId, workerId) is { } started && card.TestDuration is { } duration ? At(started) + duration : null;

    private static bool IsOpen(QualificationCard card) => card.State is QualificationState.None or QualificationState.Testing or QualificationState.TestOver;

    private static bool Fits(QualificationCard card, string? search) => search is null
        || search.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => $"{card.Name} {card.Description} {card.Keywords} {card.Requester}".Contains(word, StringComparison.OrdinalIgnoreCase));
}
