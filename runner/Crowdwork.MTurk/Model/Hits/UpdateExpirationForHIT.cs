using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>What <see cref="IAmazonMTurk.UpdateExpirationForHITAsync"/> is asked.</summary>
public class UpdateExpirationForHITRequest : AmazonMTurkRequest
{
    /// <summary>The HIT. Required.</summary>
    public string? HITId { get; set; }

    /// <summary>Until when, up to 365 days ahead. It is sent as UTC with milliseconds. Required.</summary>
    public DateTime? ExpireAt { get; set; }
}

/// <summary>What <see cref="IAmazonMTurk.UpdateExpirationForHITAsync"/> answers: that it was done, and nothing more.</summary>
public class UpdateExpirationForHITResponse : AmazonWebServiceResponse
{
}
