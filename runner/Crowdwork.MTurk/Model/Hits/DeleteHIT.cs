using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.DeleteHITAsync"/>.</summary>
public class DeleteHITRequest : AmazonMTurkRequest
{
    /// <summary>The HIT. Required.</summary>
    public string? HITId { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.DeleteHITAsync"/>: it was done, and there is nothing more to say.</summary>
public class DeleteHITResponse : AmazonWebServiceResponse
{
}
