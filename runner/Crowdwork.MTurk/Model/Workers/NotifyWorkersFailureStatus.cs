namespace Amazon.MTurk.Model;

/// <summary>Why one worker did not get a message.</summary>
public class NotifyWorkersFailureStatus
{
    /// <summary>Whether another try may help.</summary>
    public NotifyWorkersFailureCode? NotifyWorkersFailureCode { get; set; }

    /// <summary>The reason in words.</summary>
    public string? NotifyWorkersFailureMessage { get; set; }

    /// <summary>Who did not get it.</summary>
    public string? WorkerId { get; set; }
}
