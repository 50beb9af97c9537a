using System.CommandLine;
using System.Net;
using System.Text.Json;
using Crowdwork.Engine.Tasks;
using Crowdwork.Marketplace;
using Crowdwork.Marketplace.Requesters;
using Crowdwork.Marketplace.Store;

namespace Crowdwork.Cli;

/// <summary><c>runner marketplace</c>: an MTurk-compatible marketplace by itself.</summary>
internal static class MarketplaceCommand
{
    public const string StoreName = "marketplace.db";

    public static Command Make()
    {
        var port = new Option<int>("--port", "-p") { Description = "The port; 0 takes any that is free.", DefaultValueFactory = _ => 8001 };
        var store = new Option<FileInfo?>("--store") { Description = "The file with everything that happens on it. Without it, marketplace.db in the store of crowd.json.", HelpName = "file" };
        var clock = new Option<string?>("--clock") { Description = "Put its clock forward by this much before it begins: 90s, 20m, 3d. It keeps what it was put forward before.", HelpName = "time" };
        var listen = new Option<string?>("--listen") { Description = "The address to listen on. Without it, this machine only.", HelpName = "address" };
        var publicUrl = new Option<string?>("--public-url") { Description = "The https address under which others know it, behind a proxy.", HelpName = "url" };
        var requesters = new Option<string?>("--requesters")
        {
            Description = "A JSON file with the requesters' accounts: [{\"accessKey\", \"secret\", \"name\", \"startingBalance\"}]. Without it there is one: local, with the secret local.", HelpName = "file",
        };
        port.Validators.Add(result => Ports.Require(result, "--port"));

        var command = new Command(
            "marketplace", """
            Run an MTurk-compatible marketplace: the requester API at POST /, and a site for workers. Everything that happens is kept in one file.

            The operator's pages (/clock, /faults, /events) of a marketplace that others can reach open with the token in CROWD_OPERATOR_TOKEN.

            Examples:
              runner marketplace                              http://localhost:8001
              runner marketplace --port 9001 --store lab.db
              runner marketplace --clock 30d                  thirty days later: what is due happens at once
              runner marketplace --public-url https://crowd.lab.example --requesters requesters.json
            """) { port, store, clock, listen, publicUrl, requesters };
        command.SetAction((parsed, cancelled) => Run(
            parsed.GetValue(store)?.FullName, Options(parsed.GetValue(port), parsed.GetValue(listen), parsed.GetValue(publicUrl), parsed.GetValue(requesters)), parsed.GetValue(clock), cancelled));
        return command;
    }

    /// <summary>Starts one, with the user's mistakes told as such.</summary>
    public static async Task<MarketplaceServer> Start(MarketplaceOptions options)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(options.StoreFile))!);
            return await MarketplaceServer.StartAsync(options);
        }
        catch (StoreUnavailable trouble)
        {
            throw new Mistake(trouble.Message);
        }
        catch (IOException e) when (Ports.IsTaken(e))
        {
            throw new Mistake($"Port {options.Port} is in use by another program.\n  Stop that program, or choose another port for the marketplace.");
        }
    }

    private static async Task<int> Run(string? store, MarketplaceOptions options, string? clock, CancellationToken cancelled)
    {
        // Ctrl-C is listened to from the first real wait on; until then it would end the process without a word.
        await Task.Yield();
        var ahead = clock is null ? TimeSpan.Zero : Ahead(clock);
        store ??= Path.Combine(Project.Open(Environment.CurrentDirectory).StoreFolder, StoreName);
        await using var server = await Start(options with { StoreFile = store });
        if (ahead > TimeSpan.Zero && await server.PutForward(ahead) is { } refusal) throw new Mistake($"--clock {clock}: {refusal}");
        Console.WriteLine($"Marketplace at {Shown(server.Url)}");
        Console.WriteLine($"  for workers      {Shown(server.Url)}");
        Console.WriteLine($"  for requesters   any MTurk client with endpoint_url=\"{Shown(server.Url)}\" and region_name=\"us-east-1\"");
        Console.WriteLine($"  kept in          {store}");
        if (server.Clock.Ahead > TimeSpan.Zero) Console.WriteLine($"  its time         {server.Clock.Now.UtcDateTime:yyyy-MM-dd HH:mm} UTC, {server.Clock.Ahead.TotalDays:0.##} days ahead");
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

    private static MarketplaceOptions Options(int port, string? listen, string? url, string? requesters)
    {
        Uri? publicUrl = null;
        if (url is not null && !(Uri.TryCreate(url, UriKind.Absolute, out publicUrl) && publicUrl.Scheme is "https" or "http"))
            throw new Mistake($"--public-url {url}: this is no address of a web site.\n  Give it whole, such as https://crowd.lab.example.");
        var address = IPAddress.Loopback;
        if (listen is not null && !IPAddress.TryParse(listen, out address))
            throw new Mistake($"--listen {listen}: this is no address.\n  Write an IP address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them.");

        var options = new MarketplaceOptions("")
        {
            Port = port, Address = address!, PublicUrl = publicUrl, OperatorToken = Environment.GetEnvironmentVariable("CROWD_OPERATOR_TOKEN"),
        };
        if (requesters is not null) return options with { Requesters = Accounts(requesters) };
        if (publicUrl is not null || !IPAddress.IsLoopback(options.Address))
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

    private static TimeSpan Ahead(string text)
        => Duration.TryParse(text, out var time) && time > TimeSpan.Zero
            ? time
            : throw new Mistake($"--clock {text}: this is no time to put a clock forward by.\n  Write a number and a unit: 90s, 20m, 2h, 3d.");

    private static string Shown(Uri url) => url.GetLeftPart(UriPartial.Authority).Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
}
