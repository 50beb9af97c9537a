namespace Amazon.MTurk.Model;

/// <summary>A worker asks for a qualification, and waits for a decision.</summary>
public class QualificationRequest
{
    /// <summary>Its id.</summary>
    public string? QualificationRequestId { get; set; }

    /// <summary>What is asked for.</summary>
    public string? QualificationTypeId { get; set; }

    /// <summary>Who asks.</summary>
    public string? WorkerId { get; set; }

    /// <summary>The test that was taken, as XML.</summary>
    public string? Test { get; set; }

    /// <summary>What the worker entered, as XML (QuestionFormAnswers).</summary>
    public string? Answer { get; set; }

    /// <summary>When the worker asked, UTC.</summary>
    public DateTime? SubmitTime { get; set; }
}
