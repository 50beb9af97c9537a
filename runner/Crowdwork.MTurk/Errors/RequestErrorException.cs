using System.Net;
using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request cannot be fulfilled: something it names does not exist, is in the wrong state, or may not be done.</summary>
/// <remarks>
/// On the wire this is a <c>RequestError</c> with HTTP status 400. Sending the same request again does not help, but for an assignment that was
/// submitted moments ago: the service may not know it yet.
/// </remarks>
public class RequestErrorException : AmazonMTurkException
{
    /// <inheritdoc/>
    public RequestErrorException(string? message) : base(message)
    {
    }

    /// <inheritdoc/>
    public RequestErrorException(string? message, Exception? innerException) : base(message, innerException)
    {
    }

    /// <inheritdoc/>
    public RequestErrorException(Exception innerException) : base(innerException)
    {
    }

    /// <inheritdoc/>
    public RequestErrorException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <inheritdoc/>
    public RequestErrorException(
        string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <summary>The reason as a word, such as <c>AWS.MechanicalTurk.HITDoesNotExist</c>. Null when the service gave none.</summary>
    public string? TurkErrorCode { get; set; }
}
