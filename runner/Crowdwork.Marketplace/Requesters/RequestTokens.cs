using Crowdwork.Marketplace.Clock;
using Crowdwork.Marketplace.Store;

namespace Crowdwork.Marketplace.Requesters;

/// <summary>
/// UniqueRequestTokens and what they were used for. A token counts for a day, per requester and operation (the scope is the marketplace's
/// choice), whatever the other parameters of the second call are. A refused call is rolled back and leaves its token unused.
/// </summary>
internal sealed class RequestTokens(Market market)
{
    private const long Day = 24L * 60 * 60 * 1000;

    /// <summary>What the token has made before; an empty text when that has no name, null when the token is new.</summary>
    public string? UsedFor(long requester, string operation, string token) => market.Database.First(
        "SELECT ifnull(result, '') FROM used_token WHERE requester = ?1 AND operation = ?2 AND token = ?3 AND at > ?4",
        static row => row.Text(0), requester, operation, token, market.Now - Day);

    public void Use(long requester, string operation, string token, string? result)
    {
        market.Database.Run(
            "INSERT OR REPLACE INTO used_token (requester, operation, token, result, at) VALUES (?1, ?2, ?3, ?4, ?5)",
            requester, operation, token, result, market.Now);
    }

    /// <summary>Old tokens are thrown away once a day from the first start of a store on.</summary>
    public void KeepTidy()
    {
        if (!market.Database.Any("SELECT 1 FROM due WHERE kind = 'OldTokens'"))
            market.Due.Add(market.Now + Day, DueKind.OldTokens, "all");
    }

    public void ForgetOld()
    {
        market.Database.Run("DELETE FROM used_token WHERE at <= ?1", market.Now - Day);
        market.Due.Add(market.Now + Day, DueKind.OldTokens, "all");
    }
}
