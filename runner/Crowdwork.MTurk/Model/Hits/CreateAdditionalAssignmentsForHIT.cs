using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>What <see cref="IAmazonMTurk.CreateAdditionalAssignmentsForHITAsync"/> is asked.</summary>
public class CreateAdditionalAssignmentsForHITRequest : AmazonMTurkRequest
{
    /// <summary>The HIT. Required.</summary>
    public string? HITId { get; set; }

    /// <summary>How many more, 1 to 1,000,000,000. Required.</summary>
    public int? NumberOfAdditionalAssignments { get; set; }

    /// <inheritdoc cref="CreateHITRequest.UniqueRequestToken"/>
    public string? UniqueRequestToken { get; set; }
}

/// <summary>What <see cref="IAmazonMTurk.CreateAdditionalAssignmentsForHITAsync"/> answers: that it was done, and nothing more.</summary>
public class CreateAdditionalAssignmentsForHITResponse : AmazonWebServiceResponse
{
}
