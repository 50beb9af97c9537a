using Crowdwork.Web.Workers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Crowdwork.Web.Jsx;

/// <summary>Serves compiled pages: code, style, and the source map for the browser's own tools.</summary>
internal sealed class JsxFiles(IWorkerRooms rooms, bool withMaps)
{
    // The last line of the code, which says where its map is.
    private static readonly byte[] MapComment = "//# sourceMappingURL="u8.ToArray();

    public void Map(WebApplication app) => app.MapGet(JsxAddress.Root + "{task}/{version}/{file}", Serve);

    private async Task Serve(HttpContext http, string task, string version, string file)
    {
        // Page.jsx.js, Page.jsx.css and Page.jsx.js.map
        var page = file.EndsWith(".js.map", StringComparison.Ordinal) ? file[..^".js.map".Length] : Path.GetFileNameWithoutExtension(file);
        var pages = rooms.Opened(task)?.Pages;
        var output = pages?.Find(Uri.UnescapeDataString(page), version);
        var (content, type) = Path.GetExtension(file) switch
        {
            ".js" => (withMaps ? output?.Code : WithoutMap(output?.Code), "text/javascript; charset=utf-8"),
            ".css" => (output?.Style, "text/css; charset=utf-8"),
            ".map" when withMaps => (output?.Map(pages!.NameInTools), "application/json"),
            _ => ((ReadOnlyMemory<byte>?)null, ""),
        };
        if (content is not { } body)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.ContentType = type;
        http.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    private static ReadOnlyMemory<byte>? WithoutMap(byte[]? code)
        => code is null ? null : code.AsSpan().LastIndexOf(MapComment) is >= 0 and var comment ? code.AsMemory(0, comment) : code;
}
