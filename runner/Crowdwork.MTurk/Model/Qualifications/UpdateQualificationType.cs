using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.UpdateQualificationTypeAsync"/>.</summary>
public class UpdateQualificationTypeRequest : AmazonMTurkRequest
{
    /// <summary>The kind of qualification. Required.</summary>
    public string? QualificationTypeId { get; set; }

    /// <summary>What workers read about it, up to 2,000 characters.</summary>
    public string? Description { get; set; }

    /// <summary>Whether workers can ask for it.</summary>
    public QualificationTypeStatus? QualificationTypeStatus { get; set; }

    /// <inheritdoc cref="CreateQualificationTypeRequest.Test"/>
    public string? Test { get; set; }

    /// <inheritdoc cref="CreateQualificationTypeRequest.AnswerKey"/>
    public string? AnswerKey { get; set; }

    /// <inheritdoc cref="CreateQualificationTypeRequest.TestDurationInSeconds"/>
    public long? TestDurationInSeconds { get; set; }

    /// <inheritdoc cref="CreateQualificationTypeRequest.RetryDelayInSeconds"/>
    public long? RetryDelayInSeconds { get; set; }

    /// <inheritdoc cref="CreateQualificationTypeRequest.AutoGranted"/>
    public bool? AutoGranted { get; set; }

    /// <inheritdoc cref="CreateQualificationTypeRequest.AutoGrantedValue"/>
    public int? AutoGrantedValue { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.UpdateQualificationTypeAsync"/>.</summary>
public class UpdateQualificationTypeResponse : AmazonWebServiceResponse
{
    /// <summary>The type as it is now.</summary>
    public QualificationType? QualificationType { get; set; }
}
