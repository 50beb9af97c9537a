using Crowdwork.Marketplace.Store;
using Crowdwork.Marketplace.Wire;

namespace Crowdwork.Marketplace.Requesters;

/// <summary>
/// The requesters' money. What a HIT may still cost is held from its creation on; an approval turns its share of the hold into a payment,
/// a rejection gives it back.
/// </summary>
internal sealed class Purse(Database database)
{
    public (long Available, long Held) Of(long requester) => database.First(
        "SELECT balance - held, held FROM requester WHERE id = ?1", static row => (row.Number(0), row.Number(1)), requester);

    /// <summary>The account's caller; an account that the store does not know yet begins with its starting balance.</summary>
    public Caller Open(RequesterAccount account, Identities identities)
    {
        database.Run(
            "INSERT INTO requester (access_key, name, customer_id, account_number, balance) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (access_key) DO UPDATE SET name = ?2",
            account.AccessKey, account.Name, identities.Person(), identities.AccountNumber(), (long)(account.StartingBalance * 100));
        return database.First(
            "SELECT id, access_key, customer_id FROM requester WHERE access_key = ?1",
            static row => new Caller(row.Number(0), row.Text(1), row.Text(2)), account.AccessKey)!;
    }

    public void Afford(long requester, long cents)
    {
        if (cents <= 0 || Of(requester).Available >= cents)
            return;
        // The text is MTurk's (observed), because programs look for it.
        throw Refusal.Request("InsufficientFunds",
            "This Requester has insufficient funds in their account to complete this transaction. "
            + "Please visit https://requester.mturk.com/prepayments/new to purchase Prepaid HITs.");
    }

    public void Hold(long requester, long moreCents) =>
        database.Run("UPDATE requester SET held = held + ?2 WHERE id = ?1", requester, moreCents);

    public void Pay(long requester, long cents) =>
        database.Run("UPDATE requester SET balance = balance - ?2 WHERE id = ?1", requester, cents);
}
