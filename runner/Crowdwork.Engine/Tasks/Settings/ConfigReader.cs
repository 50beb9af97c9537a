using System.Text.Json;

namespace Crowdwork.Engine.Tasks;

/// <summary>
/// Reads a task's <c>config.json</c>: JSON with comments and trailing commas. All that is wrong with it comes back at once.
/// </summary>
public static class ConfigReader
{
    /// <summary>The name of a task's settings file.</summary>
    public const string FileName = "config.json";

    /// <summary>Reads a file. The settings are null when a problem is an error; warnings come beside settings that can be used.</summary>
    /// <param name="path">Where the file is.</param>
    /// <param name="shownAs">How problems name it. The default is <paramref name="path"/>.</param>
    public static (TaskConfig? Config, IReadOnlyList<Problem> Problems) Read(string path, string? shownAs = null)
    {
        var (config, _, problems) = ReadWithPlaces(path, shownAs ?? path);
        return (config, problems);
    }

    /// <summary>The same for settings that are not in a file, such as the snapshot that a run keeps.</summary>
    public static (TaskConfig? Config, IReadOnlyList<Problem> Problems) Read(ReadOnlyMemory<byte> utf8, string shownAs)
    {
        var problems = new Problems();
        var source = SourceText.From(utf8, shownAs, problems);
        return (source is null ? null : Read(source, problems).Config, problems);
    }

    /// <summary>The same for those who check further: it also tells where a key stands ("roles.buyer.page").</summary>
    internal static (TaskConfig? Config, Func<string, Place> PlaceOf, Problems Problems) ReadWithPlaces(string path, string shownAs)
    {
        var problems = new Problems();
        if (SourceText.Read(path, shownAs, problems) is not { } source)
        {
            return (null, _ => Place.Unknown, problems);
        }

        var (config, placeOf) = Read(source, problems);
        return (config, placeOf, problems);
    }

    private static (TaskConfig? Config, Func<string, Place> PlaceOf) Read(SourceText source, Problems problems)
    {
        if (SettingsRoot.Read(source, problems) is not { } root)
        {
            return (null, _ => Place.Unknown);
        }

        var binder = new SettingsBinder(source.ShownAs, problems);
        var config = binder.Bind<TaskConfig>(root);
        new ConfigRules(source.ShownAs, config, binder, problems).Check();
        return (problems.HasErrors ? null : config, binder.PlaceOf);
    }
}

/// <summary>Reads <c>crowd.json</c> in the same way.</summary>
public static class CrowdSettingsReader
{
    /// <summary>The name of the file, which stands at the top of a project.</summary>
    public const string FileName = "crowd.json";

    /// <summary>Reads a file; a project without one has the defaults.</summary>
    /// <param name="path">Where the file is or would be.</param>
    /// <param name="shownAs">How problems name it. The default is <paramref name="path"/>.</param>
    public static (CrowdSettings? Settings, IReadOnlyList<Problem> Problems) Read(string path, string? shownAs = null)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!File.Exists(path))
        {
            return (new CrowdSettings { Root = folder }, []);
        }

        var problems = new Problems();
        if (SourceText.Read(path, shownAs ?? path, problems) is not { } source || SettingsRoot.Read(source, problems) is not { } root)
        {
            return (null, problems);
        }

        var settings = new SettingsBinder(source.ShownAs, problems).Bind<CrowdSettings>(root);
        return (problems.HasErrors ? null : settings with { Root = folder }, problems);
    }
}

/// <summary>What every settings file must be before its keys are looked at: one JSON object.</summary>
internal static class SettingsRoot
{
    public static SourceNode? Read(SourceText source, Problems problems)
    {
        var root = SourceTree.Read(source, problems);
        if (root is null || root.Kind == JsonValueKind.Object)
        {
            return root;
        }

        problems.Error(source.ShownAs, root.Place, $"The file holds {root.Noun} instead of an object.", "Put the keys between braces: { \"title\": \"...\" }.");
        return null;
    }
}
