using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>What <see cref="IAmazonMTurk.SendTestEventNotificationAsync"/> is asked.</summary>
public class SendTestEventNotificationRequest : AmazonMTurkRequest
{
    /// <summary>Where to. Its list of events is of no effect here. Required.</summary>
    public NotificationSpecification? Notification { get; set; }

    /// <summary>Which event. Required.</summary>
    public EventType? TestEventType { get; set; }
}

/// <summary>What <see cref="IAmazonMTurk.SendTestEventNotificationAsync"/> answers: that it was done, and nothing more.</summary>
public class SendTestEventNotificationResponse : AmazonWebServiceResponse
{
}
