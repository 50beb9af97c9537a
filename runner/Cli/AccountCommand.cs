using System.CommandLine;

namespace Crowdwork.Cli;

/// <summary><c>runner account</c>: which marketplace, as whom, and what there is to spend.</summary>
internal static class AccountCommand
{
    public static Command Make()
    {
        var choice = new CrowdChoice();
        var json = new Option<bool>("--json") { Description = "Print it as JSON." };
        var command = new Command(
            "account", """
            Show which marketplace a crowd is, as whom it knows you, and what there is to spend. Nothing is changed.

            Examples:
              runner account                 the local marketplace
              runner account --sandbox
              runner account --crowd lab --json
            """);
        foreach (var option in choice.Options) command.Add(option);
        command.Add(json);
        command.SetAction((parsed, cancelled) => Run(parsed, choice, parsed.GetValue(json), cancelled));
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CrowdChoice choice, bool asJson, CancellationToken cancelled)
    {
        using var crowd = choice.Open(parsed, Project.Open(Environment.CurrentDirectory));
        var account = await crowd.Account(cancelled);
        var address = crowd.Address;
        if (asJson)
        {
            Printed.Json(new
            {
                crowd = address.Name,
                endpoint = address.Endpoint,
                workerSite = address.WorkerSite,
                identity = account.Identity,
                available = account.Available.Dollars,
                onHold = account.OnHold?.Dollars,
            });
            return Outcome.Done;
        }

        Console.WriteLine($"Crowd        {address.Name}{(address.IsLive ? "  (real money)" : "")}");
        Console.WriteLine($"Endpoint     {address.Endpoint}");
        if (address.WorkerSite is { } site) Console.WriteLine($"Worker site  {site}");
        Console.WriteLine($"Identity     {account.Identity}");
        Console.WriteLine($"Available    {account.Available}");
        if (account.OnHold is { } held) Console.WriteLine($"On hold      {held}");
        return Outcome.Done;
    }
}
