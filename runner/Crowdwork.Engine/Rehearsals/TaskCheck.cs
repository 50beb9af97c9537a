using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Pages;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Rehearsals;

/// <summary>Looks at a whole task without running it for anybody: settings, data, script, pages, and whether they fit each other.</summary>
public sealed class TaskCheck(WorldCompiler compiler) : IDisposable
{
    private LoadedWorld? _world;

    /// <summary>The files of the script that was checked last, those that it loads among them.</summary>
    public IReadOnlyList<string> ScriptFiles { get; private set; } = [];

    /// <summary>How many workers of a crowd a conversation takes, by the script that was checked last. A static task takes one.</summary>
    public int WorkersPerConversation { get; private set; } = 1;

    public Problems Check(TaskFolder task)
    {
        var problems = new Problems();
        problems.AddRange(task.Problems);
        var data = task.ReadData();
        problems.AddRange(data.Problems);
        var pages = TaskPages.Read(task);
        problems.AddRange(pages.Problems);
        problems.AddRange(FormCheck.Columns(task, pages, data));
        problems.AddRange(FormCheck.Rows(task, pages, data, most: int.MaxValue));
        if (task.WorldPath is null) return problems;

        var build = compiler.Compile(task.WorldPath, CancellationToken.None);
        problems.AddRange(build.Problems.Select(problem => problem with { File = Show(task, problem.File) }));
        ScriptFiles = build.Files;
        if (build.World is null) return problems;

        _world = build.World;
        problems.AddRange(RoleCheck.Of(task, build.World.Sources));
        foreach (var problem in Declared(task, build.World, data)) problems.Add(problem);
        if (task.Config is { } config && !problems.HasErrors)
            WorkersPerConversation = MeetingSize.Of(build.World, RulesFor(task), data.Rows.Count == 0 ? null : data.Rows[0].ToString(), config);
        return problems;
    }

    public void Dispose() => _world?.Dispose();

    /// <summary>Runs the declarations, and Input over every row, so that a row that does not fit its record is found before a worker gets it.</summary>
    private static IEnumerable<Problem> Declared(TaskFolder task, LoadedWorld world, DataFile data)
    {
        var rules = RulesFor(task);
        var reported = new HashSet<string>();
        foreach (var row in data.Rows.Select(row => (Text: (string?)row.ToString(), row.Line)).DefaultIfEmpty((null, 0)))
        {
            if (Declarations.Of(world, rules, row.Text).Fault is not { } fault || !reported.Add(fault.Message)) continue;
            var message = row.Line == 0 ? fault.Message : $"{fault.Message} (data line {row.Line})";
            yield return new Problem(Show(task, fault.File), fault.Line, fault.Column, message);
        }
    }

    private static PlayRules RulesFor(TaskFolder task)
        => new() { Task = task.Name, Models = AnyModel.Instance, HasPage = page => task.Resolve(page) is { } path && File.Exists(path) };

    private static string Show(TaskFolder task, string path)
        => path.StartsWith(task.Path, StringComparison.Ordinal) ? task.ShownAs + path[task.Path.Length..].Replace('\\', '/') : path;

    // Which endpoints there are is crowd.json's matter, and differs from machine to machine.
    private sealed class AnyModel : IModelEndpoints
    {
        public static readonly AnyModel Instance = new();

        public IReadOnlyCollection<string> Names => [];

        public bool Knows(string endpoint) => true;

        public Task<string> Complete(string endpoint, string? instructions, IReadOnlyList<ModelLine> lines, CancellationToken cancelled)
            => throw new InvalidOperationException("Bug in Crowdwork: a check asked a model.");
    }
}
