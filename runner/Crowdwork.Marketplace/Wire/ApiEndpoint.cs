using System.Buffers;
using System.Text.Json;
using Crowdwork.Marketplace.Clock;
using Crowdwork.Marketplace.Faults;
using Crowdwork.Marketplace.Requesters;
using Crowdwork.Marketplace.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Crowdwork.Marketplace.Wire;

/// <summary>
/// The requester API on the wire: AWS JSON 1.1 over POST, as boto3 and the other SDKs speak it.
/// </summary>
/// <remarks>
/// <code>
///   POST / --> operation? --> signature? --> JSON? --> constraints? --> [fault] --> parameters? --> the market --> COMMIT --> [fault] --> reply
/// </code>
/// Every step may refuse, in the words of whoever would refuse at Amazon; nothing has happened then.
/// </remarks>
internal sealed class ApiEndpoint(MarketStore store, MarketClock clock, FaultPlan faults, IReadOnlyDictionary<string, (Caller Caller, string Secret)> callers, ILogger log)
{
    public const string TargetPrefix = "MTurkRequesterServiceV20170117.";

    /// <summary>Six times the largest question, which is what it can grow to in JSON, and as much again for everything else.</summary>
    private const int LargestBody = 1024 * 1024;

    private static readonly JsonDocumentOptions s_parsing = new() { MaxDepth = 32 };
    private static readonly JsonWriterOptions s_writing = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task Serve(HttpContext context)
    {
        context.Response.Headers["x-amzn-RequestId"] = Guid.NewGuid().ToString();
        context.Response.ContentType = "application/x-amz-json-1.1";
        try
        {
            await Perform(context);
        }
        catch (Refusal refusal)
        {
            await Write(context, refusal);
        }
        catch (StoreUnavailable error)
        {
            log.LogError("A call failed because of the store. {Trouble}", error.Message);
            await Write(context, Refusal.ServiceFault("The marketplace cannot use its store at the moment: " + error.Message));
        }
        catch (Exception error) when (context.RequestAborted.IsCancellationRequested && error is OperationCanceledException or IOException)
        {
            log.LogDebug(error, "A caller hung up");
        }
        catch (Exception error)
        {
            // Our own broken assumption. The stack is for the log, the requester can only try again.
            log.LogError(error, "Bug in Crowdwork: a call to the marketplace failed");
            await Write(context, Refusal.ServiceFault("Bug in Crowdwork: " + error.Message));
        }
    }

    private async Task Perform(HttpContext context)
    {
        var operation = Named(context.Request);
        var body = await Body(context.Request);
        var caller = Identify(context.Request, body);
        using var json = Parse(body);
        Validation.Check(operation.Input, json.RootElement);
        var fault = faults.Strike(operation.Name);
        Before(fault);
        var work = operation.Prepare(new Input(json.RootElement));
        var reply = await store.Ask(market => work(market, caller));
        await After(fault, context);
        if (!context.RequestAborted.IsCancellationRequested)
            await Write(context, reply);
    }

    private static Operation Named(HttpRequest request)
    {
        var target = request.Headers["X-Amz-Target"].ToString();
        var isJson = request.ContentType is null or "" || request.ContentType.StartsWith("application/x-amz-json-1.1", StringComparison.OrdinalIgnoreCase)
            || request.ContentType.StartsWith("application/json", StringComparison.OrdinalIgnoreCase);
        if (isJson && target.StartsWith(TargetPrefix, StringComparison.Ordinal) && Operations.Find(target[TargetPrefix.Length..]) is { } operation)
            return operation;
        throw Refusal.Framework("UnknownOperationException", isJson
            ? $"There is no operation \"{target}\". X-Amz-Target is {TargetPrefix} and the name of an operation, such as {TargetPrefix}GetHIT."
            : $"The Content-Type is \"{request.ContentType}\"; it has to be application/x-amz-json-1.1.");
    }

    private static async Task<ReadOnlyMemory<byte>> Body(HttpRequest request)
    {
        try
        {
            // Read to its end even when it is too large, so that the client is done with sending and hears the refusal.
            var whole = new ArrayBufferWriter<byte>(Math.Clamp((int)(request.ContentLength ?? 0), 256, LargestBody + 1));
            var isTooLarge = false;
            while (true)
            {
                var read = await request.BodyReader.ReadAsync(request.HttpContext.RequestAborted);
                isTooLarge |= whole.WrittenCount + read.Buffer.Length > LargestBody;
                if (!isTooLarge)
                {
                    foreach (var part in read.Buffer)
                        whole.Write(part.Span);
                }

                request.BodyReader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                    return isTooLarge ? throw TooLarge() : whole.WrittenMemory;
            }
        }
        catch (BadHttpRequestException error) when (error.StatusCode is StatusCodes.Status413PayloadTooLarge)
        {
            throw TooLarge();
        }
        catch (BadHttpRequestException error)
        {
            throw Refusal.Framework("SerializationException", error.Message);
        }
    }

    private Caller Identify(HttpRequest request, ReadOnlyMemory<byte> body)
    {
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var query = target.IndexOf('?');
        var signed = new SignedRequest(
            request.Method, query < 0 ? target : target[..query], query < 0 ? "" : target[query..],
            name => request.Headers.TryGetValue(name, out var values) ? values.ToString() : null, body);
        var accessKey = Signature.Check(signed, key => callers.TryGetValue(key, out var known) ? known.Secret : null, clock.RealNow);
        return callers[accessKey].Caller;
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            // An operation without parameters may come without a body.
            return body.IsEmpty ? JsonDocument.Parse("{}") : JsonDocument.Parse(body, s_parsing);
        }
        catch (JsonException error)
        {
            throw Refusal.Framework("SerializationException", $"The body is not JSON: {error.Message}");
        }
    }

    private static void Before(FaultRule? fault)
    {
        if (fault?.Fault is CallFault.Throttle)
            throw Refusal.Framework("ThrottlingException", "Rate exceeded");
        if (fault?.Fault is CallFault.ErrorBefore)
            throw Refusal.ServiceFault("The service is currently unavailable. Please try again later.");
    }

    private async Task After(FaultRule? fault, HttpContext context)
    {
        switch (fault?.Fault)
        {
            case CallFault.ErrorAfter:
                throw Refusal.ServiceFault("The service is currently unavailable. Please try again later.");
            case CallFault.DropReply:
                context.Abort();
                break;
            case CallFault.Slow:
                await Task.Delay(TimeSpan.FromMilliseconds(fault.DelayMilliseconds), clock.Time, context.RequestAborted);
                break;
        }
    }

    private static async Task Write(HttpContext context, Reply? reply)
    {
        if (reply is null)
        {
            context.Response.ContentLength = 0;
            return;
        }

        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, s_writing))
        {
            json.WriteStartObject();
            reply(json);
            json.WriteEndObject();
        }

        context.Response.ContentLength = buffer.WrittenCount;
        await context.Response.Body.WriteAsync(buffer.WrittenMemory, context.RequestAborted);
    }

    private async Task Write(HttpContext context, Refusal refusal)
    {
        context.Response.StatusCode = refusal.Status;
        var body = refusal.Body(clock.Milliseconds);
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static Refusal TooLarge() => Refusal.Framework(
        "RequestEntityTooLargeException", $"The request is larger than {LargestBody} bytes.", StatusCodes.Status413PayloadTooLarge);
}
