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
    TestCommand.Make(),
    SimulateCommand.Make(),
    RenderCommand.Make(),
    AccountCommand.Make(),
    HitsCommand.Make(),
    LaunchCommand.Make(),
    ResumeCommand.Make(),
    StopCommand.Make(),
    ReviewCommand.Make(),
    QueueCommand.Make(),
    DecideCommands.Approve(),
    DecideCommands.Reject(),
    DecideCommands.SoftReject(),
    DecideCommands.Undo(),
    DecideCommands.Note(),
    BonusCommand.Make(),
    BonusCommand.Compensate(),
    RefundCommand.Make(),
    PayCommand.Make(),
    LedgerCommand.Make(),
    RunsCommand.Make(),
    StatusCommand.Make(),
    ExportCommand.Make(),
    WorkersCommand.Make(),
};

return await Outcome.Of(root.Parse(args));
