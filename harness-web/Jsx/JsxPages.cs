using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Crowdwork.Engine.Pages;
using Crowdwork.Engine.Rooms;
using Crowdwork.Engine.Tasks;
using Crowdwork.Templates.Jsx;
using Crowdwork.Web.Workers;

namespace Crowdwork.Web.Jsx;

/// <summary>
/// The JSX pages of one task: built when somebody needs them, built again when one of their files is saved.
/// </summary>
/// <remarks>
/// <code>
///   Judge.jsx --saved--> build --ok----> kept under its version --{"t":"page"}--> the workers who see Judge.jsx, and nobody else
///                              --errors-> the harness's problems; workers keep the last version that was good
/// </code>
/// A worker's page says which page of the task it shows, and from then on is told of its new versions. Versions are digests,
/// so a save that changes nothing, or only a comment that the compiler leaves out, disturbs nobody.
/// </remarks>
internal sealed class JsxPages : IAsyncDisposable
{
    // A worker's browser asks for a version moments after it was told of it. By then it may be the last but one.
    private const int VersionsKept = 8;

    private static readonly TimeSpan ProgressEvery = TimeSpan.FromMilliseconds(200);

    // As Meet() calls a worker whose role has no name.
    private const string OnlyRole = "worker";

    private readonly TaskRoom _room;
    private readonly JsxBuilder _builder;
    private readonly TaskPackages _packages;
    private readonly TimeProvider _time;
    private readonly Channel<Wish> _wishes = Channel.CreateUnbounded<Wish>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _loop;

    // Which page each worker's page shows.
    private readonly ConcurrentDictionary<WorkerLine, string> _readers = new();

    // Guards what stands below; the loop alone writes.
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Page> _pages = new(StringComparer.Ordinal);
    // Who waits for the first build of a page.
    private readonly Dictionary<string, TaskCompletionSource> _firsts = new(StringComparer.Ordinal);
    private string _roles = "";
    private JsxValues _values;

    public JsxPages(TaskRoom room, JsxBuilder builder, TaskPackages packages, TimeProvider time)
    {
        _time = time;
        _room = room;
        _builder = builder;
        _packages = packages;
        _roles = RolesOf(room.Folder);
        _values = ValuesOf(room.Folder);
        _loop = Task.Run(Build);
        foreach (var page in RolePages(room.Folder).Values.Distinct()) _wishes.Writer.TryWrite(new Wish(page, null));
    }

    public static bool IsJsx(string path) => Path.GetExtension(path) is ".jsx" or ".tsx";

    /// <summary>The JSX page of each role that has one. A static task has one role.</summary>
    public static IReadOnlyDictionary<string, string> RolePages(TaskFolder task)
    {
        var pages = task.Config?.Roles.Where(role => role.Value.Page is { } page && IsJsx(page)).ToDictionary(role => role.Key, role => role.Value.Page!) ?? [];
        if (task.StaticPage is { } whole && IsJsx(whole)) pages[OnlyRole] = whole;
        return pages;
    }

    /// <summary>A problem of a page as the rest of the program has them.</summary>
    public static Problem ProblemOf(TaskFolder task, JsxProblem problem) => new(
        Show(task, problem.File), problem.Line, problem.Column, problem.Message, problem.Remedy, problem.IsWarning ? Severity.Warning : Severity.Error);

    /// <summary>What the templates in a task's pages know when they are built.</summary>
    public static JsxValues ValuesOf(TaskFolder task) => new(task.Path, new Dictionary<string, object?> { ["task"] = PageModel.TaskNames(task) });

    /// <summary>A file as a browser's own tools are to call it: never by where it lies on this machine.</summary>
    public string NameInTools(string path) => Show(_room.Folder, path) is var shown && shown != path ? $"/{shown}" : $"/packages/{AfterModules(path)}";

    /// <summary>Files of the task were saved.</summary>
    public void Saved(IReadOnlyCollection<string> paths) => _wishes.Writer.TryWrite(new Wish(null, paths));

    /// <summary>A worker's page shows this page of the task; empty for the standard one. It is told its version, and every later one.</summary>
    public void Show(WorkerLine line, string page)
    {
        if (!IsPage(page))
        {
            _readers.TryRemove(line, out _);
            return;
        }

        _readers[line] = page;
        lock (_gate)
        {
            if (_pages.TryGetValue(page, out var known))
            {
                line.Send(PageFrame(page, known));
                return;
            }
        }

        _wishes.Writer.TryWrite(new Wish(page, null));
    }

