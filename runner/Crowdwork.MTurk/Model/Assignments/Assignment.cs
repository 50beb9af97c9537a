namespace Amazon.MTurk.Model;

/// <summary>One worker's work on a HIT, from the moment it was submitted.</summary>
public class Assignment
{
    /// <summary>
    /// Its id. The id of one that a worker gave back may be used again for another worker: compare <see cref="WorkerId"/> as well.
    /// </summary>
    public string? AssignmentId { get; set; }

    /// <summary>Who did it.</summary>
    public string? WorkerId { get; set; }

    /// <summary>The HIT it belongs to.</summary>
    public string? HITId { get; set; }

    /// <summary>Whether it has been decided on.</summary>
    public AssignmentStatus? AssignmentStatus { get; set; }

    /// <summary>When it is approved by itself, UTC.</summary>
    public DateTime? AutoApprovalTime { get; set; }

    /// <summary>When the worker took it, UTC.</summary>
    public DateTime? AcceptTime { get; set; }

    /// <summary>When the worker handed it in, UTC.</summary>
    public DateTime? SubmitTime { get; set; }

    /// <summary>When it was approved, UTC. Null before that.</summary>
    public DateTime? ApprovalTime { get; set; }

    /// <summary>When it was rejected, UTC. Null if it was not.</summary>
    public DateTime? RejectionTime { get; set; }

    /// <summary>Until when it had to be handed in, UTC.</summary>
    public DateTime? Deadline { get; set; }

    /// <summary>What the worker entered, as XML (QuestionFormAnswers). It comes from a stranger: parse it without DTDs.</summary>
    public string? Answer { get; set; }

    /// <summary>What the worker was told with the decision.</summary>
    public string? RequesterFeedback { get; set; }
}
