using System.Text;
using System.Text.Json;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Tests.Tasks;

public sealed class ConfigReaderTests
{
    private const string Enough = "\"title\": \"T\", \"description\": \"D\", \"reward\": 0.50";

    [Fact]
    public void Read_EveryKey_ArrivesInTheSettings()
    {
        var config = Usable("""
            {
              // Comments and a trailing comma are welcome.
              "$schema": "x.json",
              "title": "Ask", "description": "About a paragraph", "keywords": ["chat", "question"], "reward": 0.75,
              "conversations": 12, "assignmentDuration": "20m", "lifetime": "3d", "autoApprovalDelay": "2d", "answerWithin": "90s",
              "roles": { "buyer": { "page": "a.html", "label": "The buyer", "instructions": "b.md" }, "seller": {} },
              "data": "rows.csv", "preview": "preview.html",
              "onboarding": { "qualification": "passed", "retries": 2 },
              "qualifications": [
                { "name": "approvalRate", "is": "atLeast", "value": 95, "guards": "discover" },
                { "name": "country", "is": "in", "countries": ["US", "CA"] },
                { "name": "level", "is": "notIn", "values": [1, 2] },
              ],
              "blockQualification": "blocked",
              "limits": { "unique": true, "perWorker": 1, "concurrentPerWorker": 1, "connections": 30, "timePerDay": "8h" },
              "waiting": { "within": "5m", "pay": 0.10 },
              "disconnects": { "grace": "30s", "max": 5, "per": "1d", "block": true, "qualification": "left" },
              "pay": { "partnerLeft": 0.5, "partnerLeftEarly": 0.2, "minMessages": 2, "worldFault": 0.75 },
              "countComplete": true, "overlaunch": 1.25, "frameHeight": 0, "blockMobile": true, "signals": false,
            }
            """);

        Assert.Equal("Ask", config.Title);
        Assert.Equal(["chat", "question"], config.Keywords);
        Assert.Equal(0.75m, config.Reward);
        Assert.Equal(12, config.Conversations);
        Assert.Equal(TimeSpan.FromMinutes(20), config.AssignmentDuration);
        Assert.Equal(TimeSpan.FromDays(3), config.Lifetime);
        Assert.Equal(TimeSpan.FromDays(2), config.AutoApprovalDelay);
        Assert.Equal(TimeSpan.FromSeconds(90), config.AnswerWithin);
        Assert.Equal(["buyer", "seller"], config.Roles.Keys);
        Assert.Equal(new RoleConfig { Page = "a.html", Label = "The buyer", Instructions = "b.md" }, config.Roles["buyer"]);
        Assert.Equal("rows.csv", config.Data);
        Assert.Equal("preview.html", config.Preview);
        Assert.Equal(new OnboardingConfig { Qualification = "passed", Retries = 2 }, config.Onboarding);
        Assert.Equal((Comparison.AtLeast, 95, Guards.Discover), (config.Qualifications[0].Is, config.Qualifications[0].Value, config.Qualifications[0].Guards));
        Assert.Equal(["US", "CA"], config.Qualifications[1].Countries);
        Assert.Equal([1, 2], config.Qualifications[2].Values);
        Assert.Equal("blocked", config.BlockQualification);
        Assert.Equal(new LimitsConfig { Unique = true, PerWorker = 1, ConcurrentPerWorker = 1, Connections = 30, TimePerDay = TimeSpan.FromHours(8) }, config.Limits);
        Assert.Equal(new WaitingConfig { Within = TimeSpan.FromMinutes(5), Pay = 0.10m }, config.Waiting);
        Assert.Equal(new DisconnectsConfig { Grace = TimeSpan.FromSeconds(30), Max = 5, Per = TimeSpan.FromDays(1), Block = true, Qualification = "left" }, config.Disconnects);
        Assert.Equal(new PayConfig { PartnerLeft = 0.5m, PartnerLeftEarly = 0.2m, MinMessages = 2, WorldFault = 0.75m }, config.Pay);
        Assert.True(config.CountComplete);
        Assert.Equal(1.25, config.Overlaunch);
        Assert.Equal(0, config.FrameHeight);
        Assert.True(config.BlockMobile);
        Assert.False(config.Signals);
    }

