using System.Text.RegularExpressions;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Rehearsals;

/// <summary>Whether the roles of config.json are those that the script meets. A page for a role that nobody has would never be seen.</summary>
/// <remarks>
/// A role's name is a text in the script, which may put it together in ways that only running it shows. So this looks for the name in quotation marks anywhere, and warns.
/// </remarks>
internal static partial class RoleCheck
{
    private const string Alone = "worker";

    public static IEnumerable<Problem> Of(TaskFolder task, IReadOnlyDictionary<string, string> sources)
    {
        if (task.Config is not { Roles.Count: > 0 } config) yield break;

        var named = sources.Values.SelectMany(source => Quoted().Matches(source)).Select(match => match.Groups[1].Value).Append(Alone).ToHashSet(StringComparer.Ordinal);
        foreach (var role in config.Roles.Keys.Where(role => !named.Contains(role)))
        {
            var place = task.PlaceOf($"roles.{role}");
            var remedy = NearestWord.To(role, named) is { } near
                ? $"The script has '{near}'. Capital and small letters make a difference."
                : "Name it in Meet(...), or remove it here.";
            yield return new Problem(
                $"{task.ShownAs}/{ConfigReader.FileName}", place.Line, place.Column, $"These settings are for the role '{role}', but the script never names it.", remedy, Severity.Warning);
        }
    }

    [GeneratedRegex("\"([A-Za-z0-9_-]{1,40})\"", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();
}
