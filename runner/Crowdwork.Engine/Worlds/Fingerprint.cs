using System.Security.Cryptography;
using System.Text;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Worlds;

/// <summary>Content hashes: of everything that decides how a script is compiled, and of everything that it is made of.</summary>
internal static class Fingerprint
{
    // The version of the compiler is read from this assembly's references, so that asking for it does not load the compiler.
    private static readonly Lazy<string> Toolchain = new(() => string.Join('\n',
        typeof(Fingerprint).Module.ModuleVersionId,
        typeof(World).Module.ModuleVersionId,
        Environment.Version,
        string.Join(';', typeof(Fingerprint).Assembly.GetReferencedAssemblies()
            .Where(name => name.Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal))
            .Select(name => name.FullName).Order(StringComparer.Ordinal))));

    /// <summary>The script's text, its place (it is in the symbols) and how it is to be compiled.</summary>
    public static string OfScript(string path, byte[] script, ScriptKind kind, WorldCompilerOptions options)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, Toolchain.Value);
        Append(hash, kind.Name);
        Append(hash, options.RewriteForSafety ? "guarded" : "plain");
        foreach (var reference in options.ExtraReferences)
        {
            Append(hash, reference);
            hash.AppendData(OfFile(reference));
        }

        Append(hash, path);
        hash.AppendData(script);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The script and all that it is made of.</summary>
    public static string OfWorld(string scriptFingerprint, IEnumerable<Ingredient> ingredients)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, scriptFingerprint);
        foreach (var ingredient in ingredients)
        {
            Append(hash, ingredient.Path);
            hash.AppendData(SHA256.HashData(ingredient.Content));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static byte[] OfFile(string path)
    {
        try
        {
            return SHA256.HashData(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A missing reference is the compiler's to report; for the key it is enough that it is missing.
            return new byte[SHA256.HashSizeInBytes];
        }
    }

    private static void Append(IncrementalHash hash, string text)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        hash.AppendData([0]);
    }
}
