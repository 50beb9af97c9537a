using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.SendTestEventNotificationAsync"/>.</summary>
public class SendTestEventNotificationRequest : AmazonMTurkRequest
{
    /// <summary>Where to. Its list of events is of no effect here. Required.</summary>
    public NotificationSpecification? Notification { get; set; }

    /// <summary>Which event. Required.</summary>
    public EventType? TestEventType { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.SendTestEventNotificationAsync"/>: it was done, and there is nothing more to say.</summary>
public class SendTestEventNotificationResponse : AmazonWebServiceResponse
{
}
