using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Crowdwork.Marketplace.Tests.WorkerSite;

/// <summary>A requester's own server: it shows a page for an ExternalQuestion, and remembers with which parameters it was asked.</summary>
internal sealed class LabServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LabServer(WebApplication app)
    {
        _app = app;
        app.MapGet("/task", (HttpContext http) =>
        {
            Visits.Enqueue(http.Request.QueryString.Value ?? "");
            return Results.Content(Page, "text/html; charset=utf-8");
        });
        app.MapGet("/favicon.ico", () => Results.NoContent());
    }

    public string Address => _app.Urls.First();

    public ConcurrentQueue<string> Visits { get; } = new();

    private const string Page = """
        <!doctype html><html lang="en"><head><title>Birds</title><style>body { font: 16px sans-serif; padding: 16px }</style></head><body>
        <h1>Which bird?</h1>
        <form id="answers" method="post"><input type="hidden" name="assignmentId"><label>Bird <input name="bird"></label> <button>Send</button></form>
        <p id="preview" hidden>Accept to begin.</p>
        <script>
          const query = new URLSearchParams(location.search);
          const form = document.getElementById("answers");
          localStorage.setItem("seen", "yes");
          if (query.get("assignmentId") === "ASSIGNMENT_ID_NOT_AVAILABLE") { form.hidden = true; document.getElementById("preview").hidden = false; }
          else { form.action = query.get("turkSubmitTo") + "/mturk/externalSubmit"; form.assignmentId.value = query.get("assignmentId"); }
          try { document.body.dataset.reached = parent.document.title; } catch { document.body.dataset.reached = "nothing"; }
        </script></body></html>
        """;

    public static async Task<LabServer> Open()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var lab = new LabServer(app);
        await app.StartAsync();
        return lab;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
