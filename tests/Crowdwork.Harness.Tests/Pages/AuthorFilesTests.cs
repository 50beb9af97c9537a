using System.Net;
using System.Net.Sockets;
using System.Text;
using Crowdwork.Harness.Tests.Running;

namespace Crowdwork.Harness.Tests.Pages;

/// <summary>What of a task's folder can be fetched: the pages that a worker was shown and the files of public/, and nothing else.</summary>
public sealed class AuthorFilesTests
{
    private const string Script = """
        var worker = await Meet();
        await worker.Show("shown.html", new { name = "Ada" });
        await worker.Ask("Seen?");
        """;

    private static readonly string[] s_elsewhere =
    [
        "/worker/pages/files/public/../secret.txt",
        "/worker/pages/files/public/%2e%2e/secret.txt",
        "/worker/pages/files/public/..%2fsecret.txt",
        "/worker/pages/files/public/..%5csecret.txt",
        "/worker/pages/files/public/pictures/../../secret.txt",
        "/worker/pages/files/public/pictures/%2e%2e/%2e%2e/secret.txt",
        "/worker/pages/files/public//secret.txt",
        "/worker/pages/files/public/%2fetc/passwd",
        "/worker/pages/files/public/%00secret.txt",
        "/worker/pages/files/public/out/secret.txt",
        "/worker/pages/files/public/link.txt",
        "/worker/pages/files/public/.hidden",
        "/worker/pages/files/public/.git/config",
        "/worker/pages/files/public",
        "/worker/pages/files/public/pictures",
        "/worker/pages/files/secret.txt",
        "/worker/pages/files/config.json",
        "/worker/pages/files/world.csx",
        "/worker/pages/files/shown.html",
        "/worker/pages/..%2ffiles/public/pictures/dot.svg",
    ];

    [Fact]
    public async Task PublicFile_AskedFor_ComesWithItsTypeAndOnlyOnceWhileItIsTheSame()
    {
        await using var harness = await RunningHarness.Start(Project());

        using var answer = await harness.Http.GetAsync("/worker/pages/files/public/pictures/dot.svg");
        Assert.Equal("image/svg+xml", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("<svg xmlns='http://www.w3.org/2000/svg'/>", await answer.Content.ReadAsStringAsync());
        // An SVG may hold scripts. Opened by itself it must not be a page of ours.
        Assert.Contains("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single());

        using var again = new HttpRequestMessage(HttpMethod.Get, "/worker/pages/files/public/pictures/dot.svg");
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using var same = await harness.Http.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);

        harness.Project.Write("tasks/files/public/pictures/dot.svg", "<svg/>");
        using var later = new HttpRequestMessage(HttpMethod.Get, "/worker/pages/files/public/pictures/dot.svg");
        later.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using var changed = await harness.Http.SendAsync(later);
        Assert.Equal("<svg/>", await changed.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Address_ThatLeadsElsewhere_IsRefused()
    {
        var project = Project();
        File.CreateSymbolicLink(project["tasks/files/public/link.txt"], project["tasks/files/secret.txt"]);
        Directory.CreateSymbolicLink(project["tasks/files/public/out"], project["tasks/files"]);
        await using var harness = await RunningHarness.Start(project);

        foreach (var path in s_elsewhere)
        {
            var answer = await AskAsWritten(harness.Address, path);
            Assert.False(answer.Contains("the secret"), path);
            Assert.True(answer.StartsWith("HTTP/1.1 400 ") || answer.StartsWith("HTTP/1.1 404 "), $"{path}: {answer}");
        }
    }

    [Fact]
    public async Task Page_OfWhoWasShownIt_ComesWithTheirDataAndToNobodyElse()
    {
        await using var harness = await RunningHarness.Start(Project());
        await using var @operator = await harness.Operate("files");
        await using var worker = await harness.Page(@operator, "W1").Join();
        await worker.Until(w => w.Asked is not null, "the question");
        var token = @operator.TokenOf("W1");

        Assert.Contains("<p>Hello Ada</p>", await harness.Http.GetStringAsync($"/worker/pages/files/shown.html?t={token}"));
        Assert.Equal(HttpStatusCode.NotFound, (await harness.Http.GetAsync($"/worker/pages/files/answers.html?t={token}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await harness.Http.GetAsync($"/worker/pages/files/shown.html?t={@operator.TokenOf("W2")}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await harness.Http.GetAsync($"/worker/pages/files/shown.html?t={token}x")).StatusCode);
    }

    [Fact]
    public async Task Page_ThatFails_IsACalmTextForTheWorkerAndAPlaceForTheOperator()
    {
        await using var harness = await RunningHarness.Start(Project("<h1>Hello</h1>\n<p>{{ data.name.first.letter }}</p>"));
        await using var @operator = await harness.Operate("files");
        await using var worker = await harness.Page(@operator, "W1").Join();
        await worker.Until(w => w.Asked is not null, "the question");

        var text = await harness.Http.GetStringAsync($"/worker/pages/files/shown.html?t={@operator.TokenOf("W1")}");

        Assert.Contains("could not be shown", text);
        Assert.DoesNotContain("letter", text);
        var state = await @operator.Until(s => s.GetProperty("faults").GetArrayLength() > 0, "the fault");
        var fault = state.GetProperty("faults")[0];
        Assert.Equal("tasks/files/shown.html", fault.GetProperty("file").GetString());
        Assert.Equal(2, fault.GetProperty("line").GetInt32());
    }

    private static ProjectCopy Project(string page = "<p>Hello {{ data.name }}</p>")
    {
        var project = ProjectCopy.With("files", Script);
        project.Write("tasks/files/shown.html", page);
        project.Write("tasks/files/answers.html", "<p>the secret</p>");
        project.Write("tasks/files/secret.txt", "the secret");
        project.Write("tasks/files/public/pictures/dot.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
        project.Write("tasks/files/public/.hidden", "the secret");
        project.Write("tasks/files/public/.git/config", "the secret");
        return project;
    }

    // An HttpClient would tidy the address up before it asks.
    private static async Task<string> AskAsWritten(Uri server, string path)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
