using System.Reflection;
using System.Text;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Worlds;

/// <summary>
/// One generation of a world: compiled, loaded, ready to be run once per conversation.
/// </summary>
/// <remarks>
/// Disposing of it lets the runtime forget it as soon as no conversation runs it any more. A conversation that waits under it
/// holds it only through its own continuations: drop the conversation and it is gone.
/// </remarks>
public sealed class LoadedWorld : Conversations.IWorldProgram, IDisposable
{
    private readonly WorldContext _context;
    private readonly ScriptFrames _frames;
    private readonly ForeignAwait _foreignAwait;
    private Func<object?[], Task<object>>? _run;

    private LoadedWorld(CompiledWorld compiled, string hash, WorldContext context, Assembly assembly)
    {
        Hash = hash;
        Path = compiled.Path;
        Sources = compiled.Ingredients.Where(ingredient => !ingredient.IsLibrary)
            .Prepend(new Ingredient(compiled.Path, compiled.Script, IsLibrary: false))
            .DistinctBy(ingredient => ingredient.Path)
            .ToDictionary(ingredient => ingredient.Path, ingredient => Decode(ingredient.Content));
        _context = context;
        _frames = new ScriptFrames(assembly.GetName().Name!, compiled.Columns);
        _foreignAwait = new ForeignAwait(assembly.GetName().Name!, compiled.Symbols, compiled.Columns, compiled.Path);
        _run = assembly.GetType(CompiledWorld.ScriptClass, throwOnError: true)!
            .GetMethod("<Factory>", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)!
            .CreateDelegate<Func<object?[], Task<object>>>();
    }

    /// <summary>A content hash of the script, what it loads and refers to, and how it was compiled.</summary>
    public string Hash { get; }

    /// <summary>The script, as a full path.</summary>
    public string Path { get; }

    /// <summary>The text of the script and of each file that it loads, as compiled, by full path.</summary>
    public IReadOnlyDictionary<string, string> Sources { get; }

    internal static LoadedWorld Load(CompiledWorld compiled, string hash, IReadOnlyList<string> shared)
    {
        var context = new WorldContext(
            CompiledWorld.AssemblyPrefix + hash[..12], compiled.Ingredients.Where(ingredient => ingredient.IsLibrary).ToArray(), shared);
        try
        {
            var assembly = context.LoadFromStream(
                new MemoryStream(compiled.Assembly, writable: false), new MemoryStream(compiled.Symbols, writable: false));
            return new LoadedWorld(compiled, hash, context, assembly);
        }
        catch
        {
            context.Unload();
            throw;
        }
    }

    /// <summary>Runs the script from its top, as one conversation of its own. Call it with the conversation's context current.</summary>
    /// <param name="globals">What the script's bare names mean.</param>
    /// <returns>Completes when the script has come to its end, or fails as it does.</returns>
    /// <exception cref="ObjectDisposedException">This generation was disposed of.</exception>
    public Task Run(World globals) => RunWith(globals);

    /// <summary>As <see cref="Run"/>, for scripts of other kinds.</summary>
    internal Task RunWith(object globals)
    {
        var run = _run ?? throw new ObjectDisposedException(nameof(LoadedWorld), "This generation of the world was replaced.");
        return run([globals, null]);
    }

    /// <summary>Tells what went wrong in the script's own places. Works after disposal, too.</summary>
    /// <param name="exception">As it came out of the script, of one of its callbacks, or of an <c>async void</c>.</param>
    public WorldFault Describe(Exception exception)
    {
        var cause = Unwrap(exception);
        var frames = _frames.Of(cause);
        return frames.Count == 0
            ? new WorldFault(Say(cause), Path, 0, 0, frames)
            : new WorldFault(Say(cause), frames[0].File, frames[0].Line, frames[0].Column, frames);
    }

    /// <summary>
    /// Tells which <c>await</c> went on because of something that the conversation did not give. Call it when the conversation's
    /// context is posted to from a thread that does not pump it.
    /// </summary>
    /// <param name="continuation">The state that came with the post.</param>
    /// <returns>With the line of the <c>await</c> where that can be found, else with the script as a whole.</returns>
    public WorldFault DescribeForeignAwait(object? continuation) => _foreignAwait.Find(continuation);

    /// <summary>Lets go of the compiled code, and of what .NET has remembered about its types.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _run, null) is null) return;
        _context.Unload();
        WorldContext.ForgetTypes();
    }

    internal WeakReference Trace() => new(_context, trackResurrection: true);

    private static Exception Unwrap(Exception exception)
    {
        while (exception is AggregateException or TargetInvocationException or TypeInitializationException
            && exception.InnerException is { } inner)
            exception = inner;
        return exception;
    }

    private static string Say(Exception cause) => cause switch
    {
        // These speak to authors already; the type's name would add nothing.
        OutOfFuel or InsufficientExecutionStackException or ArgumentException => cause.Message,
        _ when cause.GetType().Assembly == typeof(World).Assembly => cause.Message,
        _ => $"{cause.GetType().Name}: {cause.Message}",
    };

    private static string Decode(byte[] content)
    {
        using var reader = new StreamReader(new MemoryStream(content, writable: false), Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
