using System.CommandLine;
using Crowdwork.Engine.Store;

namespace Crowdwork.Cli;

/// <summary><c>runner workers block|unblock|soft-block|soft-unblock</c>: who may not take part any more.</summary>
internal static class BlockCommands
{
    public static Command Block() => Of(
        "block", DecisionAct.Block, """
        Keep a worker from all work of this account, with the marketplace's own block. It counts against them; a soft block does not.

        Examples:
          runner workers block qa-0412 A1WORKER --because "Insulted other participants"
        """);

    public static Command Unblock() => Of(
        "unblock", DecisionAct.Unblock, """
        Lift a block.

        Examples:
          runner workers unblock qa-0412 A1WORKER
        """);

    public static Command SoftBlock() => Of(
        "soft-block", DecisionAct.SoftBlock, """
        Keep a worker from this task by a qualification (config.json: blockQualification). It does not count against them.

        Examples:
          runner workers soft-block qa-0412 A1WORKER --because "Has seen all passages"
        """);

    public static Command SoftUnblock() => Of(
        "soft-unblock", DecisionAct.SoftUnblock, """
        Lift a soft block.

        Examples:
          runner workers soft-unblock qa-0412 A1WORKER
        """);

    private static Command Of(string name, string act, string description)
    {
        var choice = new DecisionChoice();
        var worker = new Argument<string>("worker") { Description = "The worker's id." };
        var command = choice.Command(name, description, worker);
        command.SetAction((parsed, cancelled) => choice.Decide(parsed, choice.Request(parsed, act) with { Worker = parsed.GetValue(worker) }, cancelled));
        return command;
    }
}
