using Crowdwork.Web.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Crowdwork.Web.Jsx;

/// <summary>Serves compiled pages: code, style, and the source map for the browser's own tools.</summary>
internal sealed class JsxFiles(RehearsalRooms rooms)
{
    public void Map(WebApplication app) => app.MapGet(JsxAddress.Root + "{task}/{version}/{file}", Serve);

    private async Task Serve(HttpContext http, string task, string version, string file)
    {
        // Page.jsx.js, Page.jsx.css and Page.jsx.js.map
        var page = file.EndsWith(".js.map", StringComparison.Ordinal) ? file[..^".js.map".Length] : Path.GetFileNameWithoutExtension(file);
        var pages = rooms.Opened(task)?.Pages;
        var output = pages?.Find(Uri.UnescapeDataString(page), version);
        var (content, type) = Path.GetExtension(file) switch
        {
            ".js" => (output?.Code, "text/javascript; charset=utf-8"),
            ".css" => (output?.Style, "text/css; charset=utf-8"),
            ".map" => (output?.Map(pages!.NameInTools), "application/json"),
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
}
