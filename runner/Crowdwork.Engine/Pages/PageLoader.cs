using System.Collections.Concurrent;
using Crowdwork.Engine.Tasks;
using Crowdwork.Templates;

namespace Crowdwork.Engine.Pages;

/// <summary>Gives templates their files, from the task's folder and nowhere else, each as it was when it was first read.</summary>
internal sealed class PageLoader(TaskFolder task) : ITemplateLoader
{
    private readonly ConcurrentDictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>Everything that was read, by full path.</summary>
    public IReadOnlyDictionary<string, string> Texts => _texts;

    public string? GetPath(string name, string from) => task.Resolve(name) is { } path && File.Exists(path) ? path : null;

    public string Load(string path) => _texts.GetOrAdd(path, File.ReadAllText);
}
