using System.Security.Cryptography;
using System.Text.Json;

namespace Crowdwork.Templates.Jsx;

/// <summary>One attempt to build a page.</summary>
/// <param name="Output">What browsers load; null when there are errors.</param>
/// <param name="Problems">Errors and warnings, as many as the compiler found.</param>
/// <param name="Inputs">Full paths of the files that went into it, the compiler's own left out; empty when it failed.</param>
/// <param name="Took">From starting the compiler to having the result.</param>
public sealed record JsxBuild(JsxOutput? Output, IReadOnlyList<JsxProblem> Problems, IReadOnlyList<string> Inputs, TimeSpan Took)
{
    /// <summary>Whether template values were put in, so that another value makes another page.</summary>
    public bool UsesValues { get; init; }
}

/// <summary>A page as browsers load it: an ES module, and a style sheet if the page imports one.</summary>
public sealed class JsxOutput
{
    private readonly Lazy<SourceMap> _map;

    internal JsxOutput(byte[] code, byte[]? style, Func<SourceMap> map, IReadOnlyList<string> exports)
    {
        Code = code;
        Style = style;
        Exports = exports;
        // Asked for only when something has failed, or when somebody looks with a browser's tools.
        _map = new Lazy<SourceMap>(map);
        Version = VersionOf(code, style);
    }

    /// <summary>A digest of code and style: the same text has the same version, so an address with it may be cached for ever.</summary>
    public string Version { get; }

    public byte[] Code { get; }

    public byte[]? Style { get; }

    /// <summary>The names that the module exports.</summary>
    public IReadOnlyList<string> Exports { get; }

    /// <summary>The source map, for a browser's own tools.</summary>
    /// <param name="name">How a file is to be called there, given its full path.</param>
    public byte[] Map(Func<string, string> name) => _map.Value.ToJson(name);

    /// <summary>The place in the author's file that a place in the code comes from; null when it comes from nowhere.</summary>
    /// <param name="line">Counted from 1.</param>
    /// <param name="column">Counted from 1.</param>
    public (string File, int Line, int Column)? Origin(int line, int column)
        => _map.Value.Origin(line, column);

    private static string VersionOf(byte[] code, byte[]? style)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(code);
        if (style is not null)
        {
            // Kept apart, so that nothing can move from one to the other unnoticed.
            hash.AppendData([0]);
            hash.AppendData(style);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..24];
    }
}

/// <summary>What the compiler tells about a build that succeeded.</summary>
internal sealed record JsxMetafile(IReadOnlyList<string> Inputs, IReadOnlyList<string> Exports)
{
    public static JsxMetafile Read(byte[] json, string folder)
    {
        using var document = JsonDocument.Parse(json);
        var inputs = document.RootElement.GetProperty("inputs").EnumerateObject()
            .Where(input => !input.Name.StartsWith('<') && !input.Name.StartsWith("(disabled)", StringComparison.Ordinal))
            .Select(input => Path.GetFullPath(Path.Combine(folder, input.Name)))
            .ToList();
        var exports = document.RootElement.GetProperty("outputs").EnumerateObject()
            .Where(output => output.Value.TryGetProperty("entryPoint", out _))
            .SelectMany(output => output.Value.GetProperty("exports").EnumerateArray())
            .Select(name => name.GetString()!)
            .ToList();
        return new JsxMetafile(inputs, exports);
    }
}
