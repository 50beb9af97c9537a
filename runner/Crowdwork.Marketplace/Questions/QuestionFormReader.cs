using System.Collections.Immutable;

namespace Crowdwork.Marketplace.Questions;

/// <summary>Reads a QuestionForm, part by part, in the order of the schema.</summary>
internal sealed class QuestionFormReader(SchemaNode root)
{
    // Each pattern may take its tenth of a second of every post; this many together are five.
    private const int MostPatterns = 50;

    public QuestionForm Read()
    {
        root.Choice(Child.Any("Overview"), Child.Many("Question"));
        var parts = root.Children().Select(Part).OfType<FormPart>().ToImmutableArray();
        var form = new QuestionForm(parts);
        var patterns = root.Element.Descendants().Count(element => element.Name.LocalName == "AnswerFormatRegex");
        if (patterns > MostPatterns) root.Note($"has {patterns} <AnswerFormatRegex>; at most {MostPatterns} are allowed in a form.");
        foreach (var twice in form.Questions.Where(question => question.Identifier.Length > 0).GroupBy(question => question.Identifier, StringComparer.Ordinal).Where(group => group.Count() > 1))
            root.Note($"has {twice.Count()} questions with the QuestionIdentifier \"{SchemaNode.Short(twice.Key)}\". Give each its own.");
        return form;
    }

    private static FormPart? Part(SchemaNode node) => node.Name switch
    {
        "Overview" => new Overview(ContentReader.Read(node)),
        "Question" => Asked(node),
        _ => null,
    };

    private static AskedQuestion Asked(SchemaNode node)
    {
        node.Sequence(new Child("QuestionIdentifier"), Child.Optional("DisplayName"), Child.Optional("IsRequired"), new Child("QuestionContent"), new Child("AnswerSpecification"));
        var content = node.One("QuestionContent") is { } contentNode ? ContentReader.Read(contentNode) : [];
        var answer = node.One("AnswerSpecification") is { } specification ? Answer(specification) : FreeTextAnswer.Plain;
        return new AskedQuestion(node.Identifier("QuestionIdentifier"), node.TextOf("DisplayName")?.Trim(), node.Boolean("IsRequired"), content, answer);
    }

    private static AnswerSpecification Answer(SchemaNode node)
    {
        var only = node.Only("FreeTextAnswer", "SelectionAnswer", "FileUploadAnswer");
        switch (only?.Name)
        {
            case "FreeTextAnswer":
                return FreeText(only);
            case "SelectionAnswer":
                return Selection(only);
            case "FileUploadAnswer":
                only.Note("is not supported: MTurk took uploads away in December 2017. Use an ExternalQuestion whose own page takes the file.");
                break;
        }

        return FreeTextAnswer.Plain;
    }

    private static FreeTextAnswer FreeText(SchemaNode node)
    {
        node.Sequence(Child.Optional("Constraints"), Child.Optional("DefaultText"), Child.Optional("NumberOfLinesSuggestion"));
        var constraints = node.One("Constraints") is { } constraintsNode ? Constraints(constraintsNode) : TextConstraints.None;
        return new FreeTextAnswer(constraints, node.TextOf("DefaultText") ?? "", node.Integer("NumberOfLinesSuggestion", 1, 1000) ?? 1);
    }

    private static TextConstraints Constraints(SchemaNode node)
    {
        node.Choice(Child.Optional("IsNumeric"), Child.Optional("Length"), Child.Any("AnswerFormatRegex"));
        return new TextConstraints(
            node.One("IsNumeric") is { } numeric ? Numeric(numeric) : null,
            node.One("Length") is { } length ? Length(length) : null,
            [.. node.All("AnswerFormatRegex").Select(Format).OfType<AnswerFormat>()]);
    }

    private static NumericConstraint Numeric(SchemaNode node)
    {
        node.NoAttributesBut("minValue", "maxValue");
        var constraint = new NumericConstraint(node.DecimalAttribute("minValue"), node.DecimalAttribute("maxValue"));
        if (constraint is { Min: { } min, Max: { } max } && min > max) node.Note($"minValue {min} is more than maxValue {max}, so no number would do.");
        return constraint;
    }

