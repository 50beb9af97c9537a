using System.CommandLine;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Cli;

/// <summary>The options that say which crowd a command is for. Without any it is the local one: real money is never meant unless it is named.</summary>
internal sealed class CrowdChoice
{
    private readonly Option<bool> _local = new("--local") { Description = "The local marketplace. This is the default." };
    private readonly Option<bool> _sandbox = new("--sandbox") { Description = "Amazon's sandbox, or what crowd.json calls \"sandbox\"." };
    private readonly Option<bool> _live = new("--live") { Description = "The crowd with real money, or what crowd.json calls \"live\"." };
    private readonly Option<string?> _crowd = new("--crowd") { Description = "A crowd of crowd.json, by its name.", HelpName = "name" };

    public IEnumerable<Option> Options => [_local, _sandbox, _live, _crowd];

    /// <summary>Opens the crowd that was chosen.</summary>
    /// <exception cref="Mistake">More than one was named, or one that does not exist.</exception>
    public ICrowd Open(ParseResult parsed, CrowdSettings settings) => MTurkCrowd.Open(Address(parsed, settings), Environment.GetEnvironmentVariable);

    /// <summary>Where the crowd is that was chosen.</summary>
    /// <exception cref="Mistake">More than one was named, or one that does not exist.</exception>
    public CrowdAddress Address(ParseResult parsed, CrowdSettings settings)
    {
        string[] named =
        [
            .. parsed.GetValue(_local) ? [CrowdAddress.Local] : Array.Empty<string>(),
            .. parsed.GetValue(_sandbox) ? [CrowdAddress.Sandbox] : Array.Empty<string>(),
            .. parsed.GetValue(_live) ? [CrowdAddress.Live] : Array.Empty<string>(),
            .. parsed.GetValue(_crowd) is { } other ? [other] : Array.Empty<string>(),
        ];
        if (named.Length > 1) throw new Mistake($"Name one crowd, not {named.Length}: {string.Join(", ", named)}.");

        var name = named.Length == 0 ? CrowdAddress.Local : named[0];
        return CrowdAddress.Find(settings, name)
            ?? throw new Mistake($"There is no crowd '{name}'.\n  Known are: {string.Join(", ", CrowdAddress.All(settings).Select(crowd => crowd.Name))}. Others are named in crowd.json (\"crowds\").");
    }
}