    [Fact]
    public void Read_TitleAlone_HasTheDefaultsAndIsWarnedAboutALaunch()
    {
        var (config, problems) = Read("""{ "title": "T" }""");

        Assert.NotNull(config);
        Assert.Equal(TimeSpan.FromMinutes(10), config.AnswerWithin);
        Assert.Equal(TimeSpan.FromSeconds(60), config.Disconnects.Grace);
        Assert.Equal(1, config.Limits.ConcurrentPerWorker);
        Assert.Equal(["\"description\"", "\"reward\""], problems.Select(problem => problem.Message.Split(' ').First(word => word.StartsWith('"')).TrimEnd(';')));
        Assert.All(problems, problem => Assert.Equal(Severity.Warning, problem.Severity));
    }

    [Fact]
    public void Read_ManyMistakes_TellsAllOfThemWithPlaceAndRemedy()
    {
        var (config, problems) = Read("""
            {
              "titel": "T",
              "reward": -1,
              "lifetime": "3 days",
              "limits": { "perWorker": "3", "grace": "60s" },
              "blockMobile": "yes",
              "overlaunch": 1e999,
            }
            """);

        Assert.Null(config);
        Assert.Equal(
            """
            config.json(1,1): This file has no "title", which is required.
              Add "title": "...".
            config.json(2,3): There is no key "titel".
              Did you mean "title"?
            config.json(3,13): "reward" is -1; money cannot be negative.
              Write an amount in US dollars, from 0.
            config.json(4,15): "lifetime" is "3 days", which is not a duration.
              Write "3d".
            config.json(5,28): "limits.perWorker" must be a number, but is a text.
              Write it without quotes: 10.
            config.json(5,33): There is no key "grace" in "limits".
              Remove it. The keys here are "unique", "uniqueQualification", "perWorker", "concurrentPerWorker", "connections", "timePerDay", "timeQualification".
            config.json(6,18): "blockMobile" must be true or false, but is a text.
              Write it without quotes: true.
            config.json(7,17): "overlaunch" is Infinity, which is out of range.
              Write a number from 1 to 3.
            """.ReplaceLineEndings("\n"),
            string.Join("\n", problems.Where(problem => problem.Severity == Severity.Error)));
    }

