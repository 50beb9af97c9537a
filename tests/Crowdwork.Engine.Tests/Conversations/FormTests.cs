using System.Text.Json;
using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Tests.Support;

namespace Crowdwork.Engine.Tests.Conversations;

public sealed class FormTests
{
    private const string Everything = """
        enum Mood { VeryGood, Bad }
        record Survey(
            string Name, string? Comment, int Age, int? Children, long Steps, double Weight, float? Ratio, decimal Price,
            bool Agrees, Mood Mood, Mood? Other, DateOnly Born);
        var w = await Meet();
        Save(await w.Fill<Survey>("About you"));
        """;

    private const string Answers = """
        {"Name":" Ada ","Comment":"","Age":"36","Children":2,"Steps":"12345678901","Weight":"61.5","Ratio":null,"Price":"9.90",
         "Agrees":true,"Mood":"Very good","Other":"","Born":"1990-12-10"}
        """;

    [Fact]
    public void Fill_EveryTypeOfField_IsReadIntoTheRecord()
    {
        var stage = new Stage(Everything).Seat("W1").Fill(1, Answers);

        Assert.Equal(
            """{"Name":"Ada","Comment":null,"Age":36,"Children":2,"Steps":12345678901,"Weight":61.5,"Ratio":null,"Price":9.90,"Agrees":true,"Mood":"VeryGood","Other":null,"Born":"1990-12-10"}""",
            Assert.Single(stage.Saved));
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Fill_EveryTypeOfField_IsDescribedToThePage()
    {
        var stage = new Stage(Everything).Seat("W1");
        var fields = JsonDocument.Parse(stage.Turns[^1].Acts.Single(act => act.Kind == ActKind.Ask).Json!).RootElement;

        Assert.Equal(
            [
                "Name text True", "Comment text False", "Age integer True", "Children integer False", "Steps integer True", "Weight number True",
                "Ratio number False", "Price number True", "Agrees checkbox False", "Mood choice True", "Other choice False", "Born date True",
            ],
            fields.EnumerateArray().Select(field => $"{field.GetProperty("name")} {field.GetProperty("type")} {field.GetProperty("required")}"));
        Assert.Equal(["Very good", "Bad"], fields[9].GetProperty("options").EnumerateArray().Select(option => option.GetString()));
    }

    [Fact]
    public void Fill_NothingFilledIn_NamesEveryRequiredField()
    {
        var stage = new Stage(Everything).Seat("W1").Fill(1, "{}");
        var again = stage.Turns[^1].Acts.Single(act => act.Kind == ActKind.Again);

        Assert.Equal("Some fields need another look.", again.Text);
        Assert.Equal(["Age", "Born", "Mood", "Name", "Price", "Steps", "Weight"], Problems(again).Keys.Order());
        stage.Fill(1, Answers);
        Assert.Equal("finished", stage.Ending);
        stage.ReplaysToTheLetter();
    }

    [Theory]
    [InlineData("int N", "\"4.5\"", "Please enter a whole number.")]
    [InlineData("int N", "\"99999999999\"", "Please enter a whole number.")]
    [InlineData("int N", "[1]", "Please fill this in.")]
    [InlineData("double N", "\"NaN\"", "Please enter a number.")]
    [InlineData("double N", "\"1e999\"", "Please enter a number.")]
    [InlineData("decimal N", "\"1,5\"", "Please enter a number.")]
    [InlineData("DateOnly N", "\"5 May\"", "Please enter a date.")]
    [InlineData("E N", "\"Neither\"", "Please choose one of the options.")]
    [InlineData("E N", "\"2\"", "Please choose one of the options.")]
    [InlineData("string N", "\"   \"", "Please fill this in.")]
    [InlineData("[property: Range(1, 5)] int N", "6", "The field N must be between 1 and 5.")]
    [InlineData("[Range(1, 5)] int N", "0", "The field N must be between 1 and 5.")]
    [InlineData("[Range(1, 5)] long N", "99999999999", "The field N must be between 1 and 5.")]
    [InlineData("[Range(1, 5)] double N", "5.4", "The field N must be between 1 and 5.")]
    [InlineData("[Range(1, 5)] decimal N", "\"0.9\"", "The field N must be between 1 and 5.")]
    [InlineData("[Range(0.5, 1.5)] double N", "1.6", "The field N must be between 0.5 and 1.5.")]
    [InlineData("[Range(typeof(decimal), \"0\", \"2.5\")] decimal N", "2.6", "The field N must be between 0 and 2.5.")]
    [InlineData("[Range(typeof(DateOnly), \"2020-01-01\", \"2020-12-31\")] DateOnly N", "\"2021-01-01\"", "The field N must be between 01/01/2020 and 12/31/2020.")]
    [InlineData("[StringLength(5, MinimumLength = 2)] string N", "\"abcdef\"", "The field N must be a string with a minimum length of 2 and a maximum length of 5.")]
    [InlineData("[MaxLength(2)] string N", "\"abc\"", "The field N must be a string or array type with a maximum length of '2'.")]
    [InlineData("[RegularExpression(\"[A-Z]+\", ErrorMessage = \"Capitals, please.\")] string N", "\"abc\"", "Capitals, please.")]
    [InlineData("[Display(Name = \"Your age\"), Range(1, 5)] int N", "9", "The field Your age must be between 1 and 5.")]
    public void Fill_ABadValue_IsToldAtItsField(string parameter, string value, string problem)
    {
        var stage = new Stage($$"""
            enum E { One, Two }
            record F({{parameter}});
            var w = await Meet();
            Save(await w.Fill<F>("?"));
            """).Seat("W1");
        Assert.Null(stage.Ending);
        stage.Fill(1, $$"""{"N":{{value}}}""");

        Assert.Null(stage.Play.Fault);
        var again = Assert.Single(stage.Turns[^1].Acts, act => act.Kind == ActKind.Again);
        Assert.Equal(problem, Problems(again)["N"]);
        stage.ReplaysToTheLetter();
    }

    [Theory]
    [InlineData("[Range(1, 5)] int N", "5")]
    [InlineData("[Range(1, 5)] double N", "4.9")]
    [InlineData("[Range(1, 5)] int? N", "\"\"")]
    [InlineData("[Range(typeof(DateOnly), \"2020-01-01\", \"2020-12-31\")] DateOnly N", "\"2020-06-01\"")]
    [InlineData("[StringLength(5)] string? N", "\"\"")]
    [InlineData("[EmailAddress] string N", "\"a@b.c\"")]
    public void Fill_AGoodValue_IsTaken(string parameter, string value)
    {
        var stage = new Stage($"record F({parameter});\nvar w = await Meet();\nSave(await w.Fill<F>(\"?\"));").Seat("W1").Fill(1, $$"""{"N":{{value}}}""");

        Assert.Equal("finished", stage.Ending);
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Fill_Attributes_ReachThePage()
    {
        var stage = new Stage("""
            record F(
                [Display(Name = "How easy?"), Range(1, 5)] int Ease,
                [StringLength(400, MinimumLength = 3)] string LongText,
                [RegularExpression("[A-Z]+", ErrorMessage = "Capitals.")] string CapitalsOnly);
            var w = await Meet();
            await w.Fill<F>("?");
            """).Seat("W1");

        Assert.Equal(
            """[{"name":"Ease","label":"How easy?","type":"integer","required":true,"min":1,"max":5},{"name":"LongText","label":"Long text","type":"long","required":true,"minLength":3,"maxLength":400},{"name":"CapitalsOnly","label":"Capitals only","type":"text","required":true,"pattern":"[A-Z]\u002B","patternHint":"Capitals."}]""",
            stage.Turns[^1].Acts.Single(act => act.Kind == ActKind.Ask).Json);
    }

    [Fact]
    public void Fill_ACheckOfTheScript_SpeaksForTheWholeForm()
    {
        var stage = new Stage("""
            record F(int A, int B);
            var w = await Meet();
            Save(await w.Fill<F>("?", check: f => f.A > f.B ? "A must not be greater." : null));
            """).Seat("W1").Fill(1, """{"A":2,"B":1}""");
        Assert.Equal(["again 1 'A must not be greater.'"], stage.Did);

        stage.Fill(1, """{"A":1,"B":1}""");
        Assert.Equal("""{"A":1,"B":1}""", Assert.Single(stage.Saved));
        stage.ReplaysToTheLetter();
    }

    [Theory]
    [InlineData("record F(object Thing);", "cannot make a field of Thing")]
    [InlineData("record F(int[] Things);", "cannot make a field of Things")]
    [InlineData("class F { public int A { get; set; } }", "needs a record")]
    public void Fill_ATypeThatNoFieldCanHold_IsAFaultAtTheCall(string type, string message)
    {
        var stage = new Stage($"{type}\nvar w = await Meet();\nawait w.Fill<F>(\"?\");").Seat("W1");

        Assert.Contains(message, stage.Play.Fault!.Message, StringComparison.Ordinal);
        Assert.Equal(3, stage.Play.Fault.Line);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData(null)]
    public void Fill_SomethingThatIsNoForm_IsTheSendersProblemAndNotTheScripts(string? fields)
    {
        var stage = new Stage("record F(int A);\nvar w = await Meet();\nSave(await w.Fill<F>(\"?\"));").Seat("W1");
        stage.Play.Handle(new Said(1, stage.Play.PromptOf(1)!.Id, "c", "", fields), stage.Now);

        Assert.Null(stage.Play.Fault);
        Assert.NotNull(stage.Play.PromptOf(1));
    }

    [Fact]
    public void Fill_ARecordWhoseConstructorThrows_IsAFaultWithItsLine()
    {
        var stage = new Stage("record F(int A) { public int B { get; } = 1 / (A - 1); }\nvar w = await Meet();\nawait w.Fill<F>(\"?\");").Seat("W1").Fill(1, """{"A":1}""");

        Assert.Equal(("DivideByZeroException: Attempted to divide by zero.", 1), (stage.Play.Fault!.Message, stage.Play.Fault.Line));
        stage.ReplaysToTheLetter();
    }

    private static Dictionary<string, string> Problems(Act again) => JsonSerializer.Deserialize<Dictionary<string, string>>(again.Json!)!;
}
