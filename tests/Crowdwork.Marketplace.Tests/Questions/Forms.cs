using Crowdwork.Marketplace.Questions;

namespace Crowdwork.Marketplace.Tests.Questions;

/// <summary>XML as requesters write it.</summary>
internal static class Forms
{
    public const string FormSchema = "http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd";
    public const string KeySchema = "http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/AnswerKey.xsd";
    public const string AnswersSchema = "http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/QuestionFormAnswers.xsd";

    public static string Form(string parts) => $"""<QuestionForm xmlns="{FormSchema}">{parts}</QuestionForm>""";

    public static string Ask(string id, string answer, string more = "", string content = "<Text>Ask?</Text>")
        => $"<Question><QuestionIdentifier>{id}</QuestionIdentifier>{more}<QuestionContent>{content}</QuestionContent><AnswerSpecification>{answer}</AnswerSpecification></Question>";

    public static string Selections(string counts, string other, params string[] ids)
        => $"<SelectionAnswer>{counts}<Selections>{string.Concat(ids.Select(id => $"<Selection><SelectionIdentifier>{id}</SelectionIdentifier><Text>{id}</Text></Selection>"))}{other}</Selections></SelectionAnswer>";

    public static string External(string url, string height = "600")
        => $"""<ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd"><ExternalURL>{url}</ExternalURL><FrameHeight>{height}</FrameHeight></ExternalQuestion>""";

    public static string HtmlDocument(string html)
        => $"""<HTMLQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd"><HTMLContent><![CDATA[{html}]]></HTMLContent><FrameHeight>450</FrameHeight></HTMLQuestion>""";

    public static string Key(string questions, string mapping = "") => $"""<AnswerKey xmlns="{KeySchema}">{questions}{mapping}</AnswerKey>""";

    public static string Keyed(string id, int defaultScore, params (string Selections, int Score)[] options)
        => $"<Question><QuestionIdentifier>{id}</QuestionIdentifier>{string.Concat(options.Select(option => $"<AnswerOption>{string.Concat(option.Selections.Split(' ').Select(one => $"<SelectionIdentifier>{one}</SelectionIdentifier>"))}<AnswerScore>{option.Score}</AnswerScore></AnswerOption>"))}<DefaultScore>{defaultScore}</DefaultScore></Question>";

    public static QuestionForm Read(string parts)
    {
        var reading = QuestionXml.ReadTest(Form(parts));
        Assert.Null(reading.Fault?.Message);
        return reading.Value!;
    }

    public static List<KeyValuePair<string, string>> Fields(params string[] pairs)
        => [.. pairs.Select(pair => pair.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], pair[1]))];
}
