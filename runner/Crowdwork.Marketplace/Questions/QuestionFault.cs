namespace Crowdwork.Marketplace.Questions;

/// <summary>Why a document was refused. The kind decides the family of the error on the wire, the problems are all there are.</summary>
internal sealed record QuestionFault(QuestionFaultKind Kind, IReadOnlyList<string> Problems)
{
    public string Code => Kind switch
    {
        QuestionFaultKind.Xml => "AWS.MechanicalTurk.XMLParseError",
        QuestionFaultKind.Xhtml => "AWS.MechanicalTurk.XHTMLParseError",
        _ => "AWS.MechanicalTurk.InvalidParameterValue",
    };

    /// <summary>One message with all problems, for a requester's log.</summary>
    public string Message => Kind switch
    {
        QuestionFaultKind.Xml => $"There was an error parsing the XML question or answer data in your request. Please make sure the data is well-formed and validates against the appropriate schema. Details: {Details}",
        QuestionFaultKind.Xhtml => $"There was an error parsing the XHTML data in your request. Please make sure the data is well-formed and uses the supported elements and attributes only. Details: {Details}",
        _ => Details,
    };

    private string Details => string.Join(" ", Problems);
}

internal enum QuestionFaultKind
{
    /// <summary>ParameterValidationError with XMLParseError: not XML, or not what the schema allows.</summary>
    Xml,

    /// <summary>ParameterValidationError with XHTMLParseError: formatted content outside of the documented subset.</summary>
    Xhtml,

    /// <summary>ParameterValidationError with InvalidParameterValue: right by the schema, and still a value that cannot be.</summary>
    Value,
}

/// <summary>Either the value or the reasons why there is none.</summary>
internal readonly record struct Reading<T>(T? Value, QuestionFault? Fault)
    where T : class
{
    public static implicit operator Reading<T>(QuestionFault fault) => new(null, fault);

    public static implicit operator Reading<T>(T value) => new(value, null);
}
