using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.MTurk.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.MTurk;

/// <summary>Reads an answer: the members of a response, or an error with its family (<c>__type</c>) and TurkErrorCode.</summary>
internal sealed class JsonResponse<TResponse> : JsonResponseUnmarshaller where TResponse : AmazonWebServiceResponse, new()
{
    public static readonly JsonResponse<TResponse> Unmarshaller = new();

    private static readonly JsonTypeInfo<TResponse> Members = MTurkJson.Members<TResponse>();

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context)
    {
        // Through the context's own stream, so that checksums and response logging of the SDK stay in play.
        using var body = new MemoryStream();
        context.Stream.CopyTo(body);

        // Operations that have nothing to say answer with no body at all.
        if (body.Length == 0) return new TResponse();
        return JsonSerializer.Deserialize(body.GetBuffer().AsSpan(0, (int)body.Length), Members) ?? new TResponse();
    }

    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode)
    {
        var reader = new StreamingUtf8JsonReader(context.Stream);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(context, ref reader);
        var (message, code) = ErrorBody.Read(context.GetResponseBodyBytes());
        message ??= error.Message;

        switch (error.Code)
        {
            case "RequestError":
                return new RequestErrorException(message, innerException, error.Type, error.Code, error.RequestId, statusCode) { TurkErrorCode = code };
            case "ServiceFault":
                return new ServiceException(message, innerException, error.Type, error.Code, error.RequestId, statusCode) { TurkErrorCode = code };
            default:
                var other = new AmazonMTurkException(message, innerException, error.Type, error.Code, error.RequestId, statusCode);
                if (code is not null) other.Data["TurkErrorCode"] = code;
                return other;
        }
    }
}
