using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.CreateWorkerBlockAsync"/>.</summary>
public class CreateWorkerBlockRequest : AmazonMTurkRequest
{
    /// <summary>The worker. Required.</summary>
    public string? WorkerId { get; set; }

    /// <summary>Why, up to 1,024 characters. The worker does not see it. Required.</summary>
    public string? Reason { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.CreateWorkerBlockAsync"/>: it was done, and there is nothing more to say.</summary>
public class CreateWorkerBlockResponse : AmazonWebServiceResponse
{
}
