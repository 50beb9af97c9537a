using Crowdwork.Marketplace.Money;
using Crowdwork.Marketplace.Qualifications;
using Crowdwork.Marketplace.Questions;

namespace Crowdwork.Marketplace.Wire;

/// <summary>
/// The limits that MTurk itself checks, after the framework (its API reference has the numbers; the sentence about a range is observed,
/// the one about a length is the marketplace's).
/// </summary>
internal static class Limits
{
    public const int Title = 128;
    public const int Description = 2000;
    public const int Keywords = 1000;
    public const int Annotation = 255;
    public const int Reason = 1024;
    public const int Subject = 200;
    public const int MessageText = 4096;
    public const int WorkersToNotify = 100;
    public const int QualificationName = 200;
    public const long LeastSeconds = 30;
    public const long MostSeconds = 31_536_000;
    public const long MostAutoApprovalDelay = 2_592_000;
    public const long DefaultAutoApprovalDelay = 2_592_000;
    public const int MostAssignments = 1_000_000_000;

    public static string Text(Input input, string name, int most, bool mayBeEmpty = false)
    {
        var text = input.Text(name);
        if (text.Length > most)
            throw Refusal.Parameters(name, $"The value of the parameter {name} has {text.Length} characters. It may have at most {most}.");
        if (!mayBeEmpty && string.IsNullOrWhiteSpace(text))
            throw Refusal.InvalidValue(name, text);
        return text;
    }

    public static string? TextOrNull(Input input, string name, int most) => input.Has(name) ? Text(input, name, most, mayBeEmpty: true) : null;

    /// <summary>Words for a worker: no control characters but tab and line ends (MTurk's documentation).</summary>
    public static string Words(Input input, string name, int most)
    {
        var text = Text(input, name, most);
        if (text.Any(letter => letter < ' ' && letter is not ('\t' or '\n' or '\r')))
            throw Refusal.Parameters(name, $"The value of the parameter {name} has a control character. Leave out ASCII 0-8, 11, 12 and 14-31.");
        return text;
    }

    public static string? WordsOrNull(Input input, string name, int most) =>
        string.IsNullOrEmpty(input.TextOrNull(name)) ? null : Words(input, name, most);

    public static long Number(Input input, string name, long least, long most) => InRange(name, input.Number(name), least, most);

    public static long? NumberOrNull(Input input, string name, long least, long most) =>
        input.NumberOrNull(name) is { } number ? InRange(name, number, least, most) : null;

    /// <summary>A dollar amount that passed the framework's pattern, in cents.</summary>
    public static long Amount(Input input, string name) =>
        Cents.TryRead(input.Text(name), out var cents) ? cents : throw Refusal.InvalidValue(name, input.Text(name));

    public static IReadOnlyList<Requirement> Requirements(Input input)
    {
        var (requirements, problems) = RequirementRules.Read([.. input.ElementsOrNone("QualificationRequirements").Select(RequirementJson.Stated)]);
        return problems.Count == 0 ? requirements : throw Refusal.Parameters("QualificationRequirements", string.Join(" ", problems));
    }

    /// <summary>MTurk counts a document that it cannot parse among the values that are not valid (observed), and tells by the code what is wrong.</summary>
    public static Refusal Fault(QuestionFault fault, string parameter) =>
        new("ParameterValidationError", fault.Message, fault.Code[(fault.Code.LastIndexOf('.') + 1)..], parameter);

    private static long InRange(string name, long value, long least, long most) =>
        value >= least && value <= most ? value : throw Refusal.OutOfRange(name, value, least, most);
}
