using System.Net;
using Amazon.Runtime;

namespace Amazon.MTurk;

/// <summary>MTurk answered with an error.</summary>
/// <remarks>
/// The two errors that the API declares arrive as <see cref="Model.RequestErrorException"/> and <see cref="Model.ServiceException"/>.
/// Whatever else the service says (<c>ParameterValidationError</c>, <c>ValidationException</c>, <c>ThrottlingException</c>,
/// <c>UnrecognizedClientException</c>, ...) arrives as this type: ask <see cref="AmazonServiceException.ErrorCode"/> what it was. A
/// TurkErrorCode that came with it is kept in <see cref="Exception.Data"/> under the key <c>TurkErrorCode</c>.
/// </remarks>
public class AmazonMTurkException : AmazonServiceException
{
    /// <summary>An error without a message.</summary>
    public AmazonMTurkException()
    {
    }

    /// <summary>An error with a message.</summary>
    /// <param name="message">What went wrong.</param>
    public AmazonMTurkException(string? message) : base(message)
    {
    }

    /// <summary>An error that was caused by another one.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">What caused it.</param>
    public AmazonMTurkException(string? message, Exception? innerException) : base(message, innerException)
    {
    }

    /// <summary>An error that was caused by another one, and takes its message from it.</summary>
    /// <param name="innerException">What caused it.</param>
    public AmazonMTurkException(Exception innerException) : base(innerException.Message, innerException)
    {
    }

    /// <summary>An error as the service reported it.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="errorType">Whose fault the service takes it for.</param>
    /// <param name="errorCode">The kind of error, such as <c>RequestError</c>.</param>
    /// <param name="requestId">The service's name for the request.</param>
    /// <param name="statusCode">The HTTP status of the answer.</param>
    public AmazonMTurkException(string? message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <summary>An error as the service reported it.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">What caused it on this side of the wire.</param>
    /// <param name="errorType">Whose fault the service takes it for.</param>
    /// <param name="errorCode">The kind of error, such as <c>RequestError</c>.</param>
    /// <param name="requestId">The service's name for the request.</param>
    /// <param name="statusCode">The HTTP status of the answer.</param>
    public AmazonMTurkException(
        string? message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
