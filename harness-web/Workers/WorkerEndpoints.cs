using Crowdwork.Web.Client;
using Crowdwork.Web.Jsx;
using Crowdwork.Web.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Crowdwork.Web.Workers;

/// <summary>What the pages of workers are served with.</summary>
/// <param name="SourceMaps">Whether browsers get the source of compiled pages.</param>
/// <param name="Framers">The origins, besides the own one, whose pages may show a worker's page in a frame.</param>
internal sealed record WorkerServing(
    IWorkerRooms Rooms, SessionTokens Tokens, ClientFiles Client, LineBreaker Breaker, WorkerLimits Limits, bool SourceMaps, TimeProvider Time, Func<HttpContext, string>? Framers = null)
{
    /// <summary>Whose pages may show a page of this room in a frame, as a content security policy writes them.</summary>
    public static string Around(HttpContext http, WorkerRoom? room, Func<HttpContext, string>? framers) => $"{room?.Marketplaces} {framers?.Invoke(http)}".Trim();
}

/// <summary>All that a worker's browser asks a server for, in a rehearsal and in a run: <c>/worker</c> and <c>/client</c>, and nothing else.</summary>
internal static class WorkerEndpoints
{
    public static void Map(WebApplication app, WorkerServing serving)
    {
        var (rooms, tokens, client, breaker, limits, sourceMaps, time, framers) = serving;
        var stopping = app.Lifetime.ApplicationStopping;
        var sockets = new WorkerSockets(rooms, tokens, breaker, limits, time, stopping);
        var streams = new WorkerStreams(rooms, tokens, breaker, limits, time, stopping);
        MapClient(app, client);
        app.Map("/worker/socket", sockets.Serve);
        app.MapPost("/worker/stream", streams.Stream);
        app.MapPost("/worker/send", streams.Send);
        new WorkerPages(rooms, tokens, client, framers).Map(app);
        new JsxFiles(rooms, sourceMaps).Map(app);
        new AuthorPages(rooms, tokens, client, framers).Map(app);
    }

    /// <summary>Only our own scripts and styles, for a server without workers.</summary>
    public static void MapClient(WebApplication app, ClientFiles client)
    {
        app.Map("/client/{version}/{**path}", (HttpContext http, string path) => client.Serve(http, path));
        app.Map("/favicon.ico", (HttpContext http) => client.Serve(http, "brand/favicon.svg"));
    }
}
