using System.Xml.Linq;

namespace Crowdwork.Marketplace.Questions;

/// <summary>The namespaces of MTurk's documents. Each is the address of a schema, but nothing is ever fetched from there.</summary>
internal static class Schemas
{
    private const string Root = "http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/";

    public static readonly XNamespace ExternalQuestion = Root + "2006-07-14/ExternalQuestion.xsd";
    public static readonly XNamespace HtmlQuestion = Root + "2011-11-11/HTMLQuestion.xsd";
    public static readonly XNamespace QuestionForm = Root + "2017-11-06/QuestionForm.xsd";

    /// <summary>Still accepted; it differs in elements that the newer one took away, and those are refused in both.</summary>
    public static readonly XNamespace OldQuestionForm = Root + "2005-10-01/QuestionForm.xsd";

    public static readonly XNamespace AnswerKey = Root + "2005-10-01/AnswerKey.xsd";
    public static readonly XNamespace Answers = Root + "2005-10-01/QuestionFormAnswers.xsd";
}
