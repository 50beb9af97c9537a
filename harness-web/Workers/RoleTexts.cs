using System.Security.Cryptography;
using System.Text;
using Crowdwork.Engine.Tasks;
using Markdig;

namespace Crowdwork.Web.Workers;

/// <summary>
/// What config.json says about a role in words: what it is called, and its instructions. Labels are for everybody; instructions are handed to those who play the role only, since
/// what the seller is told may be what the buyer must not know.
/// </summary>
internal static class RoleTexts
{
    // Raw HTML in instructions is shown as text: a Markdown file that somebody sent must not bring a script along.
    private static readonly MarkdownPipeline Markdown = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoLinks().Build();

    /// <summary>The roles that are called something else than their name.</summary>
    public static IReadOnlyDictionary<string, string> Labels(TaskFolder task)
        => task.Config?.Roles.Where(role => !string.IsNullOrWhiteSpace(role.Value.Label)).ToDictionary(role => role.Key, role => role.Value.Label!.Trim()) ?? [];

    /// <summary>The roles that have instructions of their own.</summary>
    public static IReadOnlyList<string> WithInstructions(TaskFolder task)
        => task.Config?.Roles.Where(role => role.Value.Instructions is not null).Select(role => role.Key).ToList() ?? [];

    /// <summary>Safe HTML for a role, or for those who have none yet; null when there are no instructions.</summary>
    public static string? Instructions(TaskFolder task, string? role)
        => FileOf(task, role) is { } path && File.Exists(path) ? Markdig.Markdown.ToHtml(File.ReadAllText(path), Markdown) : null;

    /// <summary>Changes whenever somebody's instructions do.</summary>
    public static string Revision(TaskFolder task)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var role in WithInstructions(task).Prepend(""))
            if (FileOf(task, role) is { } path && File.Exists(path)) hash.AppendData(Encoding.UTF8.GetBytes($"{role}\n{File.ReadAllText(path)}\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    private static string? FileOf(TaskFolder task, string? role)
        => role is not null && task.Config?.Roles.GetValueOrDefault(role)?.Instructions is { } own ? task.Resolve(own) : task.InstructionsPath;
}
