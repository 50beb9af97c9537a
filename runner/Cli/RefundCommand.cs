using System.CommandLine;
using Crowdwork.Engine.Store;

namespace Crowdwork.Cli;

/// <summary><c>runner refund</c>: writes down that money came back. Nobody is asked for it.</summary>
internal static class RefundCommand
{
    public static Command Make()
    {
        var choice = new DecisionChoice();
        var payment = new Option<string?>("--payment") { Description = "The payment, by its name in `runner ledger`. Of a marketplace's fee: fee: and the payment.", HelpName = "name" };
        var worker = new Option<string?>("--worker") { Description = "Whom it was paid to. Enough, where they got one payment only.", HelpName = "id" };
        var amount = new Option<decimal>("--amount") { Description = "What came back, in dollars: 0.50.", Required = true, HelpName = "dollars" };
        var key = new Option<string?>("--key") { Description = "Names the refund. The same key is the same refund, and is written once. Default: refund.", HelpName = "name" };
        var command = choice.Command(
            "refund", """
            Write down that money of a payment came back: the marketplace's support gave it back, or a bonus went to the wrong person. Marketplaces have no call that takes
            a payment back, so nothing is asked of them; the ledger gets the line with your evidence, and the run may spend the money again.
            Never more comes back than that payment was, and a line that is written is never changed: look twice.

            Examples:
              runner refund qa-0412 --worker A1WORKER --amount 0.50 --because "Support case 12345, credited on 3 May"
              runner refund qa-0412 --payment bonus:3ABC...:bonus --amount 0.20 --because "Sent to the wrong worker; support case 12346"
              runner refund qa-0412 --payment fee:bonus:3ABC...:bonus --amount 0.04 --because "Its fee; support case 12346"
            """, payment, worker, amount, key);
        command.SetAction((parsed, cancelled) => choice.Decide(
            parsed,
            choice.Request(parsed, DecisionAct.Refund) with
            {
                Payment = parsed.GetValue(payment), Worker = parsed.GetValue(worker), Amount = parsed.GetValue(amount), Name = parsed.GetValue(key),
            }, cancelled));
        return command;
    }
}
