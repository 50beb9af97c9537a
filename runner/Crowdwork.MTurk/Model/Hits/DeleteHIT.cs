using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>What <see cref="IAmazonMTurk.DeleteHITAsync"/> is asked.</summary>
public class DeleteHITRequest : AmazonMTurkRequest
{
    /// <summary>The HIT. Required.</summary>
    public string? HITId { get; set; }
}

/// <summary>What <see cref="IAmazonMTurk.DeleteHITAsync"/> answers: that it was done, and nothing more.</summary>
public class DeleteHITResponse : AmazonWebServiceResponse
{
}
