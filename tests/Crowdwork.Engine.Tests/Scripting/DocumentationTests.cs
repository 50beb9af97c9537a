using System.Reflection;
using System.Xml.Linq;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Tests.Worlds;
using Crowdwork.Scripting;
using Crowdwork.Scripting.Bots;

namespace Crowdwork.Engine.Tests.Scripting;

public sealed class DocumentationTests : IDisposable
{
    private readonly ScriptFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Examples_InTheDocumentation_Compile()
    {
        var examples = Documentation().Descendants("example")
            .Select(example => (
                Member: (string)example.Ancestors("member").First().Attribute("name")!,
                Code: string.Join('\n', example.Elements("code").Select(code => code.Value))))
            .ToArray();
        var broken = examples.SelectMany(Problems).ToArray();

        Assert.True(examples.Length > 30, "The documentation has lost its examples, or this test its way to them.");
        Assert.True(broken.Length == 0, string.Join('\n', broken));
    }

    [Fact]
    public void Members_ThatScriptsCall_HaveAnExample()
    {
        var documented = Documentation().Descendants("member")
            .Where(member => member.Element("example") is not null)
            .Select(member => (string)member.Attribute("name")!).ToArray();

        var without = typeof(World).GetMethods().Where(method => method.DeclaringType == typeof(World) && !method.IsSpecialName && !method.IsVirtual)
            .Select(method => method.Name).Distinct()
            .Where(name => !documented.Any(member => member.StartsWith($"M:Crowdwork.Scripting.World.{name}", StringComparison.Ordinal)));

        Assert.Empty(without);
    }

    [Fact]
    public void Members_ThatBotsCall_HaveAnExample()
    {
        var documented = Documentation().Descendants("member").Where(member => member.Element("example") is not null).Select(member => (string)member.Attribute("name")!).ToArray();

        const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var members = new[] { typeof(BotScript), typeof(Bot) }
            .SelectMany(type => type.GetMembers(Own).Where(member => member is PropertyInfo or MethodInfo { IsSpecialName: false } && member.Name != nameof(ToString)));
        var without = members.Select(member => $"{member.DeclaringType!.FullName}.{member.Name}").Distinct()
            .Where(name => !documented.Any(member => member[2..].StartsWith(name, StringComparison.Ordinal)));

        Assert.Empty(without);
    }

    private IEnumerable<string> Problems((string Member, string Code) example)
    {
        // Each kind of script is shown in its own.
        var build = example.Member.Contains($":{typeof(Bot).Namespace}.", StringComparison.Ordinal) ? _folder.CompileBots(example.Code) : _folder.Compile(example.Code);
        build.World?.Dispose();
        return build.Problems.Where(problem => problem.Severity == Severity.Error)
            .Select(problem => $"{example.Member}, line {problem.Line}: {problem.Message}");
    }

    private static XDocument Documentation() => XDocument.Load(Path.ChangeExtension(typeof(World).Assembly.Location, ".xml"));
}
