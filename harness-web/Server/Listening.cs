using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crowdwork.Web.Server;

/// <summary>Makes web servers as this project wants them: quiet, HTTP/1, small requests, and Ctrl-C left to the command.</summary>
internal static class Listening
{
    private const int LargestRequest = 1024 * 1024;

    /// <param name="address">Null for loopback, under all of its names.</param>
    /// <param name="port">0 lets the system choose.</param>
    public static WebApplication On(IPAddress? address, int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning).AddFilter(IsNews);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(3));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
            if (address is not null) kestrel.Listen(address, port, Http1);
            else if (port == 0) kestrel.Listen(IPAddress.Loopback, 0, Http1);
            else kestrel.ListenLocalhost(port, Http1);
        });
        var app = builder.Build();
        app.UseWebSockets();
        return app;
    }

    /// <summary>Where it listens, as a browser on this machine says it.</summary>
    public static string AddressOf(WebApplication app)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal);
    }

    private static void Http1(ListenOptions listen) => listen.Protocols = HttpProtocols.Http1;

    // A server that cannot start throws, and whoever started it says why. The log would say it again, with a stack trace.
    private static bool IsNews(string? provider, string? category, LogLevel level)
        => level >= LogLevel.Warning && category != "Microsoft.Extensions.Hosting.Internal.Host"
            && (category != "Microsoft.AspNetCore.Server.Kestrel" || level != LogLevel.Critical);
}
