namespace Crowdwork.Engine.Tasks;

/// <summary>
/// A task: one folder with a script, settings, pages and data, as it was when it was read.
/// </summary>
/// <remarks>
/// <code>
///   tasks/qa/
///     config.json       --> Config
///     world.csx         --> WorldPath; a task without one is static: one form for each data row
///     *.html *.jsx      --> Pages
///     instructions.md   --> InstructionsPath
///     data.jsonl        --> DataPath --DataFile--> one row for each unit of work
///     bots.csx          --> BotsPath
///     public/           --> PublicPath
/// </code>
/// Reading never fails: what is wrong with the folder is in <see cref="Problems"/>, and a broken task stands in the list
/// like any other, so that its author sees why it does not work. It is a picture of one moment; after a change the
/// folder is read again.
/// </remarks>
public sealed class TaskFolder
{
    /// <summary>The name of the script.</summary>
    public const string WorldFile = "world.csx";

    /// <summary>The name of the simulated workers' script.</summary>
    public const string BotsFile = "bots.csx";

    /// <summary>The name of the text beside the chat.</summary>
    public const string InstructionsFile = "instructions.md";

    /// <summary>The form of a static task. In its place there may be a page of components, task.jsx or task.tsx.</summary>
    public const string FormPage = "task.html";

    private static readonly string[] _staticPages = [FormPage, "task.jsx", "task.tsx"];
    private static readonly string[] _previews = ["preview.html", "preview.jsx", "preview.tsx"];

    /// <summary>The folder whose files are served as they are.</summary>
    public const string PublicFolder = "public";

    private static readonly string[] _pageEndings = [".html", ".jsx", ".tsx"];
    private static readonly string[] _dataNames = ["data.jsonl", "data.csv", "data.json"];

    private readonly string _boundary;
    private Func<string, Place> _placeOf = _ => Place.Unknown;

    private TaskFolder(string name, string path, string shownAs, string boundary)
    {
        Name = name;
        Path = path;
        ShownAs = shownAs;
        _boundary = boundary;
    }

    /// <summary>The folder's name, by which URLs and commands call the task.</summary>
    public string Name { get; }

    /// <summary>The folder's full path.</summary>
    public string Path { get; }

    /// <summary>The folder as problems name it: <c>tasks/qa</c>.</summary>
    public string ShownAs { get; }

    /// <summary>The settings, or null while config.json has an error.</summary>
    public TaskConfig? Config { get; private set; }

    /// <summary>The full path of world.csx, or null for a static task.</summary>
    public string? WorldPath { get; private set; }

    /// <summary>The full path of bots.csx, or null when the task brings no simulated workers.</summary>
    public string? BotsPath { get; private set; }

    /// <summary>The full path of instructions.md, or null when there are none.</summary>
    public string? InstructionsPath { get; private set; }

    /// <summary>The full path of the data file, or null when the task has no data.</summary>
    public string? DataPath { get; private set; }

    /// <summary>The full path of the folder with static files, or null when there is none.</summary>
    public string? PublicPath { get; private set; }

    /// <summary>The pages of the folder (.html, .jsx, .tsx) by name, in alphabetical order.</summary>
    public IReadOnlyList<string> Pages { get; private set; } = [];

    /// <summary>The page that is shown before the work is accepted, or null when title, description and instructions are.</summary>
    public string? PreviewPage => Config?.Preview ?? Array.Find(_previews, Pages.Contains);

    /// <summary>The page that a static task consists of: task.html, task.jsx or task.tsx. Null where there is none, or a script.</summary>
    public string? StaticPage => IsStatic ? Array.Find(_staticPages, Pages.Contains) : null;

    /// <summary>What is wrong with settings and files. The script and the rows of the data are looked at by those who use them.</summary>
    public Problems Problems { get; } = new();

    /// <summary>The same folder with other settings: those that a run was launched with.</summary>
    public TaskFolder With(TaskConfig config)
    {
        var copy = (TaskFolder)MemberwiseClone();
        copy.Config = config;
        return copy;
    }

