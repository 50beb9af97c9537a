using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Worlds;

/// <summary>A file that a world is made of, besides its script.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Content">What was read.</param>
/// <param name="IsLibrary">Named by <c>#r</c>; otherwise by <c>#load</c>.</param>
internal sealed record Ingredient(string Path, byte[] Content, bool IsLibrary);

/// <summary>A compiled world as plain data: what the cache keeps and what is loaded. It knows nothing of the compiler.</summary>
internal sealed record CompiledWorld(
    string Path,
    byte[] Script,
    IReadOnlyList<Ingredient> Ingredients,
    byte[] Assembly,
    byte[] Symbols,
    IReadOnlyDictionary<string, ColumnMap> Columns,
    IReadOnlyList<Problem> Warnings)
{
    /// <summary>The name of the class that holds the top level. No author can write it, so no author can collide with it.</summary>
    public const string ScriptClass = "<world>";

    public const string AssemblyPrefix = "world-";
}
