namespace Crowdwork.Marketplace.Qualifications;

/// <summary>Active and Inactive are MTurk's; the third is between DeleteQualificationType and the end of it.</summary>
internal enum QualificationTypeStatus
{
    Active,
    Inactive,
    Disposing,
}

/// <param name="Requester">Null for the qualifications that every marketplace has.</param>
internal sealed record QualificationType(
    long Seq,
    string Id,
    long? Requester,
    string Name,
    string? Keywords,
    string Description,
    QualificationTypeStatus Status,
    string? Test,
    string? AnswerKey,
    long? TestDuration,
    long? RetryDelay,
    bool IsRequestable,
    bool AutoGranted,
    int? AutoGrantedValue,
    long CreatedAt);

internal sealed record Qualification(long Seq, string TypeId, string Worker, int Value, bool IsGranted, long GrantedAt);

internal sealed record QualificationRequest(long Seq, string Id, string TypeId, string Worker, string? Answer, long At, string State);
