using System.Reflection;
using Crowdwork.Engine.Export;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tests.Export;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Crowdwork.Engine.Tests.Documentation;

/// <summary>docs/data.md is written by hand; the tables of the export, which come from the code, say whether it is complete and right. Its programs are run.</summary>
public sealed class DataReferenceTests : IDisposable
{
    private const string Page = "docs/data.md";

    // What the SDK puts before every program.
    private const string Usual = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;";

    private static readonly MetadataReference[] _references =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(path => path.Length > 0).Select(path => MetadataReference.CreateFromFile(path))];

    private readonly ExportHouse _house = new();

    public void Dispose() => _house.Dispose();

    public static TheoryData<string, string[]> Tables() => new()
    {
        { "conversations", Columns(ExportTables.Conversations) }, { "messages", Columns(ExportTables.Messages) }, { "saved", Columns(ExportTables.Saved) },
        { "parts", Columns(ExportTables.Parts) }, { "assignments", Columns(ExportTables.Assignments) }, { "payments", Columns(ExportTables.Payments) },
        { "decisions", Columns(ExportTables.Decisions) }, { "onboarding", Columns(ExportTables.Onboarding) },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public void Columns_OfATable_AreInTheReferenceInTheirOrder(string table, string[] columns) => Assert.Equal(columns, RowsOf(table));

    [Fact]
    public void Tables_OfAnExport_AreAllInTheReference() => Assert.Equal(ExportOrder.Tables, Tables().Select(row => row.Data.Item1));

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("provenance.json")]
    public async Task Keys_OfAFile_AreInTheReferenceInTheirOrder(string file)
    {
        await ARun();

        Assert.Equal(ExportHouse.Json(_house.Export(), file).EnumerateObject().Select(property => property.Name), RowsOf(file));
    }

    [Fact]
    public void Marks_ThatTheCodeKnows_AreInTheReference()
    {
        var text = MarkdownPages.Read(Page);

        foreach (var mark in (string[])[WorkMark.Approved, WorkMark.SoftRejected, WorkMark.Rejected, WorkMark.Undecided, WorkMark.NotHandedIn]) Assert.Contains($"`{mark}`", text);
        foreach (var act in typeof(DecisionAct).GetFields().Select(field => (string)field.GetValue(null)!)) Assert.Contains($"`{act}`", text);
        foreach (var kind in typeof(LineKind).GetFields().Select(field => (string)field.GetValue(null)!)) Assert.Contains($"`{kind}`", text);
    }

    public static TheoryData<int> Programs() => [.. MarkdownPages.FencesOf(Page).Where(fence => fence.Language == "csharp").Select(fence => fence.Line)];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Program_OfTheReference_RunsOnAStore(int line)
    {
        await ARun();
        var program = MarkdownPages.FencesOf(Page).Single(fence => fence.Line == line).Text;
        Assert.Contains("CrowdData.Open(\".\")", program);
        var code = string.Join('\n', program.Split('\n').Where(text => !text.StartsWith("#:", StringComparison.Ordinal)))
            .Replace("CrowdData.Open(\".\")", $"CrowdData.Open(@\"{_house.Folder}\")");

        using var assembly = new MemoryStream();
        var built = CSharpCompilation.Create($"program{line}", [CSharpSyntaxTree.ParseText(Usual), CSharpSyntaxTree.ParseText(code)], _references, new(OutputKind.ConsoleApplication)).Emit(assembly);
        Assert.True(built.Success, $"{Page}({line}): this program does not compile.\n{string.Join('\n', built.Diagnostics)}");

        // It throws when the page is wrong.
        var entry = Assembly.Load(assembly.ToArray()).EntryPoint!;
        entry.Invoke(null, [Array.Empty<string>()]);
    }

    [Fact]
    public void Programs_OfTheReference_AreFound() => Assert.True(Programs().Count >= 4);

    private async Task ARun()
    {
        await _house.Launch(1, snapshot: "0");
        await _house.Work(0, "A1ANN7QXWORKER", await _house.Talk(0, "A1ANN7QXWORKER"), SubmissionVerdict.Approved);
        await _house.Close();
    }

    private static string[] Columns<T>(ExportTable<T> table) => [.. table.Columns.Select(column => column.Name)];

    private static string[] RowsOf(string section)
    {
        var text = MarkdownPages.Read(Page).Split($"\n### {section}\n")[1].Split("\n#")[0];
        return [.. text.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1])];
    }
}
