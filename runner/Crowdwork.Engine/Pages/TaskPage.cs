using Crowdwork.Templates;

namespace Crowdwork.Engine.Pages;

/// <summary>One compiled page.</summary>
/// <param name="Name">The file's name in the task's folder.</param>
/// <param name="Template">It.</param>
/// <param name="References">What it and the files that it includes read of the model.</param>
/// <param name="Revision">Changes with its text and with that of what it includes.</param>
/// <param name="TakesData">Whether its text depends on the data. A page that does not gets them as a message only, and stays open when they change.</param>
public sealed record TaskPage(string Name, ITaskTemplate Template, IReadOnlyList<TemplateReference> References, string Revision, bool TakesData)
{
    internal bool AsksForWorkerId { get; private init; }

    internal static TaskPage Of(string name, ITaskTemplate template, IReadOnlyCollection<ITaskTemplate> files, string revision, bool includesByComputedName)
    {
        var references = files.SelectMany(file => file.References).ToArray();
        return new TaskPage(name, template, references, revision, includesByComputedName || references.Any(reference => IsOf("data", reference.Name)))
        {
            AsksForWorkerId = references.Any(reference => reference.Name == "worker.id"),
        };
    }

    /// <summary>Whether it reads anything below a name of the model.</summary>
    internal bool Reads(string root) => References.Any(reference => IsOf(root, reference.Name));

    private static bool IsOf(string root, string name) => name == root || name.StartsWith(root + ".", StringComparison.Ordinal);
}
