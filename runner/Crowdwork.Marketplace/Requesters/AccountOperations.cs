using Crowdwork.Marketplace.Money;
using Crowdwork.Marketplace.Wire;

namespace Crowdwork.Marketplace.Requesters;

internal static class AccountOperations
{
    public static IEnumerable<Operation> All { get; } = [Operation.Of("GetAccountBalance", (market, caller, _) =>
    {
        var (available, held) = market.Purse.Of(caller.Id);
        return json =>
        {
            json.WriteString("AvailableBalance", Cents.Text(available));
            json.WriteString("OnHoldBalance", Cents.Text(held));
        };
    })];
}
