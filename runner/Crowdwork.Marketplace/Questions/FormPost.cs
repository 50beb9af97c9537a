using System.Collections.Immutable;
using System.Globalization;

namespace Crowdwork.Marketplace.Questions;

/// <summary>
/// Holds a worker's post against the form that was shown. Fields are named by place (q1, q1-other) and selections by place too (s0, s1, other), so a
/// requester's identifiers never become names in a page.
/// </summary>
internal sealed class FormPost
{
    public const string OtherValue = "other";

    private readonly ILookup<string, string> _fields;
    private readonly List<AnswerProblem> _problems = [];
    private readonly List<Answer> _answers = [];

    private FormPost(QuestionForm form, IEnumerable<KeyValuePair<string, string>> fields)
    {
        _fields = fields.ToLookup(field => field.Key, field => field.Value, StringComparer.Ordinal);
        var index = 0;
        foreach (var question in form.Questions)
        {
            _answers.Add(Read(question, index));
            index++;
        }
    }

    public ImmutableArray<Answer> Answers => [.. _answers];

    /// <summary>What is wrong, question by question; empty when the post can be submitted.</summary>
    public IReadOnlyList<AnswerProblem> Problems => _problems;

    public static FormPost Read(QuestionForm form, IEnumerable<KeyValuePair<string, string>> fields) => new(form, fields);

    public static string FieldName(int question) => $"q{question + 1}";

    public static string OtherName(int question) => $"q{question + 1}-other";

    public static string ValueOf(int selection) => $"s{selection}";

    public QuestionFormAnswers ToAnswers() => new(Answers);

    private Answer Read(AskedQuestion question, int index) => question.Answer switch
    {
        SelectionAnswer selection => ReadSelection(question, selection, index),
        FreeTextAnswer text => ReadText(question, text, index),
        _ => throw new InvalidOperationException($"Bug in Crowdwork: a form holds the answer kind {question.Answer.GetType().Name}, which no page can post."),
    };

    private Answer ReadText(AskedQuestion question, FreeTextAnswer specification, int index)
    {
        // Browsers send line ends as CR LF; requesters expect what the worker saw.
        var text = Xml10.Clean((_fields[FieldName(index)].FirstOrDefault() ?? "").ReplaceLineEndings("\n"));
        if (text.Trim().Length > 0) Check(specification.Constraints, text, index, FieldName(index));
        else if (question.IsRequired) Note(index, "An answer is needed.");
        return Answer.OfText(question.Identifier, text);
    }

    private Answer ReadSelection(AskedQuestion question, SelectionAnswer specification, int index)
    {
        var posted = _fields[FieldName(index)].Where(value => value.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var chosen = specification.Selections.Where((_, at) => posted.Contains(ValueOf(at))).ToList();
        var other = specification.Other is not null && posted.Contains(OtherValue)
            ? Xml10.Clean((_fields[OtherName(index)].FirstOrDefault() ?? "").ReplaceLineEndings("\n")) : null;
        var count = chosen.Count + (other is null ? 0 : 1);

        if (posted.Count > count) Note(index, "One of the choices is not on the form. Load the page again and choose once more.");
        else if (count > 0 || question.IsRequired) CheckCount(specification, count, index);
        if (other is not null && other.Trim().Length == 0) Note(index, "Write what you mean by other.", OtherName(index));
        else if (other is not null) Check(specification.Other!.Constraints, other, index, OtherName(index));
        return Answer.OfSelections(question.Identifier, chosen.Select(selection => selection.Identifier), other);
    }

    private void CheckCount(SelectionAnswer specification, int count, int index)
    {
        var (min, max) = (specification.MinCount, specification.MaxCount);
        if (count >= min && count <= max) return;
        if (min == max) Note(index, min == 1 ? "Choose one." : $"Choose exactly {min}.");
        else if (count < min) Note(index, $"Choose at least {min}.");
        else Note(index, $"Choose at most {max}; {count} are chosen.");
    }

    private void Check(TextConstraints constraints, string text, int index, string field)
    {
        if (constraints.Numeric is { } numeric) CheckNumber(numeric, text.Trim(), index, field);
        if (constraints.Length is { } length) CheckLength(length, text, index, field);
        foreach (var format in constraints.Formats.Where(format => !format.Matches(text)))
            Note(index, format.ErrorText is { Length: > 0 } own ? own : "This does not have the form that was asked for.", field);
    }

    private void CheckNumber(NumericConstraint constraint, string text, int index, string field)
    {
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) Note(index, "Write a number, such as 12 or 3.5.", field);
        else if (number < constraint.Min || number > constraint.Max) Note(index, $"The number has to be {Range(constraint.Min, constraint.Max)}.", field);
    }

    private void CheckLength(LengthConstraint constraint, string text, int index, string field)
    {
        var length = new StringInfo(text).LengthInTextElements;
        if (length < (constraint.Min ?? 0) || length > (constraint.Max ?? int.MaxValue)) Note(index, $"The answer has {Characters(length)}; it has to have {Range(constraint.Min, constraint.Max)}.", field);
    }

    private static string Characters(int count) => count == 1 ? "1 character" : $"{count} characters";

    private static string Range(decimal? min, decimal? max) => (min, max) switch
    {
        ({ } from, { } to) when from == to => $"exactly {from}",
        ({ } from, { } to) => $"between {from} and {to}",
        ({ } from, null) => $"at least {from}",
        _ => $"at most {max}",
    };

    private void Note(int index, string what, string? field = null) => _problems.Add(new AnswerProblem(index, field ?? FieldName(index), what));
}

/// <param name="Question">Which question of the form, from 0.</param>
/// <param name="Field">The field that holds it.</param>
internal sealed record AnswerProblem(int Question, string Field, string What);
