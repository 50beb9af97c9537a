using System.CommandLine;

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
        command.SetAction((parsed, cancelled) => Stop(parsed, parsed.GetValue(run)!, serving, cancelled));
        return command;
    }

    private static async Task<int> Stop(ParseResult parsed, string named, ServingOptions serving, CancellationToken cancelled)
    {
        await Task.Yield();
        var settings = Project.OpenFor(named);
        if (await ServingProcess.Ask(settings, named, "stop", null, cancelled) is not { } state)
            return await ResumeCommand.Resume(parsed, named, null, false, serving, stops: true, cancelled);
        Console.WriteLine($"Stopped. {state.GetProperty("here").GetInt32()} workers are here and are served to their end by the process that launched it.");
        return Outcome.Done;
    }
}
