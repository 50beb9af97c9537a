using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.CreateAdditionalAssignmentsForHITAsync"/>.</summary>
public class CreateAdditionalAssignmentsForHITRequest : AmazonMTurkRequest
{
    /// <summary>The HIT. Required.</summary>
    public string? HITId { get; set; }

    /// <summary>How many more, 1 to 1,000,000,000. Required.</summary>
    public int? NumberOfAdditionalAssignments { get; set; }

    /// <inheritdoc cref="CreateHITRequest.UniqueRequestToken"/>
    public string? UniqueRequestToken { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.CreateAdditionalAssignmentsForHITAsync"/>: it was done, and there is nothing more to say.</summary>
public class CreateAdditionalAssignmentsForHITResponse : AmazonWebServiceResponse
{
}
