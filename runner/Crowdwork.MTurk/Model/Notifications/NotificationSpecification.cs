namespace Amazon.MTurk.Model;

/// <summary>Which events are told to whom.</summary>
public class NotificationSpecification
{
    /// <summary>Where they go: the URL of an SQS queue or the ARN of an SNS topic.</summary>
    public string? Destination { get; set; }

    /// <summary>How they get there.</summary>
    public NotificationTransport? Transport { get; set; }

    /// <summary>The version of the messages: <c>2014-08-15</c>, or the old <c>2006-05-05</c>.</summary>
    public string? Version { get; set; }

    /// <summary>Which events. The words are those of <see cref="EventType"/>.</summary>
    public List<string>? EventTypes { get; set; }
}
