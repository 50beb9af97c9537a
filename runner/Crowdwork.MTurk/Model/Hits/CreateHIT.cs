using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.CreateHITAsync"/>.</summary>
public class CreateHITRequest : AmazonMTurkRequest
{
    /// <inheritdoc cref="CreateHITTypeRequest.Title"/>
    public string? Title { get; set; }

    /// <inheritdoc cref="CreateHITTypeRequest.Description"/>
    public string? Description { get; set; }

    /// <inheritdoc cref="CreateHITTypeRequest.Keywords"/>
    public string? Keywords { get; set; }

    /// <inheritdoc cref="CreateHITTypeRequest.Reward"/>
    public string? Reward { get; set; }

    /// <inheritdoc cref="CreateHITTypeRequest.AssignmentDurationInSeconds"/>
    public long? AssignmentDurationInSeconds { get; set; }

    /// <inheritdoc cref="CreateHITTypeRequest.AutoApprovalDelayInSeconds"/>
    public long? AutoApprovalDelayInSeconds { get; set; }

    /// <inheritdoc cref="CreateHITTypeRequest.QualificationRequirements"/>
    public List<QualificationRequirement>? QualificationRequirements { get; set; }

    /// <summary>For how many seconds it is offered: 30 to 31,536,000 (365 days). Required.</summary>
    public long? LifetimeInSeconds { get; set; }

    /// <summary>
    /// How many different workers may answer it, 1 to 1,000,000,000; 1 where nothing is said. From ten on the fee is higher.
    /// </summary>
    public int? MaxAssignments { get; set; }

    /// <summary>
    /// The question as XML, up to 65,535 bytes: an ExternalQuestion, an HTMLQuestion or a QuestionForm. Either this or
    /// <see cref="HITLayoutId"/>.
    /// </summary>
    public string? Question { get; set; }

    /// <summary>A layout made on the requester's website, instead of <see cref="Question"/>.</summary>
    public string? HITLayoutId { get; set; }

    /// <summary>Values for the placeholders of the layout.</summary>
    public List<HITLayoutParameter>? HITLayoutParameters { get; set; }

    /// <summary>The requester's own note, up to 255 characters. Workers do not see it.</summary>
    public string? RequesterAnnotation { get; set; }

    /// <summary>
    /// A name for this very call, up to 64 characters, so that a retry does not do it twice. The service remembers it for a day. No client
    /// fills it in.
    /// </summary>
    public string? UniqueRequestToken { get; set; }

    /// <summary>A rule that decides on each assignment when it is submitted.</summary>
    public ReviewPolicy? AssignmentReviewPolicy { get; set; }

    /// <summary>A rule that looks at all assignments together when the HIT becomes reviewable.</summary>
    public ReviewPolicy? HITReviewPolicy { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.CreateHITAsync"/>.</summary>
public class CreateHITResponse : AmazonWebServiceResponse
{
    /// <summary>The HIT as it was published.</summary>
    public HIT? HIT { get; set; }
}
