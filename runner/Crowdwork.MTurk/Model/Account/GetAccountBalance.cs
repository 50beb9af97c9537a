using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.GetAccountBalanceAsync"/>.</summary>
public class GetAccountBalanceRequest : AmazonMTurkRequest
{
}

/// <summary>The answer of <see cref="IAmazonMTurk.GetAccountBalanceAsync"/>.</summary>
public class GetAccountBalanceResponse : AmazonWebServiceResponse
{
    /// <summary>What can be spent, in US dollars, such as <c>10000.00</c>.</summary>
    public string? AvailableBalance { get; set; }

    /// <summary>What is held back and cannot be spent. Null when there is none.</summary>
    public string? OnHoldBalance { get; set; }
}