    /// <summary>Where a setting stands in config.json, by its path (<c>roles.buyer</c>).</summary>
    internal Place PlaceOf(string setting) => _placeOf(setting);

    /// <summary>Whether the task has forms instead of a conversation.</summary>
    public bool IsStatic => WorldPath is null;

    /// <summary>The title, or the folder's name while there is none.</summary>
    public string Title => Config?.Title ?? Name;

    /// <summary>
    /// The full path of a file of this task, or null when the name leads out of the task's folder, be it by '..' or by a link.
    /// Everything that takes a file name from a script, a setting or a URL goes through here.
    /// </summary>
    public string? Resolve(string relative) => ContainedPath.Within(Path, relative, _boundary);

    /// <summary>The full path of a file of public/, or null where there is none of that name, or where it leads out of it. Names that begin with a dot are nobody's business.</summary>
    public string? PublicFile(string relative)
    {
        if (PublicPath is null || relative.Split('/').Any(part => part.StartsWith('.'))) return null;
        return ContainedPath.Within(PublicPath, relative, PublicPath) is { } path && File.Exists(path) ? path : null;
    }

    /// <summary>Reads all rows of the data file; a task without data has none.</summary>
    public DataFile ReadData() => DataPath is null ? DataFile.None : DataFile.Read(DataPath, ShowFile(DataPath));

    /// <summary>Reads a folder.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="shownAs">How problems name it. The default is <paramref name="path"/>.</param>
    /// <param name="boundary">The folder that links may not lead out of. The default is the task's own.</param>
    public static TaskFolder Read(string path, string? shownAs = null, string? boundary = null)
    {
        var full = System.IO.Path.GetFullPath(System.IO.Path.TrimEndingDirectorySeparator(path));
        var task = new TaskFolder(System.IO.Path.GetFileName(full), full, shownAs ?? path, boundary ?? full);
        task.FindFiles();
        task.ReadConfig();
        task.FindData();
        task.CheckPages();
        return task;
    }

    /// <summary>A folder that must not be looked into.</summary>
    internal static TaskFolder Unreadable(string path, string shownAs, string message, string remedy)
    {
        var task = new TaskFolder(System.IO.Path.GetFileName(path), path, shownAs, path);
        task.Problems.Error(shownAs, Place.Unknown, message, remedy);
        return task;
    }

    private void FindFiles()
    {
        WorldPath = Existing(WorldFile);
        BotsPath = Existing(BotsFile);
        InstructionsPath = Existing(InstructionsFile);
        PublicPath = Directory.Exists(System.IO.Path.Combine(Path, PublicFolder)) ? Resolve(PublicFolder) : null;
        Pages = Directory.Exists(Path)
            ? Directory.EnumerateFiles(Path)
                .Select(file => System.IO.Path.GetFileName(file)!)
                .Where(file => _pageEndings.Contains(System.IO.Path.GetExtension(file)) && !WatchNoise.IsNoise(file) && Resolve(file) is not null)
                .Order(StringComparer.Ordinal)
                .ToList()
            : [];
    }

    private void ReadConfig()
    {
        var path = Existing(ConfigReader.FileName);
        if (path is null)
        {
            MissingConfig();
            return;
        }

        var (config, placeOf, problems) = ConfigReader.ReadWithPlaces(path, ShowFile(path));
        Config = config;
        _placeOf = placeOf;
        Problems.AddRange(problems);
    }

    private void MissingConfig()
    {
        if (!Directory.Exists(Path))
        {
            Problems.Error(ShownAs, Place.Unknown, "There is no such folder.", "Correct the name, or create the folder with a config.json in it.");
            return;
        }

        var similar = Directory.EnumerateFiles(Path)
            .Select(file => System.IO.Path.GetFileName(file))
            .FirstOrDefault(file => string.Equals(file, ConfigReader.FileName, StringComparison.OrdinalIgnoreCase) && file != ConfigReader.FileName);
        Problems.Error(
            ShowFile(ConfigReader.FileName),
            Place.Unknown,
            "The task has no config.json.",
            similar is null ? "Create it; the least it needs is { \"title\": \"...\" }." : $"Rename {similar} to config.json.");
    }

