using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Review;

/// <summary>The review rule of a task as it was launched: compiled from the frozen copy, for whoever reviews a run that this process does not serve.</summary>
public sealed class TaskRule : IDisposable
{
    private readonly LoadedWorld? _world;

    private TaskRule(LoadedWorld? world, Func<Part, Decision>? rule) => (_world, Rule) = (world, rule);

    /// <summary>The rule; null where the script has none, and the default one applies.</summary>
    public Func<Part, Decision>? Rule { get; }

    /// <summary>Opens the copy and compiles it. Null with the reasons when it cannot be.</summary>
    /// <param name="storeFolder">The folder of the store.</param>
    /// <param name="snapshot">The content hash of the copy.</param>
    /// <param name="compiler">Compiles it.</param>
    /// <param name="cancelled">Gives up.</param>
    public static async Task<(TaskRule? Rule, IReadOnlyList<Problem> Problems)> Open(string storeFolder, string snapshot, WorldCompiler compiler, CancellationToken cancelled)
    {
        var (frozen, problems) = FrozenTask.Open(storeFolder, snapshot);
        if (frozen is null) return (null, problems);
        var task = frozen.Read();
        if (task.WorldPath is null) return (new TaskRule(null, null), []);
        var build = await compiler.CompileAsync(task.WorldPath, cancelled);
        if (build.World is not { } world) return (null, build.Problems);
        var rows = task.ReadData().Rows;
        var declared = Declarations.Of(world, new PlayRules { Task = task.Name, HasPage = _ => true, Models = SilentModels.Instance }, rows.Count == 0 ? null : rows[0].ToString());
        if (declared.Review is null && declared.Fault is { } fault)
        {
            world.Dispose();
            return (null, [new Problem(fault.File, fault.Line, fault.Column, fault.Message)]);
        }

        return (new TaskRule(world, declared.Review), []);
    }

    public void Dispose() => _world?.Dispose();

    // A rule looks at what was said; nobody is asked anything.
    private sealed class SilentModels : IModelEndpoints
    {
        public static readonly SilentModels Instance = new();

        public IReadOnlyCollection<string> Names => [];

        public bool Knows(string endpoint) => true;

        public Task<string> Complete(string endpoint, string? instructions, IReadOnlyList<ModelLine> lines, CancellationToken cancelled)
            => throw new InvalidOperationException("Bug in Crowdwork: a review asked a model.");
    }
}
