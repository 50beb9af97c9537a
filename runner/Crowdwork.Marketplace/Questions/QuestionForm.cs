using System.Collections.Immutable;

namespace Crowdwork.Marketplace.Questions;

/// <summary>A form of questions in MTurk's own vocabulary; also what a qualification test is made of.</summary>
internal sealed record QuestionForm(ImmutableArray<FormPart> Parts) : Question
{
    public IEnumerable<AskedQuestion> Questions => Parts.OfType<AskedQuestion>();
}

/// <summary>Overviews and questions stand in any order.</summary>
internal abstract record FormPart;

internal sealed record Overview(ImmutableArray<ContentPart> Content) : FormPart;

/// <param name="DisplayName">A short name such as "1b" for the worker; null when there is none.</param>
internal sealed record AskedQuestion(
    string Identifier, string? DisplayName, bool IsRequired, ImmutableArray<ContentPart> Content, AnswerSpecification Answer) : FormPart;

internal abstract record AnswerSpecification;

/// <param name="Lines">How high the box should be; one line is a plain field.</param>
internal sealed record FreeTextAnswer(TextConstraints Constraints, string DefaultText, int Lines) : AnswerSpecification
{
    public static readonly FreeTextAnswer Plain = new(TextConstraints.None, "", 1);
}

/// <summary>What a text has to satisfy. All that are given hold together.</summary>
internal sealed record TextConstraints(NumericConstraint? Numeric, LengthConstraint? Length, ImmutableArray<AnswerFormat> Formats)
{
    public static readonly TextConstraints None = new(null, null, []);
}

internal sealed record NumericConstraint(decimal? Min, decimal? Max);

internal sealed record LengthConstraint(int? Min, int? Max);

internal sealed record SelectionAnswer(
    int MinCount, int MaxCount, SelectionStyle Style, ImmutableArray<Selection> Selections, FreeTextAnswer? Other) : AnswerSpecification;

internal sealed record Selection(string Identifier, ContentPart Label);

/// <summary>How a requester would like selections to look. It is a suggestion: what allows one choice is never drawn as something that allows two.</summary>
internal enum SelectionStyle
{
    Unstated,
    RadioButton,
    CheckBox,
    List,
    DropDown,
    ComboBox,
    MultiChooser,
}
