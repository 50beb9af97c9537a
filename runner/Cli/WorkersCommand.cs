using System.CommandLine;

namespace Crowdwork.Cli;

/// <summary><c>runner workers</c>: who took part, and who may.</summary>
internal static class WorkersCommand
{
    // One line each; each command has a file of its own.
    private static readonly Func<Command>[] _subcommands =
    [
        WorkersListCommand.Make,
        WorkersShowCommand.Make,
        WorkersImportCommand.Make,
        WorkersExportCommand.Make,
        BlockCommands.Block,
        BlockCommands.Unblock,
        BlockCommands.SoftBlock,
        BlockCommands.SoftUnblock,
    ];

    public static Command Make()
    {
        var command = new Command(
            "workers", """
            See the workers of all runs, and keep the lists of who may not or may take part.

            Examples:
              runner workers list
              runner workers show A1ANN7QXWORKER
              runner workers soft-block qa-20260302090000 A1ANN7QXWORKER --because "Has seen all passages"
              runner workers import blocked.csv --list blocked --sandbox
              runner workers export --list qualified --qualification "passed the test" -o passed.csv
            """);
        foreach (var make in _subcommands) command.Add(make());
        return command;
    }
}
