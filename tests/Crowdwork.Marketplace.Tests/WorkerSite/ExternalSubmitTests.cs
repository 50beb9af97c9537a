using System.Net;
using System.Net.Http.Headers;
using Crowdwork.Marketplace.Tests.Questions;
using Crowdwork.Marketplace.WorkerSite;

namespace Crowdwork.Marketplace.Tests.WorkerSite;

public sealed class ExternalSubmitTests : IAsyncLifetime
{
    private const string Address = "/mturk/externalSubmit";

    private PaperSite _site = null!;
    private string _assignment = "";

    public async ValueTask InitializeAsync()
    {
        _site = await PaperSite.Open();
        _site.Desk.Add("3G", Forms.External("https://lab.example/"));
        _assignment = (await _site.Desk.Accept(PaperDesk.Worker, "3G")).AssignmentId;
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData("https://lab.example")]
    [InlineData("null")]
    public async Task Post_FromTheTasksOrigin_IsHandedIn(string origin)
    {
        var (status, body, _) = await _site.Post(Address, $"b=2&assignmentId={_assignment}&a=1+%26+1&b=3&workerId=A9", ("Origin", origin), ("Sec-Fetch-Site", "cross-site"));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Handed in. Thank you.", body);
        var (assignment, worker, answers) = Assert.Single(_site.Desk.Submitted);
        Assert.Equal(_assignment, assignment);
        Assert.Null(worker);
        Assert.Equal(["b=2|3", "a=1 & 1"], answers.Answers.Select(answer => $"{answer.QuestionIdentifier}={answer.FreeText}"));
    }

    [Fact]
    public async Task Post_WithTheAssignmentInItsAddress_IsHandedIn()
    {
        Assert.Equal(HttpStatusCode.OK, (await _site.Post($"{Address}?assignmentId={_assignment}&a=9", "a=1")).Status);
        Assert.Equal(["a=1"], _site.Desk.Submitted.Single().Answers.Answers.Select(answer => $"{answer.QuestionIdentifier}={answer.FreeText}"));
    }

    [Fact]
    public async Task Post_AsMultipart_IsHandedInToo()
    {
        using var form = new MultipartFormDataContent { { new StringContent(_assignment), "assignmentId" }, { new StringContent("Grüße"), "text" } };
        using var response = await _site.Http.PostAsync(new Uri(Address, UriKind.Relative), form);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Grüße", _site.Desk.Submitted.Single().Answers.Answers.Single().FreeText);
    }

    [Fact]
    public async Task Post_WithAFile_IsRefused()
    {
        using var form = new MultipartFormDataContent { { new StringContent(_assignment), "assignmentId" }, { new ByteArrayContent([1, 2, 3]), "file", "a.bin" } };
        using var response = await _site.Http.PostAsync(new Uri(Address, UriKind.Relative), form);
        Assert.Contains("Files cannot be handed in", await response.Content.ReadAsStringAsync());
        Assert.Empty(_site.Desk.Submitted);
    }

    [Theory]
    [InlineData("assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE&a=1", HttpStatusCode.Conflict, "This was a preview")]
    [InlineData("a=1", HttpStatusCode.BadRequest, "No assignmentId")]
    [InlineData("", HttpStatusCode.BadRequest, "No assignmentId")]
    [InlineData("assignmentId=3NONE&a=1", HttpStatusCode.NotFound, "No such assignment")]
    [InlineData("assignmentId=%3Cscript%3E&a=1", HttpStatusCode.NotFound, "No such assignment")]
    public async Task Post_ThatCannotBeTaken_SaysWhy(string fields, HttpStatusCode status, string why)
    {
        var reply = await _site.Post(Address, fields);
        Assert.Equal(status, reply.Status);
        Assert.Contains(why, reply.Body);
        Assert.Empty(_site.Desk.Submitted);
    }

    [Fact]
    public async Task Post_WithoutAnswers_IsRefused()
    {
        Assert.Contains("No answers", (await _site.Post(Address, $"assignmentId={_assignment}&hitId=3H&workerId=A1&turkSubmitTo=x")).Body);
        Assert.Empty(_site.Desk.Submitted);
    }

    [Fact]
    public async Task Post_Twice_KeepsTheFirst()
    {
        await _site.Post(Address, $"assignmentId={_assignment}&a=first");
        Assert.Contains("This was handed in already", (await _site.Post(Address, $"assignmentId={_assignment}&a=second")).Body);
        Assert.Equal("first", _site.Desk.Submitted.Single().Answers.Answers.Single().FreeText);
    }

    [Theory]
    [InlineData("Abandoned", "The time for this HIT is over")]
    [InlineData("Returned", "You returned this HIT")]
    public async Task Post_TooLate_SaysWhatBecameOfTheWork(string why, string title)
    {
        _site.Desk.Refusals["Submit"] = new WorkRefused(Enum.Parse<WorkRefusal>(why));
        Assert.Contains(title, (await _site.Post(Address, $"assignmentId={_assignment}&a=1")).Body);
    }

    [Fact]
    public async Task Post_TooLarge_IsRefused()
    {
        var reply = await _site.Post(Address, $"assignmentId={_assignment}&a={new string('x', 4 * 1024 * 1024)}");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, reply.Status);
        Assert.Empty(_site.Desk.Submitted);
    }

    [Fact]
    public async Task Post_OfSomethingElse_IsRefused()
    {
        using var json = new StringContent("{}", new MediaTypeHeaderValue("application/json"));
        using var response = await _site.Http.PostAsync(new Uri(Address, UriKind.Relative), json);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task Get_IsRefusedAndNamesThePost()
    {
        using var response = await _site.Http.GetAsync(new Uri($"{Address}?assignmentId={_assignment}&a=1", UriKind.Relative));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal("POST", response.Content.Headers.Allow.Single());
        Assert.Empty(_site.Desk.Submitted);
    }

    [Fact]
    public async Task Receipt_RunsNoScript()
    {
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("assignmentId", _assignment), KeyValuePair.Create("a", "1")]);
        using var response = await _site.Http.PostAsync(new Uri(Address, UriKind.Relative), content);
        Assert.StartsWith("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single());
    }
}
