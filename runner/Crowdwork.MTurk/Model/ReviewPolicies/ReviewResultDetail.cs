namespace Amazon.MTurk.Model;

/// <summary>One thing that a review policy found.</summary>
public class ReviewResultDetail
{
    /// <summary>Its id.</summary>
    public string? ActionId { get; set; }

    /// <summary>What it is about: the id of a HIT or an assignment.</summary>
    public string? SubjectId { get; set; }

    /// <summary><c>HIT</c> or <c>Assignment</c>.</summary>
    public string? SubjectType { get; set; }

    /// <summary>The question it is about. Null when it is about all of them.</summary>
    public string? QuestionId { get; set; }

    /// <summary>What was measured, such as <c>KnownAnswerScore</c>.</summary>
    public string? Key { get; set; }

    /// <summary>What it came to.</summary>
    public string? Value { get; set; }
}
