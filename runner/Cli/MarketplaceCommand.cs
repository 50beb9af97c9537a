using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Crowdwork.Marketplace;
using Crowdwork.Marketplace.Requesters;
using Crowdwork.Marketplace.Store;

namespace Crowdwork.Cli;

/// <summary><c>runner marketplace</c>: an MTurk-compatible marketplace by itself.</summary>
internal static class MarketplaceCommand
{
    public static Command Make()
    {
        var port = new Option<int>("--port", "-p") { Description = "The port; 0 takes any that is free.", DefaultValueFactory = _ => 8001 };
        var store = new Option<string>("--store") { Description = "The SQLite file with everything that happens; made when it is not there.", DefaultValueFactory = _ => Path.Combine(".crowdwork", "market.db") };
        var clock = new Option<string?>("--clock") { Description = "Put the marketplace's clock forward before it opens: 90m, 12h or 30d." };
        var listen = new Option<string?>("--listen") { Description = "The address to listen on, when others shall reach it. Without it, this machine only." };
        var url = new Option<string?>("--public-url") { Description = "The https address that a proxy in front of it has." };
        var requesters = new Option<string?>("--requesters") { Description = "A JSON file with the requesters' accounts: [{\"accessKey\", \"secret\", \"name\", \"startingBalance\"}]. Without it, local with the secret local." };

        var command = new Command(
            "marketplace", """
            Run a marketplace that speaks Amazon Mechanical Turk's requester API and has a site for workers.

            Examples:
              runner marketplace                                        at http://127.0.0.1:8001, account local/local
              runner marketplace --store study.db --clock 30d           a month later: auto-approvals have happened
              runner marketplace --public-url https://crowd.lab.example --requesters requesters.json

            The operator's token for a marketplace with a public address is read from CROWD_OPERATOR_TOKEN.
            """) { port, store, clock, listen, url, requesters };
        command.SetAction((parsed, cancelled) => Run(
            Options(parsed.GetValue(store)!, parsed.GetValue(port), parsed.GetValue(listen), parsed.GetValue(url), parsed.GetValue(requesters)),
            Forward(parsed.GetValue(clock)), cancelled));
        return command;
    }

    private static async Task<int> Run(MarketplaceOptions options, TimeSpan forward, CancellationToken cancelled)
    {
        await using var server = await Start(options);
        if (await server.PutForward(forward) is { } problem)
            throw new Mistake($"--clock: {problem}");
        Console.WriteLine($"Marketplace at {server.Url} (workers: open it in a browser; programs: use it as the endpoint of MTurk)");
        Console.WriteLine($"Store: {Path.GetFullPath(options.StoreFile)}. Its clock says {server.Clock.Now:u}.");
        Console.WriteLine("Press Ctrl-C to stop. Nothing is lost: it goes on when you start it again.");
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancelled);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("Stopped.");
        }

        return Outcome.Done;
    }

    private static async Task<MarketplaceServer> Start(MarketplaceOptions options)
    {
        try
        {
            return await MarketplaceServer.StartAsync(options);
        }
        catch (StoreUnavailable trouble)
        {
            throw new Mistake(trouble.Message);
        }
        catch (IOException error) when (error.InnerException is SocketException || error.Message.Contains("address already in use", StringComparison.OrdinalIgnoreCase))
        {
            throw new Mistake($"Port {options.Port} is in use by another program.\n  Stop that program, or choose another port: runner marketplace --port {options.Port + 10}");
        }
    }

    private static MarketplaceOptions Options(string store, int port, string? listen, string? url, string? requesters)
    {
        if (port is < 0 or > 65535)
            throw new Mistake("--port is a number from 0 to 65535.");
        var options = new MarketplaceOptions(store) { Port = port, OperatorToken = Environment.GetEnvironmentVariable("CROWD_OPERATOR_TOKEN") };
        if (listen is not null)
            options = options with { Address = IPAddress.TryParse(listen, out var address) ? address : throw new Mistake($"--listen {listen}: this is no address.\n  Give the number of a network interface, such as 0.0.0.0 for all.") };
        if (url is not null)
            options = options with { PublicUrl = Uri.TryCreate(url, UriKind.Absolute, out var known) && known.Scheme is "https" or "http" ? new Uri(url) : throw new Mistake($"--public-url {url}: this is no address of a web site.\n  Give it whole, such as https://crowd.lab.example.") };
        if (requesters is not null)
            options = options with { Requesters = Accounts(requesters) };
        if ((url is not null || !IPAddress.IsLoopback(options.Address)) && requesters is null)
            throw new Mistake("Others could publish and approve as \"local\", whose secret everybody knows.\n  Name accounts of your own with --requesters, or leave --listen and --public-url out.");
        return options;
    }

    private static List<RequesterAccount> Accounts(string file)
    {
        try
        {
            var accounts = JsonSerializer.Deserialize<List<RequesterAccount>>(File.ReadAllText(file), JsonSerializerOptions.Web) ?? [];
            if (accounts.Count == 0 || accounts.Any(account => string.IsNullOrWhiteSpace(account.AccessKey) || string.IsNullOrEmpty(account.Secret) || string.IsNullOrWhiteSpace(account.Name)))
                throw new Mistake($"{file}: each account needs accessKey, secret and name.\n  Write [{{\"accessKey\": \"lab\", \"secret\": \"...\", \"name\": \"Our lab\"}}].");
            if (accounts.Select(account => account.AccessKey).Distinct().Count() < accounts.Count)
                throw new Mistake($"{file}: two accounts have the same accessKey.\n  Give each its own.");
            return accounts;
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new Mistake($"{file}: the accounts cannot be read ({error.Message})\n  Write [{{\"accessKey\": \"lab\", \"secret\": \"...\", \"name\": \"Our lab\"}}].");
        }
    }

    private static TimeSpan Forward(string? text)
    {
        if (text is null)
            return TimeSpan.Zero;
        if (text.Length > 1 && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number < 1_000_000)
        {
            switch (text[^1])
            {
                case 'm': return TimeSpan.FromMinutes(number);
                case 'h': return TimeSpan.FromHours(number);
                case 'd': return TimeSpan.FromDays(number);
            }
        }

        throw new Mistake($"--clock {text}: this is no time span.\n  Write minutes, hours or days, such as 90m, 12h or 30d.");
    }
}
