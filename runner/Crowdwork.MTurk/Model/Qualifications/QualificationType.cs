namespace Amazon.MTurk.Model;

/// <summary>A kind of qualification: its name, and how a worker comes by it.</summary>
public class QualificationType
{
    /// <summary>Its id.</summary>
    public string? QualificationTypeId { get; set; }

    /// <summary>When it was made, UTC.</summary>
    public DateTime? CreationTime { get; set; }

    /// <summary>Its name, one of a kind among those of its requester.</summary>
    public string? Name { get; set; }

    /// <summary>What workers read about it.</summary>
    public string? Description { get; set; }

    /// <summary>Words to find it by, separated by commas.</summary>
    public string? Keywords { get; set; }

    /// <summary>Whether workers can ask for it.</summary>
    public QualificationTypeStatus? QualificationTypeStatus { get; set; }

    /// <summary>The test a worker has to take, a QuestionForm as XML.</summary>
    public string? Test { get; set; }

    /// <summary>How many seconds the test may take.</summary>
    public long? TestDurationInSeconds { get; set; }

    /// <summary>How the test is scored, an AnswerKey as XML. Without one the requester decides.</summary>
    public string? AnswerKey { get; set; }

    /// <summary>How many seconds a worker waits before asking again. Null: never again.</summary>
    public long? RetryDelayInSeconds { get; set; }

    /// <summary>Whether workers can ask for it at all.</summary>
    public bool? IsRequestable { get; set; }

    /// <summary>Whether whoever asks is given it.</summary>
    public bool? AutoGranted { get; set; }

    /// <summary>The value that whoever asks is given.</summary>
    public int? AutoGrantedValue { get; set; }
}
