using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.NotifyWorkersAsync"/>.</summary>
public class NotifyWorkersRequest : AmazonMTurkRequest
{
    /// <summary>The subject, up to 200 characters. Required.</summary>
    public string? Subject { get; set; }

    /// <summary>The text, up to 4,096 characters. Required.</summary>
    public string? MessageText { get; set; }

    /// <summary>Who gets it, up to 100 workers. Required.</summary>
    public List<string>? WorkerIds { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.NotifyWorkersAsync"/>.</summary>
public class NotifyWorkersResponse : AmazonWebServiceResponse
{
    /// <summary>Who did not get it, and why.</summary>
    public List<NotifyWorkersFailureStatus>? NotifyWorkersFailureStatuses { get; set; }
}