    [Theory]
    [InlineData("\"reward\": 0.505", "parts of a cent", "0.51")]
    [InlineData("\"reward\": \"0.50\"", "must be an amount of money", "without quotes")]
    [InlineData("\"reward\": 1e40", "too large", "US dollars")]
    [InlineData("\"lifetime\": 90", "must be a duration", "\"90s\"")]
    [InlineData("\"lifetime\": \"2 weeks\"", "not a duration", "\"14d\"")]
    [InlineData("\"lifetime\": \"soon\"", "not a duration", "\"20m\"")]
    [InlineData("\"lifetime\": \"400d\"", "out of range", "365d")]
    [InlineData("\"lifetime\": \"999999999d\"", "not a duration", "")]
    [InlineData("\"lifetime\": null", "is null", "leave the key out")]
    [InlineData("\"conversations\": 1.5", "whole number", "decimal point")]
    [InlineData("\"conversations\": 0", "out of range", "from 1")]
    [InlineData("\"keywords\": \"chat\"", "list of texts", "[\"chat\"]")]
    [InlineData("\"keywords\": [\"a,b\"]", "comma", "several")]
    [InlineData("\"preview\": \"../secret.html\"", "not a path within", "without '..'")]
    [InlineData("\"preview\": \"/etc/passwd\"", "not a path within", "without '..'")]
    [InlineData("\"preview\": \"  \"", "is empty", "leave the key out")]
    [InlineData("\"perWorker\": 3", "no key \"perWorker\"", "belongs into \"limits\"")]
    [InlineData("\"limits\": { \"reward\": 1 }", "no key \"reward\" in \"limits\"", "outermost level")]
    [InlineData("\"limits\": 3", "must be an object", "{ ... }")]
    [InlineData("\"roles\": { \"a b\": {} }", "not a name", "Begin with a letter")]
    [InlineData("\"password\": \"x\"", "no key \"password\"", "Secrets never stand")]
    [InlineData("\"qualifications\": [{ \"is\": \"exists\" }]", "has no \"name\"", "Add \"name\"")]
    [InlineData("\"qualifications\": [{ \"name\": 7 }]", "must be a text", "like this")]
    [InlineData("\"qualifications\": [{ \"name\": \"q\", \"is\": \"atleast\", \"value\": 1 }]", "none of its values", "\"atLeast\"")]
    [InlineData("\"qualifications\": [{ \"name\": \"q\", \"is\": \"atLeast\" }]", "needs \"value\"", "Add \"value\"")]
    [InlineData("\"qualifications\": [{ \"name\": \"q\", \"value\": 3 }]", "takes no \"value\"", "\"is\"")]
    [InlineData("\"qualifications\": [{ \"name\": \"country\", \"is\": \"in\" }]", "needs a list of countries", "\"US\"")]
    [InlineData("\"qualifications\": [{ \"name\": \"country\", \"is\": \"in\", \"countries\": [\"usa\"] }]", "not a country code", "ISO 3166")]
    [InlineData("\"qualifications\": [{ \"name\": \"ApprovalRate\", \"is\": \"atLeast\", \"value\": 95 }]", "is written \"approvalRate\"", "approvalRate")]
    [InlineData("\"limits\": { \"unique\": true, \"perWorker\": 2 }", "take part once", "Remove one")]
    [InlineData("\"limits\": { \"perWorker\": 2, \"concurrentPerWorker\": 3 }", "than altogether", "Lower it")]
    [InlineData("\"answerWithin\": \"31m\"", "longer for one answer", "Shorten")]
    [InlineData("\"waiting\": { \"within\": \"30m\" }", "wait for partners", "Shorten")]
    [InlineData("\"disconnects\": { \"grace\": \"1h\" }", "could be away", "Shorten")]
    [InlineData("\"onboarding\": { \"qualification\": \"q\" }, \"blockQualification\": \"q\"", "both \"q\"", "different names")]
    [InlineData("\"answerWithin\": \"1m\", \"answerWithin\": \"2m\"", "a second time", "Remove one")]
    public void Read_OneMistake_IsExplained(string mistake, string message, string remedy)
    {
        var (config, problems) = Read($"{{ {Enough}, {mistake} }}".Replace($"{Enough}, \"reward\"", "\"title\": \"T\", \"description\": \"D\", \"reward\""));

        Assert.Null(config);
        var problem = Assert.Single(problems);
        Assert.Equal(Severity.Error, problem.Severity);
        Assert.Contains(message, problem.Message);
        Assert.Contains(remedy, problem.Remedy);
        Assert.True(problem.Line == 1 && problem.Column > 1, problem.ToString());
    }

    [Theory]
    [InlineData("\"waiting\": { \"pay\": 0.60 }", "more than the reward")]
    [InlineData("\"pay\": { \"partnerLeftEarly\": 0.10 }", "no effect without \"pay.minMessages\"")]
    [InlineData("\"disconnects\": { \"block\": true }", "no effect without \"disconnects.max\"")]
    public void Read_SomethingOdd_IsAWarningBesideUsableSettings(string oddity, string message)
    {
        var (config, problems) = Read($"{{ {Enough}, {oddity} }}");

        Assert.NotNull(config);
        var problem = Assert.Single(problems);
        Assert.Equal(Severity.Warning, problem.Severity);
        Assert.Contains(message, problem.Message);
    }

    [Fact]
    public void Read_KeyThatCouldNotBeRead_IsNotBlamedForItsDefault()
    {
        // The default of assignmentDuration, half an hour, would be too short for these forty minutes.
        var (_, problems) = Read($$"""{ {{Enough}}, "answerWithin": "40m", "assignmentDuration": "an hour" }""");

        Assert.Contains("\"assignmentDuration\" is \"an hour\"", Assert.Single(problems).Message);
    }

