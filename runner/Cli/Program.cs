using System.CommandLine;
using Crowdwork.Cli;

// A table of contents: one file a command.
var root = new RootCommand("Crowdwork: write a crowd task as a C# script, rehearse it with simulated workers, launch it on a crowd.")
{
    HarnessCommand.Make(),
    CheckCommand.Make(),
    RenderCommand.Make(),
};

return await Outcome.Of(root.Parse(args));
