namespace Amazon.MTurk.Model;

/// <summary>A piece of work as it is offered: what to do, for how much, by how many workers, until when.</summary>
public class HIT
{
    /// <summary>Its id.</summary>
    public string? HITId { get; set; }

    /// <summary>The type that it shares title, reward and the like with.</summary>
    public string? HITTypeId { get; set; }

    /// <summary>The group that workers see it in. A link to it is <c>https://worker.mturk.com/mturk/preview?groupId=...</c>.</summary>
    public string? HITGroupId { get; set; }

    /// <summary>The layout its question was made from, if any.</summary>
    public string? HITLayoutId { get; set; }

    /// <summary>When it was published, UTC.</summary>
    public DateTime? CreationTime { get; set; }

    /// <summary>The title that workers see.</summary>
    public string? Title { get; set; }

    /// <summary>The description that workers see.</summary>
    public string? Description { get; set; }

    /// <summary>The question as XML: an ExternalQuestion, an HTMLQuestion or a QuestionForm.</summary>
    public string? Question { get; set; }

    /// <summary>Words to find it by, separated by commas.</summary>
    public string? Keywords { get; set; }

    /// <summary>Where it is in its life.</summary>
    public HITStatus? HITStatus { get; set; }

    /// <summary>How many different workers may answer it.</summary>
    public int? MaxAssignments { get; set; }

    /// <summary>What one answer earns, in US dollars, such as <c>0.50</c>.</summary>
    public string? Reward { get; set; }

    /// <summary>After how many seconds an answer nobody decided on is approved.</summary>
    public long? AutoApprovalDelayInSeconds { get; set; }

    /// <summary>Until when it is offered, UTC.</summary>
    public DateTime? Expiration { get; set; }

    /// <summary>How many seconds a worker has, from accepting to submitting.</summary>
    public long? AssignmentDurationInSeconds { get; set; }

    /// <summary>The requester's own note. Workers do not see it.</summary>
    public string? RequesterAnnotation { get; set; }

    /// <summary>What a worker needs in order to take it.</summary>
    public List<QualificationRequirement>? QualificationRequirements { get; set; }

    /// <summary>MTurk's own review of it.</summary>
    public HITReviewStatus? HITReviewStatus { get; set; }

    /// <summary>How many workers work on it now.</summary>
    public int? NumberOfAssignmentsPending { get; set; }

    /// <summary>How many places nobody has taken, also when it has expired.</summary>
    public int? NumberOfAssignmentsAvailable { get; set; }

    /// <summary>
    /// How many answers were approved or rejected. An answer that waits for a decision is in none of the three numbers: it is what they
    /// lack to <see cref="MaxAssignments"/>.
    /// </summary>
    public int? NumberOfAssignmentsCompleted { get; set; }
}