    /// <summary>The newest version of a page that was good, for a page without a line; null when there is none. Builds it where nobody has needed it yet.</summary>
    public async Task<JsxOutput?> Newest(string page, CancellationToken cancelled)
    {
        if (!IsPage(page)) return null;
        Task built;
        lock (_gate)
        {
            if (_pages.GetValueOrDefault(page) is { IsBuilt: true } known) return known.Versions.LastOrDefault();
            if (!_firsts.TryGetValue(page, out var first)) _firsts[page] = first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            built = first.Task;
        }

        _wishes.Writer.TryWrite(new Wish(page, null));
        using var closing = CancellationTokenSource.CreateLinkedTokenSource(cancelled, _closing.Token);
        await built.WaitAsync(closing.Token);
        lock (_gate) return _pages.GetValueOrDefault(page)?.Versions.LastOrDefault();
    }

    public void Leave(WorkerLine line) => _readers.TryRemove(line, out _);

    /// <summary>A version of a page that a browser was told of, or null.</summary>
    public JsxOutput? Find(string page, string version)
    {
        lock (_gate) return _pages.GetValueOrDefault(page)?.Versions.Find(output => output.Version == version);
    }

    /// <summary>Where in the author's file a fault of a worker's page lies, when it lies in compiled code.</summary>
    public (string File, int Line, int Column) Locate(string address, int line, int column)
    {
        if (JsxAddress.Read(address) is not { } code || Find(code.Page, code.Version)?.Origin(line, column) is not { } origin) return (address, line, column);
        return (Show(_room.Folder, origin.File), origin.Line, origin.Column);
    }

    public async ValueTask DisposeAsync()
    {
        _wishes.Writer.TryComplete();
        await _closing.CancelAsync();
        await _loop;
        _closing.Dispose();
    }

    // By the file itself and not by the list of pages, which a rehearsal may read anew only after a worker was told of one.
    private bool IsPage(string page)
        => IsJsx(page) && !WatchNoise.IsNoise(page) && _room.Folder.Resolve(page) is { } path && File.Exists(path);

