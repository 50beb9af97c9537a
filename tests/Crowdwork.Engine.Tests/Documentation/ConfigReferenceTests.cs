using System.Text.Json.Nodes;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Tests.Tasks;

namespace Crowdwork.Engine.Tests.Documentation;

/// <summary>docs/config.md is written by hand; the schemas, which come from the code, say whether it is complete and its defaults and ranges are right.</summary>
public sealed class ConfigReferenceTests
{
    private const string Page = "docs/config.md";

    private static readonly Lazy<string[]> _lines = new(() => MarkdownPages.Read(Page).Split('\n'));

    public static TheoryData<string, string> Keys()
    {
        var keys = new TheoryData<string, string>();
        foreach (var file in (string[])["config.schema.json", "crowd.schema.json"])
            foreach (var (path, _) in KeysIn(SchemaOf(file), "")) keys.Add(file, path);
        return keys;
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Key_OfTheSchema_IsInTheReference(string file, string key)
    {
        _ = file;
        Assert.Contains(_lines.Value, line => line.Contains($"`{key}`", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void RowOfAKey_InTheReference_HasTheDefaultAndTheRangeOfTheSchema(string file, string key)
    {
        var schema = KeysIn(SchemaOf(file), "").Single(entry => entry.Path == key).Schema;
        var expected = new List<string>();
        if (schema["default"] is { } value) expected.Add($"`{value.ToJsonString(ConfigJson.Options)}`");
        if (schema["maxLength"] is { } length) expected.Add($"at most {length} characters");
        if (schema["maximum"] is { } most && most.GetValue<double>() < int.MaxValue) expected.Add($"{schema["minimum"]} to {most}");
        if (schema["enum"] is JsonArray names) expected.AddRange(names.Select(name => $"`{name}`"));
        if (IsRequired(file, key)) expected.Add("| required |");

        foreach (var text in expected) Assert.Contains(text, RowOf(key));
    }

    [Fact]
    public void Rows_OfTheReference_NameKeysOfTheSchemas()
    {
        var known = Keys().Select(row => row.Data.Item2).ToHashSet();

        var rows = _lines.Value.Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]);

        Assert.Empty(rows.Except(known));
    }

    [Fact]
    public void Examples_OfTheReference_CanBeRead()
    {
        var examples = MarkdownPages.FencesOf(Page).Where(fence => fence.Language == "json").ToArray();

        Assert.NotEmpty(examples);
        foreach (var example in examples.Where(example => example.Text.Contains("\"title\"", StringComparison.Ordinal)))
            Assert.DoesNotContain(ConfigReader.Read(System.Text.Encoding.UTF8.GetBytes(example.Text), Page).Problems, problem => problem.Severity == Severity.Error);
    }

    // A group ("limits") has a section instead of a row; it has neither default nor range.
    private static string RowOf(string key)
        => Assert.Single(_lines.Value, line => line.StartsWith($"| `{key}` |", StringComparison.Ordinal));

    private static JsonObject SchemaOf(string file)
        => JsonNode.Parse(File.ReadAllText(ProjectTree.PathOf($"runner/Crowdwork.Engine/Tasks/Schemas/{file}")))!.AsObject();

    private static bool IsRequired(string file, string key)
    {
        var schemas = KeysIn(SchemaOf(file), "").ToArray();
        var schema = schemas.Single(entry => entry.Path == key).Schema;
        return schema.Parent?.Parent is JsonObject group && group["required"] is JsonArray required
            && required.Any(name => name!.GetValue<string>() == key.Split('.')[^1]);
    }

    /// <summary>All keys with the way to them: <c>limits.perWorker</c>, <c>roles.&lt;role>.page</c>, <c>qualifications[].name</c>.</summary>
    private static IEnumerable<(string Path, JsonObject Schema)> KeysIn(JsonObject group, string way)
    {
        foreach (var (key, value) in group["properties"]!.AsObject())
        {
            var schema = value!.AsObject();
            yield return (way + key, schema);

            var inner = schema switch
            {
                _ when schema["properties"] is not null => KeysIn(schema, $"{way}{key}."),
                _ when schema["items"] is JsonObject item && item["properties"] is not null => KeysIn(item, $"{way}{key}[]."),
                _ when schema["additionalProperties"] is JsonObject named => KeysIn(named, $"{way}{key}.{(key == "roles" ? "<role>" : "<name>")}."),
                _ => [],
            };
            foreach (var entry in inner) yield return entry;
        }
    }
}