    [Theory]
    [InlineData("{ \"title\": \"T\" \"reward\": 1 }", 1, 16, "comma")]
    [InlineData("{\n  title: 1 }", 2, 3, "double quotes")]
    [InlineData("{\n  'title': 1 }", 2, 3, "double quotes")]
    [InlineData("{ \"title\": T }", 1, 12, "double quotes")]
    [InlineData("{ \"title\": \"T\n\" }", 1, 14, "Close the quote")]
    [InlineData("{ \"title\": \"T\",", 1, 15, "Close what is still open")]
    [InlineData("{", 1, 2, "Close what is still open")]
    [InlineData("{ \"title\": \"T", 1, 14, "Close")]
    [InlineData("{ \"title\": /* \"T\" }", 1, 12, "Close")]
    [InlineData("", 1, 1, "Close what is still open")]
    [InlineData("{ \"title\": \"T\" } }", 1, 18, "")]
    [InlineData("{ \"title\": \"\\ud800\" }", 1, 1, "Correct the text")]
    public void Read_NoJson_SaysWhereItStopsBeingJson(string text, int line, int column, string remedy)
    {
        var (config, problems) = Read(text);

        Assert.Null(config);
        var problem = Assert.Single(problems);
        Assert.Equal((line, column), (problem.Line, problem.Column));
        Assert.Contains(remedy, problem.Remedy);
    }

    [Fact]
    public void Read_ListInsteadOfObject_SaysSo() =>
        Assert.Contains("holds a list", Assert.Single(Read("[]").Problems).Message);

    [Fact]
    public void Read_ByteOrderMarkAndWideLetters_CountColumnsAsEditorsDo()
    {
        var (_, problems) = ConfigReader.Read(Encoding.UTF8.GetPreamble().Concat("""{ "title": "Größe 🙂", "rewards": 1 }"""u8.ToArray()).ToArray(), "config.json");

        Assert.Equal(24, problems.Single(problem => problem.Severity == Severity.Error).Column);
    }

    [Fact]
    public void Read_Latin1_NamesTheFirstByteThatIsNoUtf8()
    {
        var (config, problems) = ConfigReader.Read(Encoding.Latin1.GetBytes("{\n \"title\": \"Größe\" }"), "config.json");

        Assert.Null(config);
        var problem = Assert.Single(problems);
        Assert.Equal((2, 14), (problem.Line, problem.Column));
        Assert.Contains("UTF-8", problem.Remedy);
    }

    [Fact]
    public void Read_MissingFile_IsAProblemAndNoException()
    {
        using var folder = new TemporaryFolder();
        var (config, problems) = ConfigReader.Read(folder["config.json"], "tasks/x/config.json");

        Assert.Null(config);
        Assert.Equal("tasks/x/config.json", Assert.Single(problems).File);
    }

    [Fact]
    public void Write_ThenRead_GivesTheSameSettings()
    {
        var config = Usable($$"""{ {{Enough}}, "limits": { "timePerDay": "90m" }, "roles": { "a": { "page": "x.html" } }, "qualifications": [{ "name": "q", "is": "doesNotExist" }] }""");

        var written = JsonSerializer.Serialize(config, ConfigJson.Options);
        var again = Usable(written);

        Assert.Contains("\"90m\"", written);
        Assert.Contains("\"doesNotExist\"", written);
        Assert.Equal(written, JsonSerializer.Serialize(again, ConfigJson.Options));
    }

    [Fact]
    public void Write_DefaultsAlone_CanBeReadAgain()
    {
        var written = JsonSerializer.Serialize(new TaskConfig { Title = "T" }, ConfigJson.Options);
        var (again, problems) = Read(written);

        Assert.DoesNotContain(problems, problem => problem.Severity == Severity.Error);
        Assert.Equal(written, JsonSerializer.Serialize(again, ConfigJson.Options));
    }

    private static TaskConfig Usable(string json)
    {
        var (config, problems) = Read(json);
        Assert.Empty(problems);
        return config!;
    }

    private static (TaskConfig? Config, IReadOnlyList<Problem> Problems) Read(string json) =>
        ConfigReader.Read(Encoding.UTF8.GetBytes(json), "config.json");
}
