using System.Net;
using Crowdwork.Marketplace.WorkerSite;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Crowdwork.Marketplace.Tests.WorkerSite;

/// <summary>The worker site over a desk on paper, on a port of its own.</summary>
internal sealed class PaperSite : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PaperSite(WebApplication app, PaperDesk desk)
    {
        _app = app;
        Desk = desk;
        Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.First()), Timeout = TimeSpan.FromSeconds(30) };
    }

    public PaperDesk Desk { get; }

    public HttpClient Http { get; }

    public string Home => $"/w/{PaperDesk.Worker}";

    public static async Task<PaperSite> Open(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var app = builder.Build();
        var desk = new PaperDesk();
        desk.People.Add(new WorkerCard(PaperDesk.Worker, new("US", "PA"), false, true, 12, 9, 1, 0));
        new WorkerPages(desk, new SiteFiles(), () => desk.Now, publicUrl: null).Map(app);
        await app.StartAsync();
        return new PaperSite(app, desk);
    }

    /// <summary>What a page says, as its bytes have it.</summary>
    public async Task<(HttpStatusCode Status, string Body)> Get(string path)
    {
        using var response = await Http.GetAsync(new Uri(path, UriKind.Relative));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task<(HttpStatusCode Status, string Body, string? Location)> Post(string path, string fields, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative))
        {
            Content = new StringContent(fields, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.Location?.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
