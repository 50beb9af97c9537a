using System.Net;
using Amazon.MTurk;
using Amazon.MTurk.Model;
using Amazon.Runtime;
using Crowdwork.MTurk.Tests.Support;

namespace Crowdwork.MTurk.Tests;

/// <summary>The families of errors that have been seen on the wire, and what a caller catches.</summary>
public sealed class ErrorsTests
{
    [Fact]
    public async Task RequestError_IsTyped_AndKeepsItsCode()
    {
        var error = await Failure<RequestErrorException>(
            Reply.Error("RequestError", "Hit 3X does not exist. (1537741087056 s)", "AWS.MechanicalTurk.HITDoesNotExist"));

        Assert.Equal("AWS.MechanicalTurk.HITDoesNotExist", error.TurkErrorCode);
        Assert.Equal("Hit 3X does not exist. (1537741087056 s)", error.Message);
        Assert.Equal("RequestError", error.ErrorCode);
        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
        Assert.Equal("5f0c9a1e-0000-4000-8000-000000000001", error.RequestId);
        Assert.IsAssignableFrom<AmazonMTurkException>(error);
    }

    [Fact]
    public async Task ServiceFault_IsTyped_OnceTheRetriesAreUsedUp()
    {
        var fault = Reply.Error("ServiceFault", "Something broke.", "AWS.ServiceUnavailable", status: 500);

        var error = await Failure<ServiceException>(fault, fault, fault);

        Assert.Equal("AWS.ServiceUnavailable", error.TurkErrorCode);
        Assert.Equal(HttpStatusCode.InternalServerError, error.StatusCode);
    }

    [Fact]
    public async Task ParameterValidationError_IsTheBase_WithTheCodeInItsData()
    {
        var error = await Failure<AmazonMTurkException>(
            Reply.Error("ParameterValidationError", "The value \"A1\" is not valid for the parameter WorkerId.", "AWS.MechanicalTurk.InvalidParameterValue"));

        Assert.Equal("ParameterValidationError", error.ErrorCode);
        Assert.Equal("AWS.MechanicalTurk.InvalidParameterValue", error.Data["TurkErrorCode"]);
    }

    [Theory]
    [InlineData("ValidationException", 400)]
    [InlineData("UnrecognizedClientException", 400)]
    [InlineData("UnknownOperationException", 400)]
    [InlineData("AccessDeniedException", 403)]
    public async Task FrameworkErrors_AreTheBase_WithTheirNameAsTheCode(string family, int status)
    {
        // The framework in front of the service writes "message", and a namespace before the name.
        var error = await Failure<AmazonMTurkException>(new Reply(status, $$"""{ "__type": "com.amazon.coral.validate#{{family}}", "message": "No." }"""));

        Assert.Equal(family, error.ErrorCode);
        Assert.Equal("No.", error.Message);
        Assert.Empty(error.Data);
    }

    [Fact]
    public async Task PageOfHtml_FromSomethingInBetween_IsAnErrorWithItsStatus()
    {
        var error = await Assert.ThrowsAnyAsync<AmazonServiceException>(
            () => Ask(new Reply(404, "<html><body>Nothing here</body></html>", "text/html")));

        Assert.Equal(HttpStatusCode.NotFound, error.StatusCode);
    }

    [Fact]
    public async Task AnswerThatIsNoJson_IsAnError_AndNotAnEmptyAnswer()
    {
        // The SDK takes it for an answer that was cut off, and asks again.
        var hotel = new Reply(200, "<html>Welcome to this hotel's network</html>", "text/html");

        await Assert.ThrowsAsync<AmazonUnmarshallingException>(() => Ask(hotel, hotel, hotel));
    }

    [Fact]
    public async Task NobodyThere_IsAnErrorOfTheNetwork()
    {
        var mturk = await ScriptedMTurk.Start();
        using var client = mturk.Client();
        await mturk.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAccountBalanceAsync(new()));
    }

    private static async Task<T> Failure<T>(params Reply[] script) where T : Exception => await Assert.ThrowsAsync<T>(() => Ask(script));

    private static async Task Ask(params Reply[] script)
    {
        await using var mturk = await ScriptedMTurk.Start(script);
        using var client = mturk.Client();
        await client.GetHITAsync(new() { HITId = "3X" });
    }
}
