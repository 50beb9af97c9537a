using System.Buffers;
using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Web.Server;
using Crowdwork.Web.Sessions;
using Crowdwork.Web.Workers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crowdwork.Bench;

/// <summary>The two servers that are compared, each in a process of its own.</summary>
internal static class Servers
{
    /// <summary>Ours: the harness on a project folder. Prints its address, then a token per worker, then answers commands from its input.</summary>
    public static async Task<int> Serve(string[] args)
    {
        var (folder, task, workers) = (args[0], args[1], int.Parse(args[2]));
        var started = Stopwatch.GetTimestamp();
        await using var server = await HarnessServer.Start(new HarnessOptions
        {
            Settings = new CrowdSettings { Root = folder },
            Port = 0,
            Workers = 2,
            Limits = new WorkerLimits { FramesPerSecond = 1_000_000, Burst = 1_000_000, LargestBacklog = 64 * 1024 * 1024 },
        }, TimeProvider.System);
        var expires = TimeProvider.System.GetUtcNow().AddDays(1);
        Console.WriteLine(server.Address);
        for (var i = 1; i <= workers; i++) Console.WriteLine(server.Tokens.Sign(new Session(task, new WorkerId($"W{i}"), false, expires)));
        await server.Open(task);
        Console.WriteLine($"ready {Stopwatch.GetElapsedTime(started).TotalMilliseconds:0}");
        while (await Console.In.ReadLineAsync() is { } command) Answer(command);
        return 0;
    }

    /// <summary>The yardstick: Kestrel's WebSockets, the same JSON parsed, the message passed on to the partner. Nothing is kept.</summary>
    public static async Task<int> Relay(string[] args)
    {
        _ = args;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.UseWebSockets();
        var relay = new BareRelay();
        app.Map("/worker/socket", relay.Serve);
        await app.StartAsync();
        Console.WriteLine(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Console.WriteLine("ready 0");
        while (await Console.In.ReadLineAsync() is { } command) Answer(command);
        return 0;
    }

    private static void Answer(string command)
    {
        if (command == "memory")
        {
            GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
            GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
            using var self = Process.GetCurrentProcess();
            Console.WriteLine($"{GC.GetTotalMemory(false)} {self.WorkingSet64}");
        }
        else
        {
            using var self = Process.GetCurrentProcess();
            Console.WriteLine($"{self.TotalProcessorTime.TotalMilliseconds:0}");
        }
    }
}

/// <summary>Pairs connections in order of arrival and passes on what each says.</summary>
internal sealed class BareRelay
{
    private readonly Lock _gate = new();
    private Line? _waiting;

    public async Task Serve(Microsoft.AspNetCore.Http.HttpContext http)
    {
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        var line = new Line(socket);
        lock (_gate)
        {
            if (_waiting is { } other)
            {
                line.Partner = other;
                other.Partner = line;
                _waiting = null;
            }
            else
            {
                _waiting = line;
            }
        }

        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close) return;
                if (ClientFrame.Read(buffer.AsSpan(0, part.Count)) is not { Type: "say" } frame || line.Partner is not { } partner) continue;

                var text = new ArrayBufferWriter<byte>(256);
                using (var json = new Utf8JsonWriter(text))
                {
                    json.WriteStartObject();
                    json.WriteString("t"u8, "event"u8);
                    json.WriteString("k"u8, "told"u8);
                    json.WriteString("text"u8, frame.Text);
                    json.WriteEndObject();
                }

                await partner.Send(text.WrittenMemory);
            }
        }
        catch (WebSocketException)
        {
            // The load generator goes away without a word.
        }
    }

    private sealed class Line(WebSocket socket)
    {
        private readonly SemaphoreSlim _sending = new(1, 1);

        public volatile Line? Partner;

        public async ValueTask Send(ReadOnlyMemory<byte> frame)
        {
            await _sending.WaitAsync();
            try
            {
                await socket.SendAsync(frame, WebSocketMessageType.Text, true, CancellationToken.None);
            }
            finally
            {
                _sending.Release();
            }
        }
    }
}
