using Crowdwork.Marketplace.Questions;
using Crowdwork.Marketplace.Wire;

namespace Crowdwork.Marketplace.Qualifications;

/// <summary>How the properties of a qualification type go together (MTurk's documentation of Create- and UpdateQualificationType).</summary>
internal static class QualificationTypeRules
{
    public static void Check(QualificationType type)
    {
        if (type.Test is not null && type.AutoGranted)
            throw Refusal.Parameters("AutoGranted", "A QualificationType with a Test cannot be AutoGranted. Leave one of them out.");
        if (type.Test is not null && type.TestDuration is null)
            throw Refusal.Parameters("TestDurationInSeconds", "A QualificationType with a Test needs TestDurationInSeconds.");
        if (type.Test is null && type.TestDuration is not null)
            throw Refusal.Parameters("TestDurationInSeconds", "TestDurationInSeconds goes with a Test. Leave it out, or give a Test.");
        if (type.Test is null && type.AnswerKey is not null)
            throw Refusal.Parameters("AnswerKey", "An AnswerKey goes with a Test. Leave it out, or give a Test.");
        if (!type.AutoGranted && type.AutoGrantedValue is not null)
            throw Refusal.Parameters("AutoGrantedValue", "AutoGrantedValue goes with AutoGranted = true. Leave it out, or set AutoGranted.");
        CheckDocuments(type.Test, type.AnswerKey);
    }

    private static void CheckDocuments(string? test, string? answerKey)
    {
        if (test is null)
            return;
        var read = QuestionXml.ReadTest(test);
        if (read.Fault is { } fault)
            throw Limits.Fault(fault, "Test");
        if (answerKey is not null && AnswerKeyXml.Read(answerKey, read.Value).Fault is { } keyFault)
            throw Limits.Fault(keyFault, "AnswerKey");
    }
}
