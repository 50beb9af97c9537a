using System.CommandLine;
using Crowdwork.Engine.Store;

namespace Crowdwork.Cli;

/// <summary><c>runner approve|reject|soft-reject|undo|note</c>: what becomes of what workers handed in.</summary>
internal static class DecideCommands
{
    public static Command Approve() => OfParts(
        "approve", DecisionAct.Approve, hasProposals: true, """
        Approve what workers handed in, which pays the reward. Of a rejection it is the taking back.

        Examples:
          runner approve qa-0412 3ABC... 3DEF... --because "Complete"
          runner approve qa-0412 --worker A1WORKER          all that a worker handed in
          runner approve qa-0412 --all-proposed             all that the task's rule proposes to approve
        """);

    public static Command Reject() => OfParts(
        "reject", DecisionAct.Reject, hasProposals: true, """
        Reject what workers handed in. Nothing is paid, it counts against the worker, and the worker reads the reason.

        Examples:
          runner reject qa-0412 3ABC... --because "The answers were copied from the question."
          runner reject qa-0412 --all-proposed              all that the task's rule proposes to reject, with its reasons
        """);

    public static Command SoftReject() => OfParts(
        "soft-reject", DecisionAct.SoftReject, hasProposals: false, """
        Pay for work that is no use, and keep it out of the good part of the export. The worker does not learn of it.

        Examples:
          runner soft-reject qa-0412 3ABC... --because "One-word answers"
        """);

    public static Command Note() => OfParts(
        "note", DecisionAct.Note, hasProposals: false, """
        Write a note about what a worker handed in, or about the worker. Nobody else reads it.

        Examples:
          runner note qa-0412 3ABC... --because "Very good example for the paper"
          runner note qa-0412 --worker A1WORKER --because "Wrote an email about the timer"
        """);

    public static Command Undo()
    {
        var bonus = new Option<string?>("--bonus") { Description = "Take back a bonus that is not paid yet, by its key, instead of the decision about the reward.", HelpName = "key" };
        return OfParts(
            "undo", DecisionAct.Undo, hasProposals: false, """
            Take the last decision back: the work waits for one again. A rejection that was carried out is overridden, which pays. What is paid stays paid.

            Examples:
              runner undo qa-0412 3ABC... --because "It was there after all"
              runner undo qa-0412 3ABC... --bonus good
            """, bonus);
    }

    private static Command OfParts(string name, string act, bool hasProposals, string description, Option<string?>? key = null)
    {
        var choice = new DecisionChoice();
        var assignments = new Argument<string[]>("assignments") { Description = "The ids of the assignments.", Arity = ArgumentArity.ZeroOrMore };
        var worker = new Option<string?>("--worker") { Description = "All that this worker handed in, or, with assignments, whose they are.", HelpName = "id" };
        var proposed = new Option<bool>("--all-proposed") { Description = "All that the task's rule proposes this for, and nobody has decided about." };
        var command = choice.Command(name, description, [assignments, worker, .. hasProposals ? [proposed] : Array.Empty<Symbol>(), .. key is null ? [] : new Symbol[] { key }]);
        command.SetAction((parsed, cancelled) => choice.Decide(
            parsed,
            choice.Request(parsed, act) with
            {
                Assignments = parsed.GetValue(assignments)!,
                Worker = parsed.GetValue(worker),
                AllProposed = hasProposals && parsed.GetValue(proposed),
                Name = key is null ? null : parsed.GetValue(key),
            }, cancelled));
        return command;
    }
}
