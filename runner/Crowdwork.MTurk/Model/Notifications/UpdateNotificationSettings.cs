using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.UpdateNotificationSettingsAsync"/>.</summary>
public class UpdateNotificationSettingsRequest : AmazonMTurkRequest
{
    /// <summary>The type. Required.</summary>
    public string? HITTypeId { get; set; }

    /// <summary>Which events, and where to. Null: as before.</summary>
    public NotificationSpecification? Notification { get; set; }

    /// <summary>Whether they are sent. Null: as before.</summary>
    public bool? Active { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.UpdateNotificationSettingsAsync"/>: it was done, and there is nothing more to say.</summary>
public class UpdateNotificationSettingsResponse : AmazonWebServiceResponse
{
}
