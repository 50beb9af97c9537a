using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Web.Server;
using Crowdwork.Web.Sessions;
using Microsoft.Playwright;

namespace Crowdwork.Harness.Tests.Jsx;

/// <summary>A copy of a task of the source tree, or one of the test's own, rehearsed by a server inside of the test.</summary>
internal sealed class RehearsedTask : IAsyncDisposable
{
    private readonly string _root;
    private readonly string _task;
    private HarnessServer? _server;
    private Browser? _browser;

    private RehearsedTask(string task)
    {
        _root = Directory.CreateTempSubdirectory("crowdwork-pages-").FullName;
        _task = task;
        Directory.CreateDirectory(Folder);
    }

    public Browser Browser => _browser!;

    private string Folder => Path.Combine(_root, "tasks", _task);

    /// <summary>An example as it is, with a server and a browser.</summary>
    public static Task<RehearsedTask> Example(string task) => CopyOf(Path.Combine(Sources(), "tasks", task));

    /// <summary>A task that lies somewhere else.</summary>
    public static async Task<RehearsedTask> CopyOf(string folder)
    {
        var rehearsed = new RehearsedTask(Path.GetFileName(folder));
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(rehearsed.Folder, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        await rehearsed.Start();
        return rehearsed;
    }

    /// <summary>A task of these files.</summary>
    public static async Task<RehearsedTask> Of(params (string Name, string Text)[] files)
    {
        var rehearsed = new RehearsedTask("trial");
        foreach (var (name, text) in files) rehearsed.Save(name, text);
        await rehearsed.Start();
        return rehearsed;
    }

    /// <summary>The same on a server that strangers may reach, which gives nobody the sources of pages.</summary>
    public static async Task<RehearsedTask> WithoutSources(params (string Name, string Text)[] files)
    {
        var rehearsed = new RehearsedTask("trial");
        foreach (var (name, text) in files) rehearsed.Save(name, text);
        await rehearsed.Start(sourceMaps: false);
        return rehearsed;
    }

    /// <summary>Opens a worker's page by itself.</summary>
    public Task<IPage> Worker(string id, int width = 1100)
    {
        var session = new Session(_task, new WorkerId(id), false, TimeProvider.System.GetUtcNow().AddDays(1));
        return Browser.Open($"{_server!.Address}/worker?t={Uri.EscapeDataString(_server.Tokens.Sign(session))}", width);
    }

    /// <summary>Opens the harness, which shows all workers.</summary>
    public Task<IPage> Harness() => Browser.Open($"{_server!.Address}/tasks/{_task}");

    /// <summary>Opens what is seen before the work is accepted.</summary>
    public Task<IPage> Preview() => Browser.Open($"{_server!.Address}/worker/preview/{_task}");

    /// <summary>Opens the list of tasks.</summary>
    public Task<IPage> List() => Browser.Open($"{_server!.Address}/");

    /// <summary>Puts another task beside this one.</summary>
    public void Beside(string task, string file, string text)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root, "tasks", task)).FullName;
        File.WriteAllText(Path.Combine(folder, file), text);
    }

    /// <summary>Saves a file as careful editors do: a new one in its place.</summary>
    public void Save(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path + "~", text);
        File.Move(path + "~", path, overwrite: true);
    }

    /// <summary>Changes a piece of a file, which has to be there.</summary>
    public void Edit(string name, string before, string after)
    {
        var text = File.ReadAllText(Path.Combine(Folder, name));
        Assert.Contains(before, text);
        Save(name, text.Replace(before, after));
    }

    public IReadOnlyList<string> Saved()
    {
        var store = _server!.Store;
        return store.LatestOpenRun(_task, "rehearsal") is { } run ? store.Saved(run.Id).Select(row => System.Text.Encoding.UTF8.GetString(row.Json.Span)).ToList() : [];
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    private async Task Start(bool sourceMaps = true)
    {
        _server = await HarnessServer.Start(new HarnessOptions { Settings = new CrowdSettings { Root = _root }, Port = 0, SourceMaps = sourceMaps }, TimeProvider.System);
        _browser = await Browser.Start();
    }

    private static string Sources()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Crowdwork.sln"))) return folder.FullName;
        throw new InvalidOperationException($"There is no Crowdwork.sln above {AppContext.BaseDirectory}.");
    }
}
