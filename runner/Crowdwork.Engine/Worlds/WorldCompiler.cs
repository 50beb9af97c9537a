using System.Runtime.CompilerServices;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds.Translation;

namespace Crowdwork.Engine.Worlds;

/// <summary>
/// Makes a world that runs out of a <c>world.csx</c>, or says everything that keeps it from running.
/// </summary>
/// <remarks>
/// <code>
///   world.csx ──parse──> one walk ──> guards put in, suspects noted ──> compile ──> dll + symbols ──> load context
///       │                             (lines never move)                              │  ▲
///       └────────────── hash ───────────────────────────────────────────────────> cache on disk
/// </code>
/// <para>
/// A reload is a new load context; the old one is unloaded and, once its last conversation is dropped, collected. So a process can
/// reload all day. A hit in the cache never touches the compiler, not even to load its assemblies.
/// </para>
/// <para>Safe for use by several threads.</para>
/// </remarks>
public sealed class WorldCompiler
{
    private readonly WorldCompilerOptions _options;
    private readonly WorldCache? _cache;
    private readonly Lock _tracing = new();
    private readonly List<WeakReference> _contexts = [];

    /// <param name="options">How to compile.</param>
    public WorldCompiler(WorldCompilerOptions options)
    {
        _options = options;
        _cache = options.CacheFolder is { } folder ? new WorldCache(Path.GetFullPath(folder)) : null;
    }

    /// <summary>Compiles and loads a script. What is wrong with the script never throws; it is in the build's problems.</summary>
    /// <param name="path">The script.</param>
    /// <param name="cancellation">Gives up a build that a newer save has overtaken.</param>
    /// <exception cref="OperationCanceledException">The build was given up.</exception>
    public WorldBuild Compile(string path, CancellationToken cancellation) => Compile(path, ScriptKind.World, cancellation);

    /// <summary>As <see cref="Compile(string, CancellationToken)"/>, for a script of any kind.</summary>
    internal WorldBuild Compile(string path, ScriptKind kind, CancellationToken cancellation)
    {
        var started = _options.Time.GetTimestamp();
        var script = Path.GetFullPath(path);
        byte[] text;
        try
        {
            text = ReadShared(script);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refuse(script, e, started);
        }

        return Compile(script, text, kind, _cache, started, cancellation);
    }

    /// <summary>As <see cref="Compile(string, CancellationToken)"/>, on a thread of the pool.</summary>
    public Task<WorldBuild> CompileAsync(string path, CancellationToken cancellation)
        => Task.Run(() => Compile(path, cancellation), cancellation);

    /// <summary>
    /// Compiles a small built-in world a few times, so that the author's first save does not pay for the compiler's own start.
    /// </summary>
    /// <returns>Completes when the compiler is warm. Nobody needs to wait for it.</returns>
    public Task Warmup(CancellationToken cancellation = default) => Task.Run(() =>
    {
        for (var round = 0; round < WarmupWorld.Rounds && !cancellation.IsCancellationRequested; round++)
        {
            Compile(WarmupWorld.Path, WarmupWorld.Text, ScriptKind.World, cache: null, _options.Time.GetTimestamp(), cancellation).World?.Dispose();
        }
    }, cancellation);

    /// <summary>How many generations that this compiler loaded are still in memory, whether disposed of or not.</summary>
    public int LiveContexts()
    {
        lock (_tracing)
        {
            _contexts.RemoveAll(context => !context.IsAlive);
            return _contexts.Count;
        }
    }

    private WorldBuild Compile(
        string script, byte[] text, ScriptKind kind, WorldCache? cache, long started, CancellationToken cancellation)
    {
        var fingerprint = Fingerprint.OfScript(script, text, kind, _options);
        if (cache?.Find(fingerprint, script, text) is { } kept)
        {
            var files = kept.Ingredients.Select(ingredient => ingredient.Path).Prepend(script).Distinct().ToArray();
            return new WorldBuild(Load(kept, fingerprint), kept.Warnings, files, Since(started), FromCache: true, LooksHalfSaved: false);
        }

        return Translate(script, text, kind, fingerprint, cache, started, cancellation);
    }

    // A method of its own, because running a method loads the assemblies that it names.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private WorldBuild Translate(
        string script, byte[] text, ScriptKind kind, string fingerprint, WorldCache? cache, long started, CancellationToken cancellation)
    {
        var translated = Translator.Translate(script, text, kind, fingerprint, _options, cancellation);
        if (translated.World is not { } compiled)
            return new WorldBuild(null, translated.Problems, translated.Files, Since(started), false, translated.LooksHalfSaved);

        var world = Load(compiled, fingerprint);
        var took = Since(started);
        cache?.Keep(fingerprint, compiled);
        return new WorldBuild(world, translated.Problems, translated.Files, took, FromCache: false, LooksHalfSaved: false);
    }

    private LoadedWorld Load(CompiledWorld compiled, string fingerprint)
    {
        var world = LoadedWorld.Load(compiled, Fingerprint.OfWorld(fingerprint, compiled.Ingredients), _options.ExtraReferences);
        lock (_tracing) _contexts.Add(world.Trace());
        return world;
    }

    private WorldBuild Refuse(string script, Exception e, long started)
    {
        var problem = e is FileNotFoundException or DirectoryNotFoundException
            ? new Problem(script, 0, 0, "There is no such file.", "Write the world there, or correct the path.")
            : new Problem(script, 0, 0, $"The file cannot be read: {e.Message}", "Close what holds it, or correct its permissions.");
        return new WorldBuild(null, [problem], [script], Since(started), FromCache: false, LooksHalfSaved: false);
    }

    private TimeSpan Since(long started) => _options.Time.GetElapsedTime(started);

    // Editors keep a file open while they write it.
    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var memory = new MemoryStream();
        file.CopyTo(memory);
        return memory.ToArray();
    }
}
