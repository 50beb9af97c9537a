using System.Collections.Concurrent;
using System.Security.Cryptography;
using Crowdwork.Engine.Rooms;
using Crowdwork.Engine.Tasks;
using Crowdwork.Web.Client;
using Crowdwork.Web.Pages;
using Crowdwork.Web.Server;
using Crowdwork.Web.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Crowdwork.Web.Workers;

/// <summary>
/// Serves what the author of a task wrote: pages, rendered with the data that the worker was shown, and the files of <c>public/</c>.
/// </summary>
/// <remarks>
/// <code>
///   /worker/pages/rate-a-summary/task.html?t=...     rendered; only for whom it was shown to
///   /worker/pages/rate-a-summary/public/river.png    as it is; for everybody
/// </code>
/// One folder in the address for both, so that a page can say <c>src="public/river.png"</c>. Whatever comes from here runs without an origin of its own (the sandbox
/// of its policy), also when somebody opens it outside of the frame that it belongs into.
/// </remarks>
internal sealed class AuthorPages(IWorkerRooms rooms, SessionTokens tokens, ClientFiles client, Func<HttpContext, string>? framers = null)
{
    private static readonly FileExtensionContentTypeProvider Types = new();

    // Hashing a film for each of its parts would take longer than sending it.
    private readonly ConcurrentDictionary<(string Path, long Length, DateTime Written), string> _hashes = new();

    public static string AddressOf(string task, string page) => $"/worker/pages/{Uri.EscapeDataString(task)}/{Uri.EscapeDataString(page)}";

    public void Map(WebApplication app)
    {
        app.MapGet("/worker/pages/{task}/{page}", Page);
        app.MapMethods("/worker/pages/{task}/public/{**path}", [HttpMethods.Get, HttpMethods.Head], File);
    }

    private async Task Page(HttpContext http, string task, string page)
    {
        var found = await rooms.Find(task);
        PageHeaders.ForTaskPages(http.Response, WorkerServing.Around(http, found, framers));
        if (found is not { } room || Render(http, room.Room, page) is not { } html)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await http.Response.WriteAsync(html.Length == 0 ? TaskPageDocument.Sorry(room.Room.Folder.Title, client.Root) : TaskPageDocument.Of(html, room.Room.Folder.Title, client.Root));
    }

    private string? Render(HttpContext http, TaskRoom room, string page)
    {
        if (!http.Request.Query.ContainsKey("t")) return room.Folder.PreviewPage == page ? room.RenderPreview(http.RequestAborted) : null;
        return tokens.Read(http.Request.Query["t"]) is { } session && session.Room == room.Name
            ? room.RenderShown(session.Who, page, http.RequestAborted)
            : null;
    }

    private async Task<IResult> File(HttpContext http, string task, string path)
    {
        if (await rooms.Find(task) is not { } room || room.Room.Folder.PublicFile(path) is not { } file) return Results.NotFound();

        PageHeaders.ForPublicFiles(http.Response, room.Marketplaces);
        if (!Types.TryGetContentType(file, out var type)) type = "application/octet-stream";
        if (type.StartsWith("text/", StringComparison.Ordinal)) type += "; charset=utf-8";
        return Results.File(file, type, entityTag: new EntityTagHeaderValue($"\"{HashOf(file)}\""), enableRangeProcessing: true);
    }

    private string HashOf(string path)
    {
        var file = new FileInfo(path);
        return _hashes.GetOrAdd((path, file.Length, file.LastWriteTimeUtc), static key =>
        {
            using var stream = System.IO.File.OpenRead(key.Path);
            return Convert.ToHexStringLower(SHA256.HashData(stream))[..16];
        });
    }
}
