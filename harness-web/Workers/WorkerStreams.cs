using System.Collections.Concurrent;
using System.Text.Json;
using Crowdwork.Engine.Conversations;
using Crowdwork.Web.Server;
using Crowdwork.Web.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Crowdwork.Web.Workers;

/// <summary>Serves <c>/worker/stream</c> and <c>/worker/send</c>: the same protocol without a WebSocket.</summary>
internal sealed class WorkerStreams(
    IWorkerRooms rooms, SessionTokens tokens, LineBreaker breaker, WorkerLimits limits, TimeProvider time, CancellationToken stopping)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, OpenStream> _desks = new();

    public async Task Stream(HttpContext http)
    {
        if (await ReadBody(http) is not { } body || ClientFrame.Read(body) is not { Type: "hello", Tab: { Length: > 0 and <= 64 } tab } hello
            || tokens.Read(hello.Token) is not { } session)
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        if (await rooms.Find(session.Room) is not { } room)
        {
            http.Response.StatusCode = rooms.IsExpected(session.Room) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status403Forbidden;
            return;
        }

        if (breaker.IsBroken(session))
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        http.Response.ContentType = "application/x-ndjson";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();

        var line = new StreamLine(http.Response, limits);
        using var farewell = stopping.Register(() => line.Close(LineEnd.Stopping));
        var desk = new WorkerDesk(room, session, line);
        var key = KeyOf(session, tab);
        var open = new OpenStream(desk, line, new RateMeter(limits, time));
        _desks[key] = open;
        breaker.Hold(session, line);
        desk.Open(hello);
        try
        {
            await UntilEnd(line, http.RequestAborted);
        }
        finally
        {
            _desks.TryRemove(new KeyValuePair<string, OpenStream>(key, open));
            desk.Close();
        }
    }

    public async Task Send(HttpContext http)
    {
        http.Response.StatusCode = await TakeFrames(http);
    }

    private async Task<int> TakeFrames(HttpContext http)
    {
        if (await ReadBody(http) is not { } body) return StatusCodes.Status413PayloadTooLarge;
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            if (tokens.Read(root.GetProperty("token").GetString()) is not { } session) return StatusCodes.Status403Forbidden;
            if (!_desks.TryGetValue(KeyOf(session, root.GetProperty("tab").GetString() ?? ""), out var open)) return StatusCodes.Status410Gone;
            foreach (var item in root.GetProperty("frames").EnumerateArray())
            {
                var bytes = JsonSerializer.SerializeToUtf8Bytes(item);
                if (bytes.Length > limits.LargestFrame || !open.Allows())
                {
                    open.Line.Close(LineEnd.TooMuch);
                    return StatusCodes.Status429TooManyRequests;
                }

                if (ClientFrame.Read(bytes) is { } frame) open.Desk.Take(frame);
            }

            return StatusCodes.Status204NoContent;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return StatusCodes.Status400BadRequest;
        }
    }

    private static string KeyOf(Session session, string tab) => $"{session.Room}\n{session.Worker}\n{session.Assignment}\n{tab}";

    // A line that says nothing for long is cut by proxies; a frame that says nothing keeps it.
    private async Task UntilEnd(StreamLine line, CancellationToken aborted)
    {
        using var beat = new PeriodicTimer(Beat, time);
        var end = Task.WhenAny(line.Ended, Task.Delay(Timeout.InfiniteTimeSpan, time, aborted));
        while (!end.IsCompleted)
        {
            var tick = beat.WaitForNextTickAsync(CancellationToken.None).AsTask();
            if (await Task.WhenAny(end, tick) == tick) line.Send("""{"t":"pong"}"""u8.ToArray());
        }
    }

    private sealed class OpenStream(WorkerDesk desk, StreamLine line, RateMeter meter)
    {
        private readonly Lock _gate = new();
        private RateMeter _meter = meter;

        public WorkerDesk Desk => desk;

        public StreamLine Line => line;

        // Posts of one page may come at the same time.
        public bool Allows()
        {
            lock (_gate) return _meter.Allows();
        }
    }

    private async Task<byte[]?> ReadBody(HttpContext http)
    {
        if (!SameOrigin.Holds(http.Request)) return null;
        using var body = new MemoryStream();
        var buffer = new byte[4096];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            body.Write(buffer, 0, read);
            if (body.Length > limits.LargestFrame * 4) return null;
        }

        return body.ToArray();
    }
}
