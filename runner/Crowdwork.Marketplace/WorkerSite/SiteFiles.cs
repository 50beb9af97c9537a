using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Crowdwork.Marketplace.WorkerSite;

/// <summary>The site's scripts and styles, which travel inside of the assembly. The version in their address lets browsers keep them for ever.</summary>
internal sealed class SiteFiles
{
    private const string Prefix = "site/";

    private readonly FrozenDictionary<string, byte[]> _files;

    public SiteFiles()
    {
        var assembly = typeof(SiteFiles).Assembly;
        _files = assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(name => name[Prefix.Length..].Replace('\\', '/'), name => ReadAll(assembly, name));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in _files.OrderBy(file => file.Key, StringComparer.Ordinal)) hash.AppendData(file.Value);
        Root = $"/site/{Convert.ToHexStringLower(hash.GetHashAndReset())[..12]}";
    }

    /// <summary>What stands before the name of a file in a page.</summary>
    public string Root { get; }

    public async Task Serve(HttpContext http, string path)
    {
        if (!_files.TryGetValue(path, out var file))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.ContentType = TypeOf(path);
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Response.ContentLength = file.Length;
        await http.Response.Body.WriteAsync(file, http.RequestAborted);
    }

    private static byte[] ReadAll(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
}
