using Crowdwork.Marketplace.Pages;

namespace Crowdwork.Marketplace.Questions;

/// <summary>
/// Draws a form for a worker: every question a group with its text as the name, every problem tied to its field. What was posted is shown
/// again, so that a mistake in one answer costs none of the others.
/// </summary>
/// <param name="posted">The worker's fields of the last attempt; null at first.</param>
/// <param name="enabled">False in a preview: everything can be read and nothing be written.</param>
internal sealed class FormMarkup(QuestionForm form, ILookup<string, string>? posted, IReadOnlyList<AnswerProblem> problems, bool enabled)
{
    // A list that is longer than this scrolls.
    private const int ListRows = 8;

    private Html Off => Html.When(!enabled, Html.Trusted(" disabled"));

    /// <summary>All parts in their order; the form element and its button are the page's.</summary>
    public Html Parts()
    {
        var index = 0;
        return Html.Join(form.Parts.Select(part => part is AskedQuestion question ? Question(question, index++) : Overview((Overview)part)));
    }

    private static Html Overview(Overview overview) => Html.Of($"""<section class="form-overview">{ContentMarkup.Of(overview.Content)}</section>""");

    private Html Question(AskedQuestion question, int index)
    {
        var name = FormPost.FieldName(index);
        var display = Html.When(!string.IsNullOrEmpty(question.DisplayName), Html.Of($"""<span class="form-number" dir="auto">{question.DisplayName}</span>"""));
        var required = Html.When(question.IsRequired, Html.Trusted("""<span class="form-required">required</span>"""));
        var answer = question.Answer is SelectionAnswer selection ? Selection(selection, question, index) : Text((FreeTextAnswer)question.Answer, name, $"{name}-text", Default(question), question.IsRequired);
        return Html.Of($"""
            <section class="form-question{(Of(index).Any() ? " has-problem" : "")}" id="{name}-question">
            <div class="form-ask">{display}<div class="form-content" id="{name}-text">{ContentMarkup.Of(question.Content)}</div>{required}</div>
            {answer}
            {Problems(name)}
            </section>

            """);
    }

    private static string Default(AskedQuestion question) => question.Answer is FreeTextAnswer text ? text.DefaultText : "";

    private Html Text(FreeTextAnswer text, string field, string labelledBy, string initial, bool required)
    {
        var value = posted is null ? initial : posted[field].FirstOrDefault() ?? "";
        var mode = Html.When(text.Constraints.Numeric is not null, Html.Trusted(" inputmode=\"decimal\""));
        var attributes = Html.Of($"""id="{field}" name="{field}" aria-labelledby="{labelledBy}"{Described(field)}{Required(required)}{Off} dir="auto" autocomplete="off" """);
        return text.Lines <= 1
            ? Html.Of($"""<input class="form-field" type="text" {attributes}{mode} value="{value}">""")
            : Html.Of($"""<textarea class="form-field" {attributes} rows="{Math.Min(text.Lines, 30)}">{Html.Trusted("\n")}{value}</textarea>""");
    }

    private Html Selection(SelectionAnswer selection, AskedQuestion question, int index)
    {
        var many = selection.MaxCount > 1;
        var plainLabels = selection.Selections.All(one => one.Label is TextContent);
        var asList = plainLabels && (many ? selection.Style is SelectionStyle.List : selection.Style is SelectionStyle.List or SelectionStyle.DropDown or SelectionStyle.ComboBox);
        var hint = many ? Html.Of($"""<p class="form-hint">{Count(selection)}</p>""") : Html.Empty;
        return Html.Of($"{hint}{(asList ? List(selection, many, question, index) : Buttons(selection, many, question, index))}");
    }

    private static string Count(SelectionAnswer selection) => (selection.MinCount, selection.MaxCount) switch
    {
        var (min, max) when min == max => $"Choose exactly {min}.",
        ( <= 1, var max) when max >= selection.Selections.Length + (selection.Other is null ? 0 : 1) => "Choose all that apply.",
        ( <= 1, var max) => $"Choose up to {max}.",
        var (min, max) => $"Choose {min} to {max}.",
    };

