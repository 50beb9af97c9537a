using System.Text.Json;

namespace Crowdwork.Engine.Runs;

/// <summary>What a frozen task consists of. There is no date in it: the same task frozen twice has the same manifest.</summary>
/// <param name="Task">The name of the task.</param>
/// <param name="Folder">The task's own folder, from the copy's root on.</param>
/// <param name="Runner">The version of Crowdwork that froze it.</param>
/// <param name="Runtime">The version of .NET it ran on.</param>
/// <param name="Files">Every file, in the order of paths.</param>
public sealed record SnapshotManifest(string Task, string Folder, string Runner, string Runtime, IReadOnlyList<SnapshotFile> Files)
{
    internal static JsonSerializerOptions Format { get; } = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };
}

/// <summary>A file of a frozen task, by its path from the copy's root on.</summary>
public sealed record SnapshotFile(string Path, long Length, string Sha256);