    private void FindData()
    {
        if (Config?.Data is { } named)
        {
            DataPath = Named("data", named);
            return;
        }

        var found = _dataNames.Where(name => Existing(name) is not null).ToList();
        if (found.Count > 1)
        {
            Problems.Error(
                ShowFile(ConfigReader.FileName),
                Place.Unknown,
                $"There are several data files: {string.Join(", ", found)}.",
                $"Say which one to use (\"data\": \"{found[0]}\"), or remove the others.");
            return;
        }

        DataPath = found.Count == 1 ? Existing(found[0]) : null;
    }

    private void CheckPages()
    {
        if (Config is null)
        {
            return;
        }

        if (Config.Preview is { } preview)
        {
            Named("preview", preview);
        }

        foreach (var (role, settings) in Config.Roles)
        {
            if (settings.Page is { } page && Named($"roles.{role}.page", page) is not null && !_pageEndings.Contains(System.IO.Path.GetExtension(page)))
            {
                ConfigError($"roles.{role}.page", $"\"roles.{role}.page\" is \"{page}\", which is no page.", "A page ends with .html, .jsx or .tsx.");
            }

            if (settings.Instructions is { } instructions)
            {
                Named($"roles.{role}.instructions", instructions);
            }
        }

        if (IsStatic && Pages.Count == 0)
        {
            Problems.Error(ShownAs, Place.Unknown, "There is neither a world.csx nor a page.", $"Write the conversation in world.csx, or a form in {FormPage} or task.jsx.");
        }
        else if (IsStatic && StaticPage is null)
        {
            Problems.Error(ShownAs, Place.Unknown, $"There is neither a world.csx nor a {FormPage} or task.jsx.", $"Write the conversation in world.csx, or name the page with the form {FormPage} or task.jsx.");
        }
        else if (IsStatic && Array.FindLast(_staticPages, Pages.Contains) is { } other && other != StaticPage)
        {
            Problems.Error(ShowFile(other), Place.Unknown, $"This task has two forms, {StaticPage} and {other}.", "Keep one of them, or give the other one another name.");
        }
    }

    // The full path of a file that the settings name.
    private string? Named(string key, string relative)
    {
        if (Resolve(relative) is not { } path)
        {
            ConfigError(key, $"\"{key}\" is \"{relative}\", which leads out of the task's folder.", "Copy the file into the folder and name it there.");
            return null;
        }

        if (File.Exists(path))
        {
            return path;
        }

        var folder = System.IO.Path.GetDirectoryName(path)!;
        var others = Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Select(file => System.IO.Path.GetFileName(file)!) : [];
        var meant = NearestWord.To(System.IO.Path.GetFileName(path), others);
        ConfigError(
            key,
            $"\"{key}\" is \"{relative}\", but there is no such file.",
            meant is null ? "Create it, or correct the name." : $"Did you mean \"{System.IO.Path.GetRelativePath(Path, System.IO.Path.Combine(folder, meant)).Replace('\\', '/')}\"?");
        return null;
    }

    private void ConfigError(string key, string message, string remedy) =>
        Problems.Error(ShowFile(ConfigReader.FileName), _placeOf(key), message, remedy);

    private string? Existing(string file)
    {
        var path = System.IO.Path.Combine(Path, file);
        if (!File.Exists(path))
        {
            return null;
        }

        if (Resolve(file) is not null)
        {
            return path;
        }

        Problems.Error(ShowFile(file), Place.Unknown, "This is a link that leads out of the folder.", "Copy the file here instead.");
        return null;
    }

    private string ShowFile(string pathOrName) =>
        $"{ShownAs}/{System.IO.Path.GetRelativePath(Path, System.IO.Path.Combine(Path, pathOrName)).Replace('\\', '/')}";
}
