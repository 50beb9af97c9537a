using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace Amazon.MTurk;

/// <summary>
/// Turns a request into an HTTP message of the AWS JSON 1.1 protocol: always <c>POST /</c>, the operation in a header, the members in the
/// body. The operation's name is the name of the request's type without "Request".
/// </summary>
internal sealed class JsonRequest<TRequest> : IMarshaller<IRequest, AmazonWebServiceRequest> where TRequest : AmazonMTurkRequest
{
    public static readonly JsonRequest<TRequest> Marshaller = new();

    private static readonly JsonTypeInfo<TRequest> Members = MTurkJson.Members<TRequest>();
    private static readonly string Target = "MTurkRequesterServiceV20170117." + typeof(TRequest).Name[..^"Request".Length];

    public IRequest Marshall(AmazonWebServiceRequest input) => new DefaultRequest(input, "Amazon.MTurk")
    {
        HttpMethod = "POST",
        ResourcePath = "/",
        Content = JsonSerializer.SerializeToUtf8Bytes((TRequest)input, Members),
        Headers =
        {
            ["X-Amz-Target"] = Target,
            [HeaderKeys.ContentTypeHeader] = "application/x-amz-json-1.1",
            [HeaderKeys.XAmzApiVersion] = AmazonMTurkConfig.ApiVersion,
        },
    };
}
