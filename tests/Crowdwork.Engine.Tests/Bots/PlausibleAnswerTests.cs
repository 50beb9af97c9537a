using System.Text.Json;
using Crowdwork.Engine.Bots;
using Crowdwork.Engine.Pages;
using Crowdwork.Scripting;
using Crowdwork.Scripting.Bots;

namespace Crowdwork.Engine.Tests.Bots;

/// <summary>What the default bot makes up is what such a prompt accepts.</summary>
public sealed class PlausibleAnswerTests
{
    private static readonly BotView _nothing = new(null, [], null, null, false, null);

    public static TheoryData<PageField> Fields() =>
    [
        new PageField("a", "A", "text", true) { MinLength = 120, MaxLength = 150 },
        new PageField("a", "A", "textarea", true) { MaxLength = 10 },
        new PageField("a", "A", "number", true) { Min = "3", Max = "5" },
        new PageField("a", "A", "number", true) { Min = "-8", Max = "-2" },
        new PageField("a", "A", "number", true) { Max = "-2" },
        new PageField("a", "A", "number", true) { Min = "0.5", Max = "0.7", Step = "any" },
        new PageField("a", "A", "range", true) { Min = "0", Max = "100" },
        new PageField("a", "A", "date", true) { Min = "2030-01-01" },
        new PageField("a", "A", "date", true) { Max = "1990-01-01" },
        new PageField("a", "A", "month", true),
        new PageField("a", "A", "week", true),
        new PageField("a", "A", "time", true) { Min = "14:00" },
        new PageField("a", "A", "datetime-local", true),
        new PageField("a", "A", "email", true),
        new PageField("a", "A", "url", true),
        new PageField("a", "A", "color", true),
        new PageField("a", "A", "checkbox", true),
        new PageField("a", "A", "radio", true) { Options = ["", "yes", "no"] },
        new PageField("a", "A", "checkboxes", true) { Options = ["x", "y"] },
        new PageField("a", "A", "select-multiple", true) { Options = ["x"] },
        new PageField("a", "A", "text", true) { Pattern = "[0-9]{5}", Form = new System.Text.RegularExpressions.Regex("^[0-9]{5}$") },
    ];

    [Theory]
    [MemberData(nameof(Fields))]
    public void Field_OfAPage_IsFilledInAsThePageDemands(PageField field)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var answer = PlausibleAnswer.To(Prompt(BotPromptKind.Page, Of(field)), _nothing, new Random(seed), attempt: 0);

            Assert.Null(answer.WhyNot);
            field.Read(answer.Fields!.Value.GetProperty("a"), out var problem);
            Assert.True(problem is null, $"{answer.Fields}: {problem}");
        }
    }

    [Fact]
    public void Pattern_ThatNothingIsKnownFor_IsSaidAndNotGuessed()
    {
        var answer = PlausibleAnswer.To(Prompt(BotPromptKind.Page, Of(new PageField("code", "Code", "text", true) { Pattern = "Q[xz]{17}" })), _nothing, new Random(1), attempt: 0);

        Assert.Contains("bots.csx", answer.WhyNot);
        Assert.Contains("\"code\"", answer.WhyNot);
    }

    [Fact]
    public void Page_ThatDeclaresNothing_IsSaidAndNotGuessed()
    {
        var answer = PlausibleAnswer.To(Prompt(BotPromptKind.Page), _nothing with { ShownPage = "task.jsx" }, new Random(1), attempt: 0);

        Assert.Contains("task.jsx", answer.WhyNot);
    }

    [Theory]
    [InlineData("Write a question about the paragraph.", null, 0, "Question")]
    [InlineData("How many legs has a spider?", null, 0, "Number")]
    [InlineData("What is the word?", null, 0, "OneWord")]
    [InlineData("What do you think?", null, 0, "Sentence")]
    [InlineData("What do you think?", "Please write a whole question.", 1, "Question")]
    [InlineData("What do you think?", "Please answer with a number only.", 1, "Number")]
    public void Text_IsMadeUpInTheStyleThatIsWanted(string prompt, string? complaint, int attempt, string style)
        => Assert.Equal(style, PlausibleText.StyleFor(prompt, complaint, attempt).ToString());

    [Fact]
    public void Answer_ForTheSameSeed_IsTheSame()
    {
        var prompt = Prompt(BotPromptKind.Text);

        Assert.Equal(PlausibleAnswer.To(prompt, _nothing, new Random(4), 0), PlausibleAnswer.To(prompt, _nothing, new Random(4), 0));
    }

    private static BotPrompt Prompt(BotPromptKind kind, params BotField[] fields) => new(1, kind, "What do you think?", [], fields, null, null);

    private static BotField Of(PageField field)
        => new(field.Name, field.Label, field.Type, field.Required, field.Min, field.Max, field.MinLength, field.MaxLength, field.Pattern, field.Options ?? []);
}
