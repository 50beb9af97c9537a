using System.Text.Json;
using Crowdwork.Marketplace.Requesters;
using Crowdwork.Marketplace.Store;
using Crowdwork.Marketplace.Wire;

namespace Crowdwork.Marketplace.Qualifications;

/// <summary>Making, changing, finding and deleting qualification types.</summary>
internal static class QualificationTypeOperations
{
    private const long MostSeconds = int.MaxValue;

    private static readonly TextShape s_status = Shapes.OneOf("Active", "Inactive");

    private static readonly Member[] s_changeable =
    [
        Shapes.May("Test", Shapes.String), Shapes.May("AnswerKey", Shapes.String), Shapes.May("TestDurationInSeconds", Shapes.Long),
        Shapes.May("RetryDelayInSeconds", Shapes.Long), Shapes.May("AutoGranted", Shapes.Boolean), Shapes.May("AutoGrantedValue", Shapes.Integer),
    ];

    public static IEnumerable<Operation> All { get; } =
    [
        Operation.Of("CreateQualificationType", Create,
            [
                Shapes.Needs("Name", Shapes.String), Shapes.Needs("Description", Shapes.String), Shapes.Needs("QualificationTypeStatus", s_status),
                Shapes.May("Keywords", Shapes.String), .. s_changeable,
            ]),
        Operation.Of("UpdateQualificationType", Update,
            [
                Shapes.Needs("QualificationTypeId", Shapes.EntityId), Shapes.May("Description", Shapes.String),
                Shapes.May("QualificationTypeStatus", s_status), .. s_changeable,
            ]),
        Operation.Of("GetQualificationType", Get, Shapes.Needs("QualificationTypeId", Shapes.EntityId)),
        Operation.Of("DeleteQualificationType", Delete, Shapes.Needs("QualificationTypeId", Shapes.EntityId)),
        Operation.Of("ListQualificationTypes", List, Shapes.Needs("MustBeRequestable", Shapes.Boolean), Shapes.May("Query", Shapes.String),
            Shapes.May("MustBeOwnedByCaller", Shapes.Boolean), Shapes.May("NextToken", Shapes.PaginationToken), Shapes.May("MaxResults", Shapes.ResultSize)),
    ];

    private static Reply Create(Market market, Caller caller, Input input)
    {
        var autoGranted = input.FlagOrNull("AutoGranted") ?? false;
        var type = new QualificationType(
            0, market.Identities.Entity(), caller.Id,
            Limits.Text(input, "Name", Limits.QualificationName),
            Limits.TextOrNull(input, "Keywords", Limits.Keywords),
            Limits.Text(input, "Description", Limits.Description),
            Enum.Parse<QualificationTypeStatus>(input.Text("QualificationTypeStatus")),
            input.TextOrNull("Test"), input.TextOrNull("AnswerKey"),
            Limits.NumberOrNull(input, "TestDurationInSeconds", 1, MostSeconds),
            Limits.NumberOrNull(input, "RetryDelayInSeconds", 0, MostSeconds),
            IsRequestable: true, autoGranted, AutoGrantedValue(input, autoGranted), market.Now);
        QualificationTypeRules.Check(type);
        return Answer(market.QualificationTypes.Create(type), caller);
    }

    private static Reply Update(Market market, Caller caller, Input input)
    {
        var before = market.QualificationTypes.OwnedAndAlive(caller.Id, input.Text("QualificationTypeId"));
        var newTest = input.TextOrNull("Test");
        var autoGranted = input.FlagOrNull("AutoGranted") ?? before.AutoGranted;
        // A new test comes with its own duration, and the answers to the old one are of no use for it (MTurk's documentation).
        var type = before with
        {
            Description = input.Has("Description") ? Limits.Text(input, "Description", Limits.Description) : before.Description,
            Status = input.TextOrNull("QualificationTypeStatus") is { } status ? Enum.Parse<QualificationTypeStatus>(status) : before.Status,
            Test = newTest ?? before.Test,
            TestDuration = Limits.NumberOrNull(input, "TestDurationInSeconds", 1, MostSeconds) ?? (newTest is null ? before.TestDuration : null),
            AnswerKey = input.TextOrNull("AnswerKey") ?? (newTest is null ? before.AnswerKey : null),
            RetryDelay = Limits.NumberOrNull(input, "RetryDelayInSeconds", 0, MostSeconds) ?? before.RetryDelay,
            AutoGranted = autoGranted,
            AutoGrantedValue = AutoGrantedValue(input, autoGranted) ?? (autoGranted ? before.AutoGrantedValue : null),
        };
        QualificationTypeRules.Check(type);
        market.QualificationTypes.Update(type);
        return Answer(type, caller);
    }

    private static Reply Get(Market market, Caller caller, Input input) =>
        Answer(market.QualificationTypes.Existing(input.Text("QualificationTypeId")), caller);

    private static Reply? Delete(Market market, Caller caller, Input input)
    {
        market.QualificationTypes.Delete(market.QualificationTypes.OwnedAndAlive(caller.Id, input.Text("QualificationTypeId")));
        return null;
    }

    private static Reply List(Market market, Caller caller, Input input)
    {
        var paging = Paging.Of(market, input, "ListQualificationTypes");
        var query = input.TextOrNull("Query");
        var found = market.QualificationTypes.Listed(
            caller.Id, string.IsNullOrWhiteSpace(query) ? null : query.Trim(), input.FlagOrNull("MustBeRequestable") ?? false,
            input.FlagOrNull("MustBeOwnedByCaller") ?? false, paging.At(0, long.MaxValue), paging.Ask);
        return paging.Reply("QualificationTypes", found, type => [type.Seq], (json, type) => Write(json, type, caller));
    }

    private static int? AutoGrantedValue(Input input, bool autoGranted) => (int?)input.NumberOrNull("AutoGrantedValue") ?? (autoGranted ? 1 : null);

    private static Reply Answer(QualificationType type, Caller caller) => json =>
    {
        json.WritePropertyName("QualificationType");
        Write(json, type, caller);
    };

    private static void Write(Utf8JsonWriter json, QualificationType type, Caller caller)
    {
        json.WriteStartObject();
        json.WriteString("QualificationTypeId", type.Id);
        json.WriteNumber("CreationTime", Timestamps.Seconds(type.CreatedAt));
        json.WriteString("Name", type.Name);
        json.WriteString("Description", type.Description);
        if (type.Keywords is not null)
            json.WriteString("Keywords", type.Keywords);
        json.WriteString("QualificationTypeStatus", type.Status.ToString());
        // The answers are for whoever wrote them.
        if (type.Requester == caller.Id)
            WriteTest(json, type);
        if (type.RetryDelay is { } delay)
            json.WriteNumber("RetryDelayInSeconds", delay);
        json.WriteBoolean("IsRequestable", type.IsRequestable);
        json.WriteBoolean("AutoGranted", type.AutoGranted);
        if (type.AutoGrantedValue is { } value)
            json.WriteNumber("AutoGrantedValue", value);
        json.WriteEndObject();
    }

    private static void WriteTest(Utf8JsonWriter json, QualificationType type)
    {
        if (type.Test is not null)
            json.WriteString("Test", type.Test);
        if (type.TestDuration is { } duration)
            json.WriteNumber("TestDurationInSeconds", duration);
        if (type.AnswerKey is not null)
            json.WriteString("AnswerKey", type.AnswerKey);
    }
}
