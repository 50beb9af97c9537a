using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>What <see cref="IAmazonMTurk.DeleteWorkerBlockAsync"/> is asked.</summary>
public class DeleteWorkerBlockRequest : AmazonMTurkRequest
{
    /// <summary>The worker. Required.</summary>
    public string? WorkerId { get; set; }

    /// <summary>Why, up to 1,024 characters. The worker does not see it.</summary>
    public string? Reason { get; set; }
}

/// <summary>What <see cref="IAmazonMTurk.DeleteWorkerBlockAsync"/> answers: that it was done, and nothing more.</summary>
public class DeleteWorkerBlockResponse : AmazonWebServiceResponse
{
}
