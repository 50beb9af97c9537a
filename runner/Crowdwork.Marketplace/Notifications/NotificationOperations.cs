using Crowdwork.Marketplace.Requesters;
using Crowdwork.Marketplace.Store;
using Crowdwork.Marketplace.Wire;

namespace Crowdwork.Marketplace.Notifications;

/// <summary>Who wants to be told what. Queues and topics are taken as they are written: the marketplace records, it does not send.</summary>
internal static class NotificationOperations
{
    private const int MostDestination = 1024;

    private static readonly string[] s_versions = ["2006-05-05", "2014-08-15"];

    public static IEnumerable<Operation> All { get; } =
    [
        Operation.Of("UpdateNotificationSettings", Update, Shapes.Needs("HITTypeId", Shapes.EntityId),
            Shapes.May("Notification", Shapes.NotificationSpecification), Shapes.May("Active", Shapes.Boolean)),
        Operation.Of("SendTestEventNotification", SendTest, Shapes.Needs("Notification", Shapes.NotificationSpecification),
            Shapes.Needs("TestEventType", Shapes.EventType)),
    ];

    private static Reply? Update(Market market, Caller caller, Input input)
    {
        var specification = input.PartOrNull("Notification");
        var active = input.FlagOrNull("Active");
        if (specification is null && active is null)
            throw Refusal.Parameters("Notification", "At least one of Notification and Active must be provided.");
        if (specification is not null)
            Check(specification);
        var type = market.Types.Owned(caller.Id, input.Text("HITTypeId"));
        if (specification is not null)
            market.Events.Subscribe(type.Id, specification.Text("Destination"), specification.Text("Transport"), specification.Text("Version"),
                specification.TextsOrNull("EventTypes")!, active ?? true);
        else if (!market.Events.SetActive(type.Id, active!.Value))
            throw Refusal.Parameters("Notification", $"HITType {type.Id} has no notification settings yet. Provide Notification as well.");
        return null;
    }

    private static Reply? SendTest(Market market, Caller caller, Input input)
    {
        var specification = input.PartOrNull("Notification")!;
        Check(specification);
        market.Events.AddTest(
            Enum.Parse<EventType>(input.Text("TestEventType")), caller.Id, specification.Text("Destination"), specification.Text("Transport"));
        return null;
    }

    // The forms are MTurk's documentation's, the wording of the refusals is the marketplace's.
    private static void Check(Input specification)
    {
        var destination = Limits.Text(specification, "Destination", MostDestination);
        var fits = specification.Text("Transport") switch
        {
            "SQS" => Uri.TryCreate(destination, UriKind.Absolute, out var queue) && queue.Scheme is "https" or "http",
            "SNS" => destination.StartsWith("arn:", StringComparison.Ordinal) && destination.Split(':').Length >= 6,
            _ => destination.Contains('@'),
        };
        if (!fits)
            throw Refusal.Request("InvalidTransportEndpoint",
                $"The destination \"{destination}\" does not fit the transport {specification.Text("Transport")}: SQS takes the URL of a queue, SNS the ARN of a topic, Email an address.");
        if (!s_versions.Contains(specification.Text("Version")))
            throw Refusal.InvalidValue("Version", specification.Text("Version"));
        if (specification.TextsOrNull("EventTypes") is not { Count: > 0 })
            throw Refusal.Parameters("EventTypes", "At least one EventType must be provided.");
    }
}
