using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Crowdwork.Engine.Tests.Tasks;

namespace Crowdwork.Engine.Tests.Documentation;

/// <summary>The tables of docs/from-parlai.md name flags, keys and tests. They have to be there.</summary>
public sealed partial class FromParlaiTests
{
    private const string Page = "docs/from-parlai.md";

    /// <summary>Every option of ParlAI's runner: the flags of its parser, and what only task_config.py could say.</summary>
    private static readonly string[] Theirs =
    [
        "--mturk-log-path", "--task", "--num-conversations", "--unique", "--max-hits-per-worker", "--unique-qual-name", "--reward", "--sandbox", "--live", "--debug", "--verbose", "--hard-block",
        "--log-level", "--disconnect-qualification", "--block-qualification", "--count-complete", "--allowed-conversations", "--max-connections", "--min-messages", "--local", "--hobby", "--max-time",
        "--max-time-qual", "--heroku-team", "--tmp-dir", "hit_title", "hit_description", "hit_keywords", "task_description", "frontend_version", "frame_height", "allow_reviews", "block_mobile",
        "chat_title", "frontend_template_type", "assignment_duration_in_seconds", "auto_approve_delay",
    ];

    [Fact]
    public void EveryOptionOfTheirs_IsInTheTable()
    {
        var named = Rows("Flags and options").SelectMany(cells => CodeIn(cells[0])).ToHashSet();

        Assert.Empty(Theirs.Except(named));
    }

    [Fact]
    public void EveryFlagOfOurs_InTheTable_IsAFlagOfALaunch()
    {
        var launch = string.Join('\n', Directory.EnumerateFiles(ProjectTree.PathOf("runner/Cli"), "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) is "LaunchOptions.cs" or "LaunchWords.cs" or "LaunchCommand.cs" or "CrowdChoice.cs").Select(File.ReadAllText));
        var flags = Rows("Flags and options").SelectMany(cells => CodeIn(cells[1])).Distinct().ToArray();

        Assert.True(flags.Length > 20);
        Assert.DoesNotContain(flags, flag => !launch.Contains($"\"{flag}\"", StringComparison.Ordinal));
    }

    [Fact]
    public void EveryFlagOfOurs_ThatTheLaunchHas_IsInTheTable()
    {
        var options = Flag().Matches(File.ReadAllText(ProjectTree.PathOf("runner/Cli/Runs/LaunchOptions.cs"))).Select(match => match.Value.Trim('"')).Distinct();
        var page = MarkdownPages.Read(Page);

        Assert.DoesNotContain(options, flag => !page.Contains($"`{flag}`", StringComparison.Ordinal) && !page.Contains($"`{flag} ", StringComparison.Ordinal));
    }

    [Fact]
    public void EveryKeyOfOurs_InTheTable_IsAKeyOfConfigJson()
    {
        var schema = JsonNode.Parse(File.ReadAllText(ProjectTree.PathOf("runner/Crowdwork.Engine/Tasks/Schemas/config.schema.json")))!;
        var keys = Rows("Flags and options").SelectMany(cells => CodeIn(cells[2])).Distinct().ToArray();

        Assert.True(keys.Length > 20);
        Assert.DoesNotContain(keys, key => !Has(schema, key));
    }

    [Fact]
    public void EveryTest_ThatAScenarioNames_Exists()
    {
        var named = Rows("Scenarios of its tests").SelectMany(cells => CodeIn(cells[1])).ToArray();
        var tests = typeof(FromParlaiTests).Assembly.GetTypes();

        Assert.True(named.Length >= 20);
        Assert.DoesNotContain(named, name => name.Split('.') is not [var type, var method] || tests.SingleOrDefault(one => one.Name == type)?.GetMethod(method) is null);
    }

    [Fact]
    public void EveryTest_ThatAPromiseOfRunsNames_Exists()
    {
        var named = Rows("What is tested", "docs/runs.md").SelectMany(cells => CodeIn(cells[1])).ToArray();

        Assert.True(named.Length >= 20);
        Assert.DoesNotContain(named, name => name.Split('.') is not [var type, var method] || !IsThere(type, method));
    }

    [Theory]
    [InlineData("Ten weaknesses", 10)]
    [InlineData("Twelve accidents", 12)]
    public void EveryTest_ThatTheListOfWhatWasLostNames_Exists(string heading, int many)
    {
        var rows = Rows(heading, "docs/acceptance.md").ToArray();

        Assert.Equal(many, rows.Length);
        Assert.All(rows, cells => Assert.NotEmpty(CodeIn(cells[1])));
        Assert.DoesNotContain(rows.SelectMany(cells => CodeIn(cells[1])), name => name.Split('.') is not [var type, var method] || !IsThere(type, method));
    }

    // Tests of the command and the server are in another assembly.
    private static bool IsThere(string type, string method)
        => Directory.EnumerateFiles(ProjectTree.PathOf("tests"), $"{type}.cs", SearchOption.AllDirectories).Any(file => File.ReadAllText(file).Contains($" {method}(", StringComparison.Ordinal));

    private static bool Has(JsonNode schema, string key)
    {
        var node = schema;
        foreach (var part in key.Split('.'))
        {
            if (node?["properties"]?[part] is not { } inner) return false;
            node = inner;
        }

        return true;
    }

    private static IEnumerable<string> CodeIn(string cell) => Code().Matches(cell).Select(match => match.Groups[1].Value);

    private static IEnumerable<string[]> Rows(string heading, string page = Page) => MarkdownPages.Read(page).Split('\n')
        .SkipWhile(line => line != $"## {heading}").Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| ---", StringComparison.Ordinal)).Skip(1)
        .Select(line => line.Trim()[1..^1].Split('|').Select(cell => cell.Trim()).ToArray());

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex("\"--[a-z-]+\"")]
    private static partial Regex Flag();
}
