using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Crowdwork.Engine.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Crowdwork.Engine.Tests.Tasks;

/// <summary>
/// The schemas are made of the settings records and of the comments at their properties. After a change to these, run
/// the tests once with <c>CROWDWORK_WRITE_SCHEMAS=1</c>.
/// </summary>
public sealed class ConfigSchemaTests
{
    private const string Folder = "runner/Crowdwork.Engine/Tasks/Schemas";

    private static readonly Lazy<Dictionary<string, string>> _comments = new(ReadComments);

    [Theory]
    [InlineData(typeof(TaskConfig), "config.schema.json", "Settings of a Crowdwork task (config.json)")]
    [InlineData(typeof(CrowdSettings), "crowd.schema.json", "Settings of a Crowdwork project (crowd.json)")]
    public void CheckedInSchema_IsWhatTheRecordsSay(Type settings, string file, string title)
    {
        var path = ProjectTree.PathOf($"{Folder}/{file}");
        var schema = ConfigSchema.Of(settings, title, Describe);
        if (Environment.GetEnvironmentVariable("CROWDWORK_WRITE_SCHEMAS") == "1")
        {
            File.WriteAllText(path, schema);
        }

        Assert.Equal(schema, File.ReadAllText(path));
    }

    [Fact]
    public void Schema_KnowsTheKeysAndRulesOfTheReader()
    {
        var schema = JsonNode.Parse(ConfigSchema.Of(typeof(TaskConfig), "T", Describe))!;

        Assert.Equal(["title"], schema["required"]!.AsArray().Select(key => (string)key!));
        Assert.False((bool)schema["additionalProperties"]!);
        Assert.Equal("10m", (string)schema["properties"]!["answerWithin"]!["default"]!);
        Assert.Equal(128, (int)schema["properties"]!["title"]!["maxLength"]!);
        Assert.Equal(["integer", "null"], schema["properties"]!["conversations"]!["type"]!.AsArray().Select(type => (string)type!));
        Assert.Contains("atLeast", schema["properties"]!["qualifications"]!["items"]!["properties"]!["is"]!["enum"]!.AsArray().Select(name => (string)name!));
        Assert.Equal("1m", (string)schema["properties"]!["disconnects"]!["properties"]!["grace"]!["default"]!);
    }

    [Theory]
    [InlineData("tasks/qa/config.json")]
    [InlineData("tasks/describe-and-guess/config.json")]
    [InlineData("crowd.json")]
    public void SettingsFile_NamesItsSchemaByAPathThatExists(string file)
    {
        var path = ProjectTree.PathOf(file);
        using var json = JsonDocument.Parse(File.ReadAllText(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var schema = json.RootElement.GetProperty("$schema").GetString()!;

        Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(path)!, schema)), $"{file} names {schema}.");
    }

    private static string Describe(PropertyInfo property)
    {
        var key = $"{property.DeclaringType!.Name}.{property.Name}";
        Assert.True(_comments.Value.TryGetValue(key, out var comment), $"{key} has no summary.");
        return comment;
    }

    private static Dictionary<string, string> ReadComments()
    {
        var comments = new Dictionary<string, string>();
        foreach (var file in Directory.EnumerateFiles(ProjectTree.PathOf("runner/Crowdwork.Engine/Tasks/Settings"), "*.cs"))
        {
            var tree = CSharpSyntaxTree.ParseText(File.ReadAllText(file), new CSharpParseOptions(documentationMode: DocumentationMode.Parse));
            foreach (var property in tree.GetRoot().DescendantNodes().OfType<PropertyDeclarationSyntax>())
            {
                var summary = property.GetLeadingTrivia()
                    .Select(trivia => trivia.GetStructure())
                    .OfType<DocumentationCommentTriviaSyntax>()
                    .SelectMany(comment => comment.Content.OfType<XmlElementSyntax>())
                    .FirstOrDefault(element => element.StartTag.Name.ToString() == "summary");
                if (property.Parent is TypeDeclarationSyntax type && summary is not null)
                {
                    var text = Regex.Replace(summary.Content.ToString(), @"(\s|///)+", " ").Trim();
                    comments[$"{type.Identifier.Text}.{property.Identifier.Text}"] = text;
                }
            }
        }

        return comments;
    }
}
