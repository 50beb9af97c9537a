using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Metadata;
using Crowdwork.Scripting;
using Microsoft.CodeAnalysis;

namespace Crowdwork.Engine.Worlds.Translation;

/// <summary>The assemblies that a script can see. They are read once: a set per build made reloads three times as slow.</summary>
/// <remarks>What is not here is out of reach without any rule: Parallel, PLINQ, Process, file watchers, <c>dynamic</c>.</remarks>
internal static class ScriptReferences
{
    private static readonly string[] Names =
    [
        "System.Private.CoreLib", "System.Runtime", "System.Runtime.Extensions", "netstandard",
        "System.Collections", "System.Collections.Concurrent", "System.Linq", "System.Linq.AsyncEnumerable", "System.ObjectModel",
        "System.Memory", "System.Runtime.Numerics", "System.Threading", "System.Console",
        "System.Text.Json", "System.Text.Encodings.Web", "System.Text.RegularExpressions",
        "System.Net.Http", "System.Net.Http.Json", "System.Net.Primitives", "System.Private.Uri",
        "System.ComponentModel.Annotations", "System.ComponentModel.Primitives",
    ];

    public static readonly string[] Usings =
    [
        "System", "System.Collections.Generic", "System.ComponentModel.DataAnnotations", "System.IO", "System.Linq",
        "System.Net.Http", "System.Text", "System.Text.Json", "System.Text.RegularExpressions", "System.Threading",
        "System.Threading.Tasks", "Crowdwork.Scripting",
    ];

    private static readonly Lazy<MetadataReference[]> Shared = new(() =>
        [.. Names.Select(name => Of(Assembly.Load(name))), Of(typeof(World).Assembly)]);

    private static readonly ConcurrentDictionary<string, MetadataReference> Extra = new();

    /// <summary>What every script sees, and what this process adds to it. An addition is read once, as it is also loaded once.</summary>
    public static IEnumerable<MetadataReference> With(IReadOnlyList<string> paths)
        => Shared.Value.Concat(paths.Select(path => Extra.GetOrAdd(path, path => MetadataReference.CreateFromFile(path))));

    // From the image in memory, so that it also works where the program is one file.
    private static unsafe PortableExecutableReference Of(Assembly assembly)
    {
        if (!assembly.TryGetRawMetadata(out var blob, out var length))
            throw new InvalidOperationException($"Bug in Crowdwork: {assembly.GetName().Name} has no metadata to compile against.");
        return AssemblyMetadata.Create(ModuleMetadata.CreateFromMetadata((nint)blob, length)).GetReference(display: assembly.GetName().Name);
    }
}
