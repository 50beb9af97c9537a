using System.CommandLine;
using Crowdwork.Cli;

// A pattern that backtracks for ever cannot be stopped from outside. The limit has to be set before the first Regex of the process.
AppDomain.CurrentDomain.SetData("REGEX_DEFAULT_MATCH_TIMEOUT", TimeSpan.FromSeconds(2));

// A table of contents: one file a command.
var root = new RootCommand("Crowdwork: write a crowd task as a C# script, rehearse it with simulated workers, launch it on a crowd.")
{
    NewCommand.Make(),
    HarnessCommand.Make(),
    MarketplaceCommand.Make(),
    CheckCommand.Make(),
    RenderCommand.Make(),
    AccountCommand.Make(),
    HitsCommand.Make(),
    ReviewCommand.Make(),
    DecideCommands.Approve(),
    DecideCommands.Reject(),
    DecideCommands.SoftReject(),
    DecideCommands.Undo(),
    DecideCommands.Note(),
    BonusCommand.Make(),
    BonusCommand.Compensate(),
    PayCommand.Make(),
    LedgerCommand.Make(),
    new Command("workers", "See the workers of all runs, and keep the lists of who may not or may take part.") { BlockCommands.Block(), BlockCommands.Unblock(), BlockCommands.SoftBlock(), BlockCommands.SoftUnblock() },
};

return await Outcome.Of(root.Parse(args));
