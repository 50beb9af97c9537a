using System.Net;
using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The service failed to do its part.</summary>
/// <remarks>
/// On the wire this is a <c>ServiceFault</c> with HTTP status 500. It has been retried by the time it is thrown. Whether the request took
/// effect is unknown: repeat what creates or pays only with the same <c>UniqueRequestToken</c>.
/// </remarks>
public class ServiceException : AmazonMTurkException
{
    /// <inheritdoc/>
    public ServiceException(string? message) : base(message)
    {
    }

    /// <inheritdoc/>
    public ServiceException(string? message, Exception? innerException) : base(message, innerException)
    {
    }

    /// <inheritdoc/>
    public ServiceException(Exception innerException) : base(innerException)
    {
    }

    /// <inheritdoc/>
    public ServiceException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <inheritdoc/>
    public ServiceException(
        string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <summary>The reason as a word, such as <c>AWS.ServiceUnavailable</c>. Null when the service gave none.</summary>
    public string? TurkErrorCode { get; set; }
}
