using Crowdwork.Marketplace.Qualifications;
using Crowdwork.Marketplace.Questions;
using Crowdwork.Marketplace.Workers;

namespace Crowdwork.Marketplace.Tests.Conformance;

/// <summary>What a worker does on the tour, done where the marketplace's site does it: on the work floor.</summary>
internal static class WorkerSteps
{
    public static async Task<(string? Assignment, string? Refused)> Do(WorkFloor floor, Step step, Func<string, string> fill)
    {
        var worker = step.Worker!;
        switch (step.Does)
        {
            case "join":
                await floor.Register(new WorkerProfile(worker, new WorkerLocale(step.From!), IsAdult: false, IsMaster: false));
                return (null, null);
            case "accept":
                var accepted = await floor.AcceptNext(worker, fill(step.Group!));
                return (accepted.Work?.AssignmentId, accepted.Refused?.ToString());
            case "submit":
                var submitted = await floor.Submit(worker, fill(step.Assignment!), QuestionFormAnswers.FromPost(step.Answers!).ToXml());
                return (null, submitted.Refused?.ToString());
            case "return":
                var returned = await floor.Return(worker, fill(step.Assignment!));
                return (null, returned.Refused?.ToString());
            case "request":
                return (null, Refusal(await floor.Request(worker, fill(step.Qualification!))));
            case "test":
                var started = await floor.StartTest(worker, fill(step.Qualification!));
                return (null, started.Refused ?? Refusal(await floor.SubmitTest(worker, fill(step.Qualification!), Chosen(step.Answers!))));
            default:
                throw new InvalidOperationException($"The tour knows no way to {step.Does}.");
        }
    }

    private static string? Refusal(QualificationOutcome outcome) => outcome.Step is QualificationStep.Refused ? outcome.Sentence : null;

    private static QuestionFormAnswers Chosen(IReadOnlyDictionary<string, string> answers)
        => new([.. answers.Select(answer => new Answer(answer.Key, null, [answer.Value], null))]);
}
