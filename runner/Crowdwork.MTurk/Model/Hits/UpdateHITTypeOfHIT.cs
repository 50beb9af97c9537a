using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>What <see cref="IAmazonMTurk.UpdateHITTypeOfHITAsync"/> is asked.</summary>
public class UpdateHITTypeOfHITRequest : AmazonMTurkRequest
{
    /// <summary>The HIT. Required.</summary>
    public string? HITId { get; set; }

    /// <summary>The type it is to have. Required.</summary>
    public string? HITTypeId { get; set; }
}

/// <summary>What <see cref="IAmazonMTurk.UpdateHITTypeOfHITAsync"/> answers: that it was done, and nothing more.</summary>
public class UpdateHITTypeOfHITResponse : AmazonWebServiceResponse
{
}
