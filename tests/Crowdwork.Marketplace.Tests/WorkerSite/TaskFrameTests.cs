using Crowdwork.Marketplace.WorkerSite;

namespace Crowdwork.Marketplace.Tests.WorkerSite;

public sealed class TaskFrameTests
{
    [Theory]
    [InlineData("https://a.example/", "https://a.example/?assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE&hitId=3H")]
    [InlineData("https://a.example/t?x=1", "https://a.example/t?x=1&assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE&hitId=3H")]
    [InlineData("https://a.example/t?", "https://a.example/t?assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE&hitId=3H")]
    [InlineData("https://a.example/t?x=1&", "https://a.example/t?x=1&assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE&hitId=3H")]
    [InlineData("https://a.example/t#part?two", "https://a.example/t?assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE&hitId=3H#part?two")]
    [InlineData("https://a.example/t?q=a%26b%20c", "https://a.example/t?q=a%26b%20c&assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE&hitId=3H")]
    public void PreviewAddress_KeepsWhatTheAddressHas(string task, string framed) => Assert.Equal(framed, TaskFrame.PreviewAddress(new Uri(task), "3H"));

    [Fact]
    public void WorkAddress_EncodesWhereToSubmit()
        => Assert.Equal(
            "https://a.example/?assignmentId=3A&hitId=3H&workerId=A1&turkSubmitTo=http%3A%2F%2Flocalhost%3A8001",
            TaskFrame.WorkAddress(new Uri("https://a.example/"), "3A", "3H", "A1", "http://localhost:8001"));

    [Theory]
    [InlineData("https://lab.example/", "localhost", 8001, true)]
    [InlineData("http://localhost:8000/", "localhost", 8001, true)]
    [InlineData("http://localhost:8001/", "localhost", 8001, false)]
    [InlineData("http://LOCALHOST:8001/w/A1", "localhost", 8001, false)]
    [InlineData("http://127.0.0.1:8001/", "localhost", 8001, false)]
    [InlineData("http://[::1]:8001/", "localhost", 8001, false)]
    [InlineData("http://localhost:8001/", "127.0.0.1", 8001, false)]
    [InlineData("http://localhost:8001/", "runner.localhost", 8001, false)]
    [InlineData("https://market.example/", "market.example", 443, false)]
    [InlineData("https://other.example/", "market.example", 443, true)]
    public void SandboxFor_ATaskOnOurOwnServer_LosesItsOrigin(string task, string host, int port, bool keepsOrigin)
        => Assert.Equal(keepsOrigin, TaskFrame.SandboxFor(new Uri(task), host, port).Contains("allow-same-origin"));

    [Theory]
    [InlineData("<form action=\"https://www.mturk.com/mturk/externalSubmit\">", "<form action=\"/mturk/externalSubmit\">")]
    [InlineData("<form action='https://workersandbox.mturk.com/mturk/externalSubmit'>", "<form action='/mturk/externalSubmit'>")]
    [InlineData("<script src='https://s3.amazonaws.com/mturk-public/externalHIT_v1.js'>", "<script src='/helper.js'>")]
    [InlineData("<script src=\"//s3.amazonaws.com/mturk-public/externalHIT_v1.js\">", "<script src=\"/helper.js\">")]
    [InlineData("<script src=\"https://mturk-public.s3.amazonaws.com/externalHIT_v1.js\">", "<script src=\"/helper.js\">")]
    [InlineData("<a href=\"https://www.mturk.com/help\">", "<a href=\"https://www.mturk.com/help\">")]
    public void Serve_WhatPointsAtMTurk_PointsHere(string html, string served) => Assert.Equal(served, HtmlTask.Serve(html, "/helper.js"));
}
