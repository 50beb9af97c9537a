using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Worlds;

/// <summary>Where one generation of a world lives, so that the whole of it can go when the next one comes.</summary>
internal sealed class WorldContext : AssemblyLoadContext
{
    // System.Text.Json keeps what it learnt about types in a static cache, and with them every generation that wrote a record
    // of its own as JSON: 8 of 8 stayed alive. This is what the runtime itself calls after an edit under a debugger.
    private static readonly MethodInfo? ForgetJsonTypes = typeof(JsonSerializer).Assembly
        .GetType("System.Text.Json.JsonSerializerOptionsUpdateHandler")?
        .GetMethod("ClearCache", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic);

    private readonly IReadOnlyList<Ingredient> _libraries;
    private readonly IReadOnlyList<string> _shared;

    /// <param name="name">For debuggers.</param>
    /// <param name="libraries">What this world alone uses.</param>
    /// <param name="shared">What all worlds use, as paths: loaded once for the process.</param>
    public WorldContext(string name, IReadOnlyList<Ingredient> libraries, IReadOnlyList<string> shared) : base(name, isCollectible: true)
    {
        _libraries = libraries;
        _shared = shared;
    }

    /// <summary>Drops the caches that would keep script types alive. Cheap (0.02 ms), and felt by the whole process.</summary>
    public static void ForgetTypes() => ForgetJsonTypes?.Invoke(null, [null]);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == typeof(World).Assembly.GetName().Name) return typeof(World).Assembly;

        foreach (var path in _shared)
        {
            if (Path.GetFileNameWithoutExtension(path) == assemblyName.Name) return Default.LoadFromAssemblyPath(Path.GetFullPath(path));
        }

        foreach (var library in _libraries)
        {
            // From memory, so that the author can build the library again while the world runs.
            if (Path.GetFileNameWithoutExtension(library.Path) == assemblyName.Name)
                return LoadFromStream(new MemoryStream(library.Content, writable: false));
        }

        return _libraries
            .Select(library => Path.Combine(Path.GetDirectoryName(library.Path)!, assemblyName.Name + ".dll"))
            .Where(File.Exists)
            .Select(path => LoadFromStream(new MemoryStream(File.ReadAllBytes(path), writable: false)))
            .FirstOrDefault();
    }
}
