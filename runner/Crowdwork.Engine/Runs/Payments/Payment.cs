using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Runs.Payments;

/// <summary>
/// The names of payments. A payment is paid once, whoever asks for it and how often, because what is asked for twice has one name; the ledger's file sees to it.
/// </summary>
public static class PaymentName
{
    private const string FeePrefix = "fee:";
    private const string RefundPrefix = "refund:";
    private const string CompensationPrefix = "compensation:";

    public static string Reward(string assignment) => $"reward:{assignment}";

    public static string Bonus(string assignment, string key) => $"bonus:{assignment}:{key}";

    public static string Compensation(WorkerId worker, string key) => $"{CompensationPrefix}{worker.Value}:{key}";

    public static bool IsCompensation(string payment) => payment.StartsWith(CompensationPrefix, StringComparison.Ordinal);

    /// <summary>Money of a payment that came back. The key has no colon, so that the payment can be read from the name.</summary>
    public static string Refund(string payment, string key) => $"{RefundPrefix}{payment}:{key}";

    /// <summary>The payment of which something came back.</summary>
    public static string RefundedBy(string refund) => refund[RefundPrefix.Length..refund.LastIndexOf(':')];

    /// <summary>What the marketplace takes for a payment.</summary>
    public static string FeeOf(string payment) => FeePrefix + payment;

    public static bool IsFee(string payment) => payment.StartsWith(FeePrefix, StringComparison.Ordinal);

    /// <summary>By which a marketplace recognises a call that is made again: 64 characters, the same after any restart.</summary>
    public static string Token(RunId run, string payment, int attempt) => Hash(string.Create(CultureInfo.InvariantCulture, $"{run.Value}|{payment}|{attempt}"));

    /// <summary>
    /// A few characters that stand for a payment in whatever a marketplace keeps for ever: the reason of a bonus, the note of a HIT. Tokens are forgotten after a
    /// day; by this a payment is recognised for good, even among others of the same amount and for the same words.
    /// </summary>
    public static string Mark(RunId run, string payment) => Hash($"{run.Value}|{payment}")[..12];

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>How a payment stands in the ledger.</summary>
public enum PaymentState
{
    /// <summary>Nobody has begun it, or it was refused.</summary>
    None,

    /// <summary>It was about to be made. Whether it was made is not known.</summary>
    Intended,

    Paid,
}

/// <summary>A payment as its lines of the ledger tell it.</summary>
/// <param name="Attempt">The one that is open or was paid; the next one to make where there is none.</param>
/// <param name="Refused">The line that says why the last attempt was refused; null when none was.</param>
public sealed record Payment(string Name, PaymentState State, int Attempt, string Kind, long Cents, WorkerId? Worker, string? Assignment, LedgerRow? Refused, string? Detail)
{
    /// <summary>
    /// Whether it was refused, and nobody has decided since that it is to be tried again. What a marketplace will not do it will not do a minute later either; trying for ever
    /// would only hide it.
    /// </summary>
    public bool IsGivenUp(DecisionRow? lastDecision) => State == PaymentState.None && Refused is { } refused && (lastDecision?.AtUnixMs ?? 0) <= refused.AtUnixMs;
}

/// <summary>The ledger of a run, payment by payment.</summary>
public sealed class PaymentBook
{
    private readonly Dictionary<string, Payment> _payments = new(StringComparer.Ordinal);

    public PaymentBook(IEnumerable<LedgerRow> ledger)
    {
        foreach (var row in ledger) _payments[row.Payment] = After(_payments.GetValueOrDefault(row.Payment), row);
    }

    public IEnumerable<Payment> All => _payments.Values;

    /// <summary>How it stands; one that nobody has begun stands at its first attempt.</summary>
    public Payment Find(string name) => _payments.GetValueOrDefault(name) ?? new Payment(name, PaymentState.None, 1, "", 0, null, null, null, null);

    public bool Has(string name) => _payments.ContainsKey(name);

    private static Payment After(Payment? before, LedgerRow row) => row.Step switch
    {
        LedgerStep.Intent => new Payment(row.Payment, PaymentState.Intended, row.Attempt, row.Kind, row.Cents, row.Worker, row.Assignment, before?.Refused, row.Detail),
        LedgerStep.Confirmed => new Payment(row.Payment, PaymentState.Paid, row.Attempt, row.Kind, row.Cents, row.Worker, row.Assignment, before?.Refused, row.Detail),
        _ => new Payment(row.Payment, PaymentState.None, row.Attempt + 1, row.Kind, row.Cents, row.Worker, row.Assignment, row, row.Detail),
    };
}
