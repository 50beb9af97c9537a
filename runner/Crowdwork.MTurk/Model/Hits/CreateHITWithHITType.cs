using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.CreateHITWithHITTypeAsync"/>.</summary>
public class CreateHITWithHITTypeRequest : AmazonMTurkRequest
{
    /// <summary>The type. Required.</summary>
    public string? HITTypeId { get; set; }

    /// <inheritdoc cref="CreateHITRequest.LifetimeInSeconds"/>
    public long? LifetimeInSeconds { get; set; }

    /// <inheritdoc cref="CreateHITRequest.MaxAssignments"/>
    public int? MaxAssignments { get; set; }

    /// <inheritdoc cref="CreateHITRequest.Question"/>
    public string? Question { get; set; }

    /// <inheritdoc cref="CreateHITRequest.HITLayoutId"/>
    public string? HITLayoutId { get; set; }

    /// <inheritdoc cref="CreateHITRequest.HITLayoutParameters"/>
    public List<HITLayoutParameter>? HITLayoutParameters { get; set; }

    /// <inheritdoc cref="CreateHITRequest.RequesterAnnotation"/>
    public string? RequesterAnnotation { get; set; }

    /// <inheritdoc cref="CreateHITRequest.UniqueRequestToken"/>
    public string? UniqueRequestToken { get; set; }

    /// <inheritdoc cref="CreateHITRequest.AssignmentReviewPolicy"/>
    public ReviewPolicy? AssignmentReviewPolicy { get; set; }

    /// <inheritdoc cref="CreateHITRequest.HITReviewPolicy"/>
    public ReviewPolicy? HITReviewPolicy { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.CreateHITWithHITTypeAsync"/>.</summary>
public class CreateHITWithHITTypeResponse : AmazonWebServiceResponse
{
    /// <summary>The HIT as it was published.</summary>
    public HIT? HIT { get; set; }
}
