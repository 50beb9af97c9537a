using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.CreateHITTypeAsync"/>.</summary>
public class CreateHITTypeRequest : AmazonMTurkRequest
{
    /// <summary>What workers see in the list of work, up to 128 characters. Required.</summary>
    public string? Title { get; set; }

    /// <summary>What there is to do, up to 2,000 characters. Required.</summary>
    public string? Description { get; set; }

    /// <summary>Words to find it by, separated by commas, up to 1,000 characters.</summary>
    public string? Keywords { get; set; }

    /// <summary>What one answer earns, in US dollars, with at most two decimals, such as <c>0.50</c>. Required.</summary>
    public string? Reward { get; set; }

    /// <summary>How many seconds a worker has, from accepting to submitting: 30 to 31,536,000 (365 days). Required.</summary>
    public long? AssignmentDurationInSeconds { get; set; }

    /// <summary>
    /// After how many seconds an answer nobody decided on is approved: 0 to 2,592,000, which is 30 days and what the service takes where
    /// nothing is said.
    /// </summary>
    public long? AutoApprovalDelayInSeconds { get; set; }

    /// <summary>What a worker needs in order to take it, up to ten requirements.</summary>
    public List<QualificationRequirement>? QualificationRequirements { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.CreateHITTypeAsync"/>.</summary>
public class CreateHITTypeResponse : AmazonWebServiceResponse
{
    /// <summary>The type, new or found again.</summary>
    public string? HITTypeId { get; set; }
}
