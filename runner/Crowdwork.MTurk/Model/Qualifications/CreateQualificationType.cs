using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.CreateQualificationTypeAsync"/>.</summary>
public class CreateQualificationTypeRequest : AmazonMTurkRequest
{
    /// <summary>Its name, which no other of this requester may have. Required.</summary>
    public string? Name { get; set; }

    /// <summary>Words to find it by, separated by commas.</summary>
    public string? Keywords { get; set; }

    /// <summary>What workers read about it, up to 2,000 characters. Required.</summary>
    public string? Description { get; set; }

    /// <summary>Whether workers can ask for it. Required.</summary>
    public QualificationTypeStatus? QualificationTypeStatus { get; set; }

    /// <summary>
    /// How many seconds a worker waits before asking again. Null: they may ask once. It can be changed later, and not be taken away.
    /// </summary>
    public long? RetryDelayInSeconds { get; set; }

    /// <summary>A test that has to be taken, a QuestionForm as XML, up to 65,535 bytes. Not with <see cref="AutoGranted"/>.</summary>
    public string? Test { get; set; }

    /// <summary>How the test is scored, an AnswerKey as XML, up to 65,535 bytes. Without one the requests wait for a decision.</summary>
    public string? AnswerKey { get; set; }

    /// <summary>How many seconds the test may take. Required with a test.</summary>
    public long? TestDurationInSeconds { get; set; }

    /// <summary>True: whoever asks is given it. Not with a <see cref="Test"/>.</summary>
    public bool? AutoGranted { get; set; }

    /// <summary>The value that whoever asks is given; 1 where nothing is said.</summary>
    public int? AutoGrantedValue { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.CreateQualificationTypeAsync"/>.</summary>
public class CreateQualificationTypeResponse : AmazonWebServiceResponse
{
    /// <summary>The type as it was made.</summary>
    public QualificationType? QualificationType { get; set; }
}
