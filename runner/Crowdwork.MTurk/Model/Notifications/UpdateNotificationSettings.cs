using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>What <see cref="IAmazonMTurk.UpdateNotificationSettingsAsync"/> is asked.</summary>
public class UpdateNotificationSettingsRequest : AmazonMTurkRequest
{
    /// <summary>The type. Required.</summary>
    public string? HITTypeId { get; set; }

    /// <summary>Which events, and where to. Null: as before.</summary>
    public NotificationSpecification? Notification { get; set; }

    /// <summary>Whether they are sent. Null: as before.</summary>
    public bool? Active { get; set; }
}

/// <summary>What <see cref="IAmazonMTurk.UpdateNotificationSettingsAsync"/> answers: that it was done, and nothing more.</summary>
public class UpdateNotificationSettingsResponse : AmazonWebServiceResponse
{
}
