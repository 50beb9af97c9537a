using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>What <see cref="IAmazonMTurk.GetAccountBalanceAsync"/> is asked.</summary>
public class GetAccountBalanceRequest : AmazonMTurkRequest
{
}

/// <summary>What <see cref="IAmazonMTurk.GetAccountBalanceAsync"/> answers.</summary>
public class GetAccountBalanceResponse : AmazonWebServiceResponse
{
    /// <summary>What can be spent, in US dollars, such as <c>10000.00</c>.</summary>
    public string? AvailableBalance { get; set; }

    /// <summary>What is held back and cannot be spent. Null when there is none.</summary>
    public string? OnHoldBalance { get; set; }
}
