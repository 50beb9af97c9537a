namespace Crowdwork.Web.Jsx;

/// <summary>
/// The address of compiled code: <c>/worker/code/{task}/{version}/{page}.js</c>. A version is a digest that only those are told
/// who take part, and what is under it never changes.
/// </summary>
internal readonly record struct JsxAddress(string Task, string Version, string Page)
{
    public const string Root = "/worker/code/";

    /// <summary>Null when a path is no such address.</summary>
    public static JsxAddress? Read(string path)
    {
        if (!path.StartsWith(Root, StringComparison.Ordinal)) return null;
        var parts = path[Root.Length..].Split('/');
        if (parts.Length != 3 || !parts[2].EndsWith(".js", StringComparison.Ordinal)) return null;
        return new JsxAddress(Uri.UnescapeDataString(parts[0]), parts[1], Uri.UnescapeDataString(parts[2][..^3]));
    }
}
