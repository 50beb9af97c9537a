using System.ComponentModel;
using System.Reflection;
using System.Text.RegularExpressions;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Tests.Worlds;
using Crowdwork.Scripting;
using Crowdwork.Scripting.Bots;

namespace Crowdwork.Engine.Tests.Documentation;

/// <summary>Error messages send authors to the guide, so it has to know everything that a script can call, and be right about what is refused.</summary>
public sealed partial class GuideTests : IDisposable
{
    private const string Guide = "docs/writing-a-world.md";
    private const string BotsGuide = "docs/bots.md";

    private readonly ScriptFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Guide)]
    [InlineData(BotsGuide)]
    public void EveryCallAndProperty_OfTheAuthoringSurface_IsInTheGuide(string guide)
    {
        var code = CodeIn(MarkdownPages.Read(guide)).ToHashSet();

        var missing = from type in typeof(World).Assembly.GetExportedTypes()
                      where !IsHidden(type) && GuideOf(type) == guide
                      from member in type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                      where IsForAuthors(type, member) && !code.Contains(member.Name)
                      select $"{type.Name}.{member.Name}";

        Assert.Empty(missing.Distinct());
    }

    [Theory]
    [InlineData(Guide)]
    [InlineData(BotsGuide)]
    public void EveryType_OfTheAuthoringSurface_IsInTheGuide(string guide)
    {
        var code = CodeIn(MarkdownPages.Read(guide)).ToHashSet();

        var names = typeof(World).Assembly.GetExportedTypes()
            .Where(type => !IsHidden(type) && GuideOf(type) == guide && type != typeof(World) && type != typeof(BotScript)).Select(type => type.Name);

        Assert.Empty(names.Except(code));
    }

    public static TheoryData<string, string> Refused()
    {
        var calls = new TheoryData<string, string>();
        var table = MarkdownPages.Read(Guide).Split("| refused | write instead |")[1].Split("\n\n")[0];
        foreach (var row in table.Split('\n').Where(row => row.StartsWith("| `", StringComparison.Ordinal)))
        {
            var cells = row.Split(" | ");
            var instead = FirstWord().Match(InlineCode().Match(cells[1]).Groups["code"].Value.Replace("await Pause", "Pause").Replace("await All", "All")).Value;
            foreach (Match call in InlineCode().Matches(cells[0])) calls.Add(call.Groups["code"].Value, instead);
        }

        return calls;
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void RefusedCall_OfTheTable_IsRefusedAndTheReplacementNamed(string call, string instead)
    {
        var build = _folder.Compile(call.EndsWith(')') ? $"{call};" : $"_ = {call};");

        Assert.Null(build.World);
        Assert.Contains(build.Problems, problem => problem.Severity == Severity.Error && problem.Remedy.Contains(instead, StringComparison.Ordinal));
    }

    [Fact]
    public void RefusedCalls_AreFoundInTheTable() => Assert.True(Refused().Count >= 15, "The table of refused calls has changed its form; this test no longer reads it.");

    private static IEnumerable<string> CodeIn(string markdown)
        => Fenced().Matches(markdown).Concat(InlineCode().Matches(markdown))
            .SelectMany(match => Word().Matches(match.Value))
            .Select(word => word.Value);

    private static string GuideOf(Type type) => type.Namespace == typeof(Bot).Namespace ? BotsGuide : Guide;

    private static bool IsHidden(MemberInfo member)
        => member.GetCustomAttribute<EditorBrowsableAttribute>()?.State == EditorBrowsableState.Never;

    private static bool IsForAuthors(Type type, MemberInfo member)
    {
        if (IsHidden(member) || member is ConstructorInfo || member.Name.Contains('<') || member.Name is "Item" or "value__") return false;
        if (member is MethodInfo { IsSpecialName: true }) return false;

        // What C# adds to records, and what every type has.
        return member.Name is not ("ToString" or "Equals" or "GetHashCode" or "Deconstruct" or "GetEnumerator")
            && !(type.BaseType == typeof(Exception) && member.DeclaringType != type);
    }

    [GeneratedRegex(@"^```csharp.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fenced();

    [GeneratedRegex(@"`(?<code>[^`\n]+)`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"[\p{L}_]\w*")]
    private static partial Regex Word();

    [GeneratedRegex(@"^\w+")]
    private static partial Regex FirstWord();
}