    private Html Buttons(SelectionAnswer selection, bool many, AskedQuestion question, int index)
    {
        var name = FormPost.FieldName(index);
        var type = many ? "checkbox" : "radio";
        // A browser's own check of a required radio group is right; a required checkbox would have to be ticked itself.
        var required = Required(question.IsRequired && !many && selection.MinCount > 0);
        var choices = Html.Join(selection.Selections.Select((one, at) => Html.Of($"""
            <label class="form-choice"><input type="{type}" id="{name}-{FormPost.ValueOf(at)}" name="{name}" value="{FormPost.ValueOf(at)}"{Checked(name, FormPost.ValueOf(at))}{required}{Off}><span>{ContentMarkup.Label(one.Label)}</span></label>

            """)));
        var other = selection.Other is { } text
            ? Html.Of($"""
                <div class="form-other"><label class="form-choice"><input type="{type}" id="{name}-choose-other" name="{name}" value="{FormPost.OtherValue}"{Checked(name, FormPost.OtherValue)}{required}{Off}><span id="{name}-other-label">Other</span></label>
                {Text(text, FormPost.OtherName(index), $"{name}-text {name}-other-label", text.DefaultText, false)}{Problems(FormPost.OtherName(index))}</div>
                """)
            : Html.Empty;
        return Html.Of($"""<div class="form-choices" id="{name}" role="{(many ? "group" : "radiogroup")}" aria-labelledby="{name}-text"{Described(name)} tabindex="-1">{choices}{other}</div>""");
    }

    private Html List(SelectionAnswer selection, bool many, AskedQuestion question, int index)
    {
        var name = FormPost.FieldName(index);
        var options = Html.Join(selection.Selections.Select((one, at) => Option(name, FormPost.ValueOf(at), ((TextContent)one.Label).Text)));
        var other = Html.When(selection.Other is not null, Option(name, FormPost.OtherValue, "Other"));
        var open = many || selection.Style == SelectionStyle.List;
        var rows = Math.Min(selection.Selections.Length + 1, ListRows);
        var size = open ? Html.Of($""" size="{rows}" """) : Html.Empty;
        var empty = Html.When(!open, Html.Trusted("""<option value="">Choose…</option>"""));
        var otherText = selection.Other is { } text
            ? Html.Of($"""<div class="form-other"><label class="form-hint" id="{name}-other-label" for="{FormPost.OtherName(index)}">If other, which?</label>{Text(text, FormPost.OtherName(index), $"{name}-text {name}-other-label", text.DefaultText, false)}{Problems(FormPost.OtherName(index))}</div>""")
            : Html.Empty;
        return Html.Of($"""
            <select class="form-field" id="{name}" name="{name}" aria-labelledby="{name}-text"{Described(name)}{Html.When(many, Html.Trusted(" multiple"))}{size}{Required(question.IsRequired && selection.MinCount > 0)}{Off}>{empty}{options}{other}</select>{otherText}
            """);
    }

    private Html Option(string name, string value, string text)
        => Html.Of($"""<option value="{value}"{Html.When(posted?[name].Contains(value) == true, Html.Trusted(" selected"))}>{text}</option>""");

    private Html Checked(string name, string value) => Html.When(posted?[name].Contains(value) == true, Html.Trusted(" checked"));

    private static Html Required(bool required) => Html.When(required, Html.Trusted(" required"));

    private IEnumerable<AnswerProblem> Of(int index) => problems.Where(problem => problem.Question == index);

    private Html Described(string field)
        => Html.When(problems.Any(problem => problem.Field == field), Html.Of($""" aria-invalid="true" aria-describedby="{field}-problem" """));

    private Html Problems(string field)
    {
        var own = problems.Where(problem => problem.Field == field).ToList();
        if (own.Count == 0) return Html.Empty;
        return Html.Of($"""<p class="form-problem" id="{field}-problem" dir="auto">{string.Join(" ", own.Select(problem => problem.What))}</p>""");
    }
}
