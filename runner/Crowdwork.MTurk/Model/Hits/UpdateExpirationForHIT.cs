using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.UpdateExpirationForHITAsync"/>.</summary>
public class UpdateExpirationForHITRequest : AmazonMTurkRequest
{
    /// <summary>The HIT. Required.</summary>
    public string? HITId { get; set; }

    /// <summary>Until when, up to 365 days ahead. It is sent as UTC with milliseconds. Required.</summary>
    public DateTime? ExpireAt { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.UpdateExpirationForHITAsync"/>: it was done, and there is nothing more to say.</summary>
public class UpdateExpirationForHITResponse : AmazonWebServiceResponse
{
}
