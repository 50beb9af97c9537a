using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.UpdateHITTypeOfHITAsync"/>.</summary>
public class UpdateHITTypeOfHITRequest : AmazonMTurkRequest
{
    /// <summary>The HIT. Required.</summary>
    public string? HITId { get; set; }

    /// <summary>The type it is to have. Required.</summary>
    public string? HITTypeId { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.UpdateHITTypeOfHITAsync"/>: it was done, and there is nothing more to say.</summary>
public class UpdateHITTypeOfHITResponse : AmazonWebServiceResponse
{
}
