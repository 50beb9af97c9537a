using System.CommandLine;
using Crowdwork.Engine.Store;

namespace Crowdwork.Cli;

/// <summary><c>runner bonus</c> and <c>runner compensate</c>: amounts beside the reward.</summary>
internal static class BonusCommand
{
    public static Command Make()
    {
        var choice = new DecisionChoice();
        var assignment = new Argument<string>("assignment") { Description = "The id of the assignment that it is for." };
        var amount = Amount();
        var key = new Option<string?>("--key") { Description = "Names the bonus. The same key is the same bonus, and is paid once. Default: bonus.", HelpName = "name" };
        var worker = new Option<string?>("--worker") { Description = "Whose it is, where two came with one assignment.", HelpName = "id" };
        var command = choice.Command(
            "bonus", """
            Pay a bonus for something that was handed in. Saying it twice pays once: another bonus for the same assignment needs another --key.

            Examples:
              runner bonus qa-0412 3ABC... 0.20 --because "An excellent question"
              runner bonus qa-0412 3ABC... 0.10 --key second --because "And another one"
            """, assignment, amount, key, worker);
        command.SetAction((parsed, cancelled) => choice.Decide(
            parsed,
            choice.Request(parsed, DecisionAct.Bonus) with
            {
                Assignments = [parsed.GetValue(assignment)!], Amount = parsed.GetValue(amount), Name = parsed.GetValue(key), Worker = parsed.GetValue(worker),
            }, cancelled));
        return command;
    }

    public static Command Compensate()
    {
        var choice = new DecisionChoice();
        var worker = new Argument<string>("worker") { Description = "The worker's id." };
        var amount = Amount();
        var key = new Option<string?>("--key") { Description = "Names the payment. The same key is the same payment, and is made once. Default: compensation.", HelpName = "name" };
        var command = choice.Command(
            "compensate", """
            Pay a worker who has no submission: because work was lost, or the marketplace failed. They get a HIT of that reward which only they can see; they accept it, press
            its button, and are approved by the next round of paying (of the running run, or `runner pay`).

            Examples:
              runner compensate qa-0412 A1WORKER 0.75 --because "Our server lost your answers."
            """, worker, amount, key);
        command.SetAction((parsed, cancelled) => choice.Decide(
            parsed, choice.Request(parsed, DecisionAct.Compensate) with { Worker = parsed.GetValue(worker), Amount = parsed.GetValue(amount), Name = parsed.GetValue(key) }, cancelled));
        return command;
    }

    private static Argument<decimal> Amount() => new("amount") { Description = "In dollars: 0.20." };
}