    private async Task Build()
    {
        try
        {
            await foreach (var first in _wishes.Reader.ReadAllAsync(_closing.Token))
            {
                try
                {
                    var wanted = new SortedSet<string>(StringComparer.Ordinal);
                    Add(first, wanted);
                    while (_wishes.Reader.TryRead(out var more)) Add(more, wanted);
                    if (wanted.Count > 0) await Build(wanted);
                }
                catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
                {
                    // A file that vanished while it was read, or a full disk. The next save is another attempt.
                    TellProblems(new JsxProblem(_room.Folder.Path, 0, 0, $"The pages could not be built: {trouble.Message}", "Save a page again."));
                }
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // The room is being closed; nobody waits for this build.
        }
    }

    private void Add(Wish wish, SortedSet<string> wanted)
    {
        lock (_gate)
        {
            if (wish.Page is not null && !_pages.ContainsKey(wish.Page)) wanted.Add(wish.Page);
            if (wish.Saved is not { } saved) return;
            var task = _room.Folder;
            if (saved.Any(path => Path.GetExtension(path) is ".md")) TellRoles(task);
            if (saved.Any(path => Path.GetFileName(path) is ConfigReader.FileName))
            {
                // The settings may be read by a rehearsal only after this; so they are read here as well.
                task = TaskFolder.Read(task.Path, task.ShownAs);
                TellRoles(task);
                if (task.Config is not null)
                {
                    _values = ValuesOf(task);
                    foreach (var (name, page) in _pages)
                        if (page.UsesValues) wanted.Add(name);
                }

                foreach (var page in RolePages(task).Values.Where(page => !_pages.ContainsKey(page))) wanted.Add(page);
            }

            // What has failed may be mended by a file that it does not know yet.
            foreach (var (name, page) in _pages)
                if (page.HasFailed || saved.Any(path => page.Inputs.Contains(path) || path == Path.Combine(task.Path, name) || IsManifest(task, path))) wanted.Add(name);
        }
    }

    private async Task Build(SortedSet<string> wanted)
    {
        var task = _room.Folder;
        var trouble = await InstallPackages(task);
        await Task.WhenAll(wanted.Select(async name =>
        {
            var path = task.Resolve(name);
            if (path is null || !File.Exists(path))
            {
                lock (_gate)
                {
                    _pages.Remove(name);
                    if (_firsts.Remove(name, out var waiting)) waiting.TrySetResult();
                }

                return;
            }

            var build = await _builder.Build(path, _values, _closing.Token);
            Take(name, build.Output is { } output ? build with { Problems = [.. build.Problems, .. JsxExports.Check(path, output.Exports)] } : build);
        }));
        TellProblems(trouble);
    }

    private void Take(string name, JsxBuild build)
    {
        lock (_gate)
        {
            if (!_pages.TryGetValue(name, out var page)) _pages[name] = page = new Page();
            var isFirst = !page.IsBuilt;
            if (_firsts.Remove(name, out var waiting)) waiting.TrySetResult();
            var isNews = build.Output is not null && build.Output.Version != page.Versions.LastOrDefault()?.Version;
            page.Take(build);
            if (!isNews && !isFirst) return;
            var frame = PageFrame(name, page);
            foreach (var (line, shown) in _readers)
                if (shown == name) line.Send(frame);
        }
    }

    private async Task<JsxProblem?> InstallPackages(TaskFolder task)
    {
        if (!TaskPackages.AreMissing(task.Path)) return null;
        var last = _time.GetTimestamp() - _time.TimestampFrequency;
        Tell("");
        return await _packages.Install(
            task.Path,
            news =>
            {
                // npm says a hundred things a second.
                if (_time.GetElapsedTime(last) < ProgressEvery) return;
                last = _time.GetTimestamp();
                Tell($" {news}");
            },
            _closing.Token);

        void Tell(string news) => TellProblems(new JsxProblem(
            Path.Combine(task.Path, "package.json"), 0, 0, $"The packages of this task are being installed.{news}", "The pages are built as soon as that is done.", IsWarning: true));
    }

    private void TellProblems(JsxProblem? packages)
    {
        List<Problem> problems;
        lock (_gate)
        {
            problems = _pages.OrderBy(page => page.Key, StringComparer.Ordinal).SelectMany(page => page.Value.Problems)
                .Concat(_pages.Count == 0 ? [] : TaskPackages.Notices(_room.Folder.Path, _builder.Tools.ReactVersion))
                .Prepend(packages).OfType<JsxProblem>()
                .Distinct()
                .Select(problem => ProblemOf(_room.Folder, problem))
                .ToList();
        }

        _room.NotePages(problems);
    }

    private void TellRoles(TaskFolder task)
    {
        var roles = RolesOf(task);
        if (task.Config is null || roles == _roles) return;
        _roles = roles;
        _room.Broadcast(Encoding.UTF8.GetBytes(roles));
    }

    private static byte[] PageFrame(string name, Page page)
    {
        var output = page.Versions.LastOrDefault();
        return JsonSerializer.SerializeToUtf8Bytes(new { t = "page", page = name, version = output?.Version, style = output?.Style is not null });
    }

    private static string RolesOf(TaskFolder task) => JsonSerializer.Serialize(new
    {
        t = "roles", roles = RolePages(task), labels = RoleTexts.Labels(task), instructions = new { roles = RoleTexts.WithInstructions(task), revision = RoleTexts.Revision(task) },
    });

    private static bool IsManifest(TaskFolder task, string path) => path == Path.Combine(task.Path, "package.json");

    private static string AfterModules(string path)
    {
        var modules = path.LastIndexOf("node_modules", StringComparison.Ordinal);
        return modules < 0 ? Path.GetFileName(path) : path[(modules + "node_modules".Length + 1)..].Replace('\\', '/');
    }

    /// <summary>A path as the author would write it.</summary>
    private static string Show(TaskFolder task, string path)
    {
        return path.StartsWith(task.Path + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? task.ShownAs + path[task.Path.Length..].Replace('\\', '/') : path;
    }

    private sealed record Wish(string? Page, IReadOnlyCollection<string>? Saved);

    private sealed class Page
    {
        public List<JsxOutput> Versions { get; } = [];

        public IReadOnlyList<JsxProblem> Problems { get; private set; } = [];

        public HashSet<string> Inputs { get; private set; } = [];

        public bool IsBuilt { get; private set; }

        public bool HasFailed { get; private set; }

        public bool UsesValues { get; private set; }

        public void Take(JsxBuild build)
        {
            UsesValues = build.UsesValues;
            IsBuilt = true;
            HasFailed = build.Output is null;
            Problems = build.Problems;
            if (build.Output is not { } output) return;
            Inputs = [.. build.Inputs];
            Versions.RemoveAll(version => version.Version == output.Version);
            Versions.Add(output);
            if (Versions.Count > VersionsKept) Versions.RemoveAt(0);
        }
    }
}