    private static LengthConstraint Length(SchemaNode node)
    {
        node.NoAttributesBut("minLength", "maxLength");
        var constraint = new LengthConstraint(node.IntegerAttribute("minLength", 0, int.MaxValue), node.IntegerAttribute("maxLength", 1, int.MaxValue));
        if (constraint is { Min: { } min, Max: { } max } && min > max) node.Note($"minLength {min} is more than maxLength {max}, so no text would do.");
        return constraint;
    }

    private static AnswerFormat? Format(SchemaNode node)
    {
        node.NoAttributesBut("regex", "errorText", "flags");
        if (node.Attribute("regex") is not { Length: > 0 } pattern)
        {
            node.Note("needs the attribute regex.");
            return null;
        }

        if (AnswerFormat.TryCreate(pattern, node.Attribute("errorText"), node.Attribute("flags") ?? "", out var format, out var problem)) return format;
        node.Note(problem);
        return null;
    }

    private static SelectionAnswer Selection(SchemaNode node)
    {
        node.Sequence(Child.Optional("MinSelectionCount"), Child.Optional("MaxSelectionCount"), Child.Optional("StyleSuggestion"), new Child("Selections"));
        var style = Style(node);
        if (node.One("Selections") is not { } list) return new SelectionAnswer(1, 1, style, [], null);

        list.Sequence(Child.Many("Selection"), Child.Optional("OtherSelection"));
        var selections = list.All("Selection").Select(One).ToImmutableArray();
        var other = list.One("OtherSelection") is { } otherNode ? FreeText(otherNode) : null;
        foreach (var twice in selections.Where(one => one.Identifier.Length > 0).GroupBy(one => one.Identifier, StringComparer.Ordinal).Where(group => group.Count() > 1))
            list.Note($"has {twice.Count()} selections with the SelectionIdentifier \"{SchemaNode.Short(twice.Key)}\". Give each its own.");

        var places = Math.Max(1, selections.Length + (other is null ? 0 : 1));
        var min = node.Integer("MinSelectionCount", 0, places) ?? 1;
        var max = node.Integer("MaxSelectionCount", 1, places) ?? Math.Max(1, min);
        if (min > max) node.Note($"MinSelectionCount {min} is more than MaxSelectionCount {max}, so no choice would do.");
        return new SelectionAnswer(min, max, style, selections, other);
    }

    private static Selection One(SchemaNode node)
    {
        node.Sequence(new Child("SelectionIdentifier"), Child.Optional("Text"), Child.Optional("FormattedContent"), Child.Optional("Binary"));
        var label = node.Children().Where(child => child.Name != "SelectionIdentifier").Select(ContentReader.Part).OfType<ContentPart>().ToList();
        if (label.Count != 1) node.Note("needs exactly one of <Text>, <FormattedContent> or <Binary> besides its identifier.");
        return new Selection(node.Identifier("SelectionIdentifier"), label.FirstOrDefault() ?? new TextContent(""));
    }

    private static SelectionStyle Style(SchemaNode node)
    {
        if (node.One("StyleSuggestion") is not { } suggestion) return SelectionStyle.Unstated;
        switch (suggestion.Text().Trim())
        {
            case "radiobutton": return SelectionStyle.RadioButton;
            case "checkbox": return SelectionStyle.CheckBox;
            case "list": return SelectionStyle.List;
            case "dropdown": return SelectionStyle.DropDown;
            case "combobox": return SelectionStyle.ComboBox;
            case "multichooser": return SelectionStyle.MultiChooser;
        }

        suggestion.Note($"\"{SchemaNode.Short(suggestion.Text())}\" is not a style. Write radiobutton, checkbox, list, dropdown, combobox or multichooser.");
        return SelectionStyle.Unstated;
    }
}
