using Crowdwork.Marketplace.Qualifications;
using Crowdwork.Marketplace.Questions;
using Crowdwork.Marketplace.Store;

namespace Crowdwork.Marketplace.Workers;

/// <summary>How workers come by qualifications: by asking, or by passing a test (MTurk's documentation of the QualificationType).</summary>
internal sealed class Qualifying(Market market)
{
    public IReadOnlyList<WorkerQualification> Held(string worker)
    {
        var own = market.Qualifications.OfWorker(worker)
            .Select(held => (held, Type: market.QualificationTypes.Find(held.TypeId)))
            .Where(one => one.Type is not null)
            .Select(one => new WorkerQualification(one.held.TypeId, one.Type!.Name, one.Type.Description, HeldValue.Of(one.held.Value)));
        string[] common =
        [
            SystemQualifications.NumberHitsApproved, SystemQualifications.PercentAssignmentsApproved, SystemQualifications.Locale,
            SystemQualifications.Adult, SystemQualifications.Masters,
        ];
        var system = common.Select(id => (Id: id, Value: market.Qualifications.Held(worker, id)))
            .Where(one => one.Value is not null)
            .Select(one => new WorkerQualification(one.Id, SystemQualifications.NameOf(one.Id)!, market.QualificationTypes.Existing(one.Id).Description, one.Value!.Value));
        return [.. system, .. own];
    }

    public IReadOnlyList<QualificationOffer> Offers(string worker, int count) =>
        [.. market.QualificationTypes.Requestable(count).Select(type => Offer(worker, type))];

    public QualificationOffer? Offer(string worker, string typeId) =>
        market.QualificationTypes.Find(typeId) is { Requester: not null } type ? Offer(worker, type) : null;

    public QualificationOutcome Request(string worker, string typeId)
    {
        if (Refusal(worker, typeId, out var type) is { } sentence)
            return Refused(sentence);
        if (type!.Test is not null)
            return new QualificationOutcome(QualificationStep.TestNeeded, null, "This qualification has a test.");
        if (type.AutoGranted)
            return Grant(type, worker, null, type.AutoGrantedValue ?? 1);
        market.Qualifications.AddRequest(type, worker, null, RequestState.Pending);
        return new QualificationOutcome(QualificationStep.Pending, null, "The requester will decide about it.");
    }

    public TestOutcome StartTest(string worker, string typeId)
    {
        if (Refusal(worker, typeId, out var type) is { } sentence)
            return new TestOutcome(sentence, null, null, default, default);
        if (type!.Test is null)
            return new TestOutcome("This qualification has no test.", null, null, default, default);
        ForgetOverdueTest(type, worker);
        var started = DateTimeOffset.FromUnixTimeMilliseconds(market.Qualifications.StartTest(type.Id, worker));
        return new TestOutcome(null, type.Test, type.Name, started, started.AddSeconds(type.TestDuration ?? 0));
    }

    public QualificationOutcome SubmitTest(string worker, string typeId, QuestionFormAnswers answers)
    {
        if (Refusal(worker, typeId, out var type) is { } sentence)
            return Refused(sentence);
        if (type!.Test is null)
            return Refused("This qualification has no test.");
        if (ForgetOverdueTest(type, worker))
            return Refused("The time for this test is over. Begin it again.");
        if (market.Qualifications.TestStartedAt(type.Id, worker) is null)
            return Refused("This test has not been begun.");
        market.Qualifications.EndTest(type.Id, worker);
        var xml = answers.ToXml();
        if (type.AnswerKey is null)
        {
            market.Qualifications.AddRequest(type, worker, xml, RequestState.Pending);
            return new QualificationOutcome(QualificationStep.Pending, null, "The requester will look at your answers.");
        }

        var key = AnswerKeyXml.Read(type.AnswerKey, QuestionXml.ReadTest(type.Test).Value).Value
            ?? throw new InvalidOperationException($"The stored answer key of {type.Id} can no longer be read.");
        return Grant(type, worker, xml, key.Grade(answers));
    }

    private QualificationOutcome Grant(QualificationType type, string worker, string? answerXml, int value)
    {
        market.Qualifications.AddRequest(type, worker, answerXml, RequestState.Granted);
        market.Qualifications.Grant(type.Id, worker, value);
        return new QualificationOutcome(QualificationStep.Granted, value, $"You have it, with the value {value}.");
    }

    private bool ForgetOverdueTest(QualificationType type, string worker)
    {
        if (market.Qualifications.TestStartedAt(type.Id, worker) is not { } started || started + (type.TestDuration * 1000) >= market.Now)
            return false;
        market.Qualifications.EndTest(type.Id, worker);
        return true;
    }

    private string? Refusal(string worker, string typeId, out QualificationType? type)
    {
        type = market.QualificationTypes.Find(typeId);
        if (!market.Workers.Exists(worker))
            return WhyNot.UnknownWorker.Sentence();
        if (type is not { Requester: not null, IsRequestable: true, Status: QualificationTypeStatus.Active })
            return "This qualification cannot be asked for.";
        var offer = Offer(worker, type);
        return offer.Standing switch
        {
            QualificationStanding.Pending => "You have asked for it already, and the requester has not decided yet.",
            QualificationStanding.Closed or QualificationStanding.Held when type.RetryDelay is null => "It can be asked for once only.",
            QualificationStanding.Later => $"You can ask for it again at {offer.AgainAt:u}.",
            _ => null,
        };
    }

    private QualificationOffer Offer(string worker, QualificationType type)
    {
        var held = market.Qualifications.Find(type.Id, worker);
        var latest = market.Qualifications.Latest(type.Id, worker);
        var (standing, again) = RetryRules.Standing(held is { IsGranted: true }, latest?.State, latest?.At, type.RetryDelay, market.Now);
        return new QualificationOffer(
            type.Id, type.Name, type.Description, type.Keywords, type.Requester is { } requester ? Listing.RequesterOf(market, requester).Name : "", type.Test is not null,
            type.TestDuration, standing, held is { IsGranted: true } ? held.Value : null, again is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null);
    }

    private static QualificationOutcome Refused(string sentence) => new(QualificationStep.Refused, null, sentence);
}
