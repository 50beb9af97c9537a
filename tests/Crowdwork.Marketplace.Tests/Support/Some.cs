using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crowdwork.Marketplace.Tests.Support;

/// <summary>Things that nothing is special about.</summary>
internal static class Some
{
    public const string Question =
        """
        <ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd"><ExternalURL>https://example.com/task</ExternalURL><FrameHeight>400</FrameHeight></ExternalQuestion>
        """;

    public const string Answer =
        """
        <?xml version="1.0" encoding="UTF-8" standalone="no"?><QuestionFormAnswers xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/QuestionFormAnswers.xsd"><Answer><QuestionIdentifier>q</QuestionIdentifier><FreeText>yes</FreeText></Answer></QuestionFormAnswers>
        """;

    public const string Test =
        """
        <QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd"><Question><QuestionIdentifier>capital</QuestionIdentifier><IsRequired>true</IsRequired><QuestionContent><Text>The capital of France?</Text></QuestionContent><AnswerSpecification><SelectionAnswer><StyleSuggestion>radiobutton</StyleSuggestion><Selections><Selection><SelectionIdentifier>paris</SelectionIdentifier><Text>Paris</Text></Selection><Selection><SelectionIdentifier>lyon</SelectionIdentifier><Text>Lyon</Text></Selection></Selections></SelectionAnswer></AnswerSpecification></Question></QuestionForm>
        """;

    public const string AnswerKey =
        """
        <AnswerKey xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/AnswerKey.xsd"><Question><QuestionIdentifier>capital</QuestionIdentifier><AnswerOption><SelectionIdentifier>paris</SelectionIdentifier><AnswerScore>10</AnswerScore></AnswerOption></Question></AnswerKey>
        """;

    /// <summary>The parameters of CreateHIT: a dollar, one assignment, an hour to find it, ten minutes to do it, with changes.</summary>
    public static JsonObject Hit(object? changes = null) => With(new
    {
        Title = "Label pictures",
        Description = "Say what is on a picture.",
        Keywords = "pictures, labels",
        Reward = "1.00",
        AssignmentDurationInSeconds = 600,
        LifetimeInSeconds = 3600,
        MaxAssignments = 1,
        AutoApprovalDelayInSeconds = 86400,
        Question,
    }, changes);

    public static JsonObject HitType(object? changes = null) => With(new
    {
        Title = "Label pictures",
        Description = "Say what is on a picture.",
        Keywords = "pictures, labels",
        Reward = "1.00",
        AssignmentDurationInSeconds = 600,
    }, changes);

    public static JsonObject QualificationType(object? changes = null) => With(new
    {
        Name = "Knows pictures",
        Description = "Has labelled pictures before.",
        QualificationTypeStatus = "Active",
    }, changes);

    /// <summary>A null among the changes takes a parameter away.</summary>
    public static JsonObject With(object parameters, object? changes)
    {
        var all = JsonSerializer.SerializeToNode(parameters)!.AsObject();
        foreach (var (name, value) in changes is null ? [] : JsonSerializer.SerializeToNode(changes)!.AsObject())
        {
            if (value is null)
                all.Remove(name);
            else
                all[name] = value.DeepClone();
        }

        return all;
    }
}
