using System.Collections.Immutable;

namespace Crowdwork.Marketplace.Questions;

/// <summary>Reads an answer key and holds it against its test: a key for questions that nobody is asked is a mistake worth hearing of.</summary>
internal static class AnswerKeyXml
{
    private const int Biggest = int.MaxValue;

    public static Reading<AnswerKey> Read(string xml, QuestionForm? test = null)
    {
        var intake = Intake.Read(xml);
        if (intake.Value is not { } root) return intake.Fault!;
        var problems = new SchemaProblems();
        var node = new SchemaNode(root, problems);
        if (node.Name != "AnswerKey") node.Note("an answer key is an <AnswerKey>.");
        else if (QuestionXml.InNamespace(node, Schemas.AnswerKey)) return Read(node, test, problems);
        return problems.Fault!;
    }

    private static Reading<AnswerKey> Read(SchemaNode root, QuestionForm? test, SchemaProblems problems)
    {
        root.Sequence(Child.Many("Question"), Child.Optional("QualificationValueMapping"));
        var questions = root.All("Question").Select(Question).ToImmutableArray();
        var mapping = root.One("QualificationValueMapping") is { } mappingNode ? Mapping(mappingNode) : null;
        foreach (var twice in questions.Where(one => one.Identifier.Length > 0).GroupBy(one => one.Identifier, StringComparer.Ordinal).Where(group => group.Count() > 1))
            root.Note($"has {twice.Count()} questions with the QuestionIdentifier \"{SchemaNode.Short(twice.Key)}\". Put their options under one.");
        if (test is not null) HoldAgainst(test, questions, root);
        if (problems.Fault is { } fault) return fault;
        return new AnswerKey(questions, mapping);
    }

    private static KeyedQuestion Question(SchemaNode node)
    {
        node.Sequence(new Child("QuestionIdentifier"), Child.Many("AnswerOption"), Child.Optional("DefaultScore"));
        var options = node.All("AnswerOption").Select(Option).ToImmutableArray();
        return new KeyedQuestion(node.Identifier("QuestionIdentifier"), options, node.Integer("DefaultScore", -Biggest, Biggest) ?? 0);
    }

    private static AnswerOption Option(SchemaNode node)
    {
        node.Sequence(Child.Many("SelectionIdentifier"), new Child("AnswerScore"));
        return new AnswerOption([.. node.All("SelectionIdentifier").Select(one => one.Text().Trim())], node.Integer("AnswerScore", -Biggest, Biggest) ?? 0);
    }

    private static ValueMapping? Mapping(SchemaNode node)
    {
        var only = node.Only("PercentageMapping", "ScaleMapping", "RangeMapping");
        switch (only?.Name)
        {
            case "PercentageMapping":
                only.Sequence(new Child("MaximumSummedScore"));
                return new PercentageMapping(only.Integer("MaximumSummedScore", 1, Biggest) ?? 1);
            case "ScaleMapping":
                only.Sequence(new Child("SummedScoreMultiplier"));
                return new ScaleMapping(only.Decimal("SummedScoreMultiplier") ?? 1);
            case "RangeMapping":
                only.Sequence(Child.Many("SummedScoreRange"), new Child("OutOfRangeQualificationValue"));
                return new RangeMapping([.. only.All("SummedScoreRange").Select(Range)], only.Integer("OutOfRangeQualificationValue", -Biggest, Biggest) ?? 0);
            default:
                return null;
        }
    }

    private static ScoreRange Range(SchemaNode node)
    {
        node.Sequence(new Child("InclusiveLowerBound"), new Child("InclusiveUpperBound"), new Child("QualificationValue"));
        var range = new ScoreRange(
            node.Integer("InclusiveLowerBound", -Biggest, Biggest) ?? 0, node.Integer("InclusiveUpperBound", -Biggest, Biggest) ?? 0, node.Integer("QualificationValue", -Biggest, Biggest) ?? 0);
        if (range.Lower > range.Upper) node.Note($"InclusiveLowerBound {range.Lower} is more than InclusiveUpperBound {range.Upper}, so no score would fall into it.");
        return range;
    }

    private static void HoldAgainst(QuestionForm test, ImmutableArray<KeyedQuestion> questions, SchemaNode root)
    {
        foreach (var keyed in questions.Where(keyed => keyed.Identifier.Length > 0))
        {
            var asked = test.Questions.FirstOrDefault(question => question.Identifier == keyed.Identifier);
            if (asked is null) root.NoteValue($"scores the question \"{SchemaNode.Short(keyed.Identifier)}\", which the Test does not ask.");
            else if (asked.Answer is not SelectionAnswer selection) root.NoteValue($"scores the question \"{SchemaNode.Short(keyed.Identifier)}\", which is not a selection; texts cannot be graded by a key.");
            else HoldAgainst(selection, keyed, root);
        }
    }

    private static void HoldAgainst(SelectionAnswer selection, KeyedQuestion keyed, SchemaNode root)
    {
        var known = selection.Selections.Select(one => one.Identifier).ToHashSet(StringComparer.Ordinal);
        foreach (var stranger in keyed.Options.SelectMany(option => option.Selections).Distinct(StringComparer.Ordinal).Where(one => !known.Contains(one)))
            root.NoteValue($"scores the selection \"{SchemaNode.Short(stranger)}\" of \"{SchemaNode.Short(keyed.Identifier)}\", which the Test does not offer.");
    }
}
