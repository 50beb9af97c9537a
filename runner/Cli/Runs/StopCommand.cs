using System.CommandLine;
using Crowdwork.Web.Runs;

namespace Crowdwork.Cli;

/// <summary><c>runner stop &lt;run></c>: nothing new begins, and those at work are served to their end.</summary>
internal static class StopCommand
{
    public static Command Make()
    {
        var run = new Argument<string>("run") { Description = "The run, by its id." };
        var serving = new ServingOptions();
        var command = new Command(
            "stop", """
            Stop a run: its open HITs are taken off the market at once, and whoever is at work is served until they are done. Where no process serves the run,
            this one does, until the last is done.

            Examples:
              runner stop qa-20261121-1030-3fa2
            """) { run };
        foreach (var option in serving.All) command.Add(option);
        command.SetAction((parsed, cancelled) => ResumeCommand.Resume(parsed, parsed.GetValue(run)!, new ServeOrder(Stops: true, AtAnyPort: serving.NamesPort(parsed)), serving, cancelled));
        return command;
    }
}
