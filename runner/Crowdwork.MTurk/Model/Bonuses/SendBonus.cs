using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.SendBonusAsync"/>.</summary>
public class SendBonusRequest : AmazonMTurkRequest
{
    /// <summary>Who gets it. Required.</summary>
    public string? WorkerId { get; set; }

    /// <summary>How much, in US dollars, with at most two decimals, such as <c>1.00</c>. Required.</summary>
    public string? BonusAmount { get; set; }

    /// <summary>An assignment of this worker, which the bonus is for. Required.</summary>
    public string? AssignmentId { get; set; }

    /// <summary>What the worker is told, up to 1,024 characters. Required.</summary>
    public string? Reason { get; set; }

    /// <inheritdoc cref="CreateHITRequest.UniqueRequestToken"/>
    public string? UniqueRequestToken { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.SendBonusAsync"/>: it was done, and there is nothing more to say.</summary>
public class SendBonusResponse : AmazonWebServiceResponse
{
}
