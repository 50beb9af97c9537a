namespace Crowdwork.Templates.Tests;

/// <summary>A loader over a handful of texts.</summary>
internal sealed class TemplatesInMemory : Dictionary<string, string>, ITemplateLoader
{
    public string? GetPath(string name, string from) => ContainsKey(name) ? name : null;

    public string Load(string path) => this[path];
}
