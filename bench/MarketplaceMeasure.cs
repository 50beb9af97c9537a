using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Crowdwork.Marketplace;
using Crowdwork.Marketplace.Requesters;
using Crowdwork.Marketplace.Workers;

namespace Crowdwork.Bench;

/// <summary>
/// The marketplace's API: calls per second with durable writes, and what a call costs with 1,000 and with 100,000 HITs in the store. The
/// server is a process of its own; the load and it share the machine.
/// </summary>
internal static class MarketplaceMeasure
{
    private const int Few = 1_000;
    private const int Many = 100_000;
    private const int Concurrent = 64;
    private const int CallsEach = 400;

    private const string Hit =
        """
        {"Title": "Label pictures", "Description": "Say what is on a picture.", "Keywords": "pictures", "Reward": "0.01", "AssignmentDurationInSeconds": 600, "LifetimeInSeconds": 86400,
         "MaxAssignments": 1, "RequesterAnnotation": "@N", "UniqueRequestToken": "@N",
         "Question": "<ExternalQuestion xmlns=\"http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd\"><ExternalURL>https://example.com/task?n=@N</ExternalURL><FrameHeight>400</FrameHeight></ExternalQuestion>"}
        """;

    private const string Answer =
        """
        <?xml version="1.0" encoding="UTF-8" standalone="no"?><QuestionFormAnswers xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/QuestionFormAnswers.xsd"><Answer><QuestionIdentifier>q</QuestionIdentifier><FreeText>yes</FreeText></Answer></QuestionFormAnswers>
        """;

    public static async Task<int> Serve(string[] args)
    {
        await using var server = await MarketplaceServer.StartAsync(new MarketplaceOptions(args[0])
        {
            Port = 0,
            Requesters = [new RequesterAccount("local", "local", "Bench", 1_000_000m)],
        });
        Console.WriteLine(server.Url);
        Console.WriteLine("ready 0");
        while (await Console.In.ReadLineAsync() is not null)
        {
            // It only has to notice the end of its parent.
        }

        return 0;
    }

    public static async Task<int> Measure(string[] args)
    {
        var many = args.Length > 0 ? int.Parse(args[0]) : Many;
        var folder = Directory.CreateTempSubdirectory("crowd-market-");
        try
        {
            await using var server = await ServerProcess.Start("serve-marketplace", Path.Combine(folder.FullName, "market.db"));
            using var calls = new SignedCalls(server.Address);
            var hits = new List<string>();
            await Publish(calls, hits, Few);
            await Costs(calls, hits);
            var few = await Costs(calls, hits);
            var publishing = Stopwatch.GetTimestamp();
            var missing = Math.Max(0, many - hits.Count);
            await Publish(calls, hits, missing);
            var rate = missing / Stopwatch.GetElapsedTime(publishing).TotalSeconds;
            var full = await Costs(calls, hits);
            Console.WriteLine($"durable CreateHIT, {Concurrent} at a time, {Few} to {many} HITs: {rate:0} per second (bar 2000)");
            Console.WriteLine($"mixed calls, {Concurrent} at a time, {many} HITs: {await Mixed(calls, hits):0} per second (bar 2000)");
            foreach (var (operation, milliseconds) in few)
                Console.WriteLine($"{operation,-24} median {milliseconds:0.00} ms with {Few} HITs, {full[operation]:0.00} ms with {many}: {full[operation] / milliseconds:0.00} x (bar 2)");
            await FastForward(Path.Combine(folder.FullName, "month.db"));
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task Publish(SignedCalls calls, List<string> hits, int count)
    {
        var made = new ConcurrentBag<string>();
        var first = hits.Count;
        await Parallel.ForAsync(first, first + count, new ParallelOptions { MaxDegreeOfParallelism = Concurrent }, async (number, _) =>
        {
            var hit = IdOf(await calls.Send("CreateHIT", Hit.Replace("@N", $"{number}")));
            made.Add(hit);
            // A tenth is not open any more, so that every list has something to pass over.
            if (number % 10 == 0)
                await calls.Send("UpdateExpirationForHIT", $$"""{"HITId": "{{hit}}", "ExpireAt": 0}""");
        });
        hits.AddRange(made);
    }

    /// <summary>One call after the other: the median of each kind, in milliseconds.</summary>
    private static async Task<Dictionary<string, double>> Costs(SignedCalls calls, List<string> hits)
    {
        var costs = new Dictionary<string, double>
        {
            ["GetHIT"] = await Median(number => calls.Send("GetHIT", $$"""{"HITId": "{{hits[number * 7919 % hits.Count]}}"}""")),
            ["GetAccountBalance"] = await Median(_ => calls.Send("GetAccountBalance", "{}")),
            ["ListHITs"] = await Median(_ => calls.Send("ListHITs", """{"MaxResults": 100}""")),
            ["ListReviewableHITs"] = await Median(_ => calls.Send("ListReviewableHITs", """{"MaxResults": 100}""")),
            ["ListAssignmentsForHIT"] = await Median(number => calls.Send("ListAssignmentsForHIT", $$"""{"HITId": "{{hits[number * 7919 % hits.Count]}}"}""")),
            ["CreateHIT"] = await Median(async number => hits.Add(IdOf(await calls.Send("CreateHIT", Hit.Replace("@N", $"cost-{hits.Count}-{number}"))))),
        };
        return costs;
    }

    private static async Task<double> Median(Func<int, Task> call)
    {
        var times = new List<double>();
        for (var number = 0; number < CallsEach; number++)
        {
            var began = Stopwatch.GetTimestamp();
            await call(number);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        times.Sort();
        return times[times.Count / 2];
    }

    /// <summary>What a launch and its following look like: half writes, half reads.</summary>
    private static async Task<double> Mixed(SignedCalls calls, List<string> hits)
    {
        const int Calls = 20_000;
        var began = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(0, Calls, new ParallelOptions { MaxDegreeOfParallelism = Concurrent }, async (number, _) =>
        {
            var hit = hits[(int)(number * 7919L % hits.Count)];
            await ((number % 4) switch
            {
                0 => calls.Send("GetHIT", $$"""{"HITId": "{{hit}}"}"""),
                1 => calls.Send("ListAssignmentsForHIT", $$"""{"HITId": "{{hit}}"}"""),
                _ => calls.Send("CreateHIT", Hit.Replace("@N", $"mixed-{number}")),
            });
        });
        return Calls / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>A month at once, with submissions that wait to be approved by time.</summary>
    private static async Task FastForward(string file)
    {
        const int Hits = 10;
        const int Workers = 1_000;
        await using var server = await MarketplaceServer.StartAsync(new MarketplaceOptions(file) { Port = 0, Requesters = [new RequesterAccount("local", "local", "Bench", 1_000_000m)] });
        using var calls = new SignedCalls(server.Url.ToString());
        for (var number = 0; number < Hits; number++)
            await calls.Send("CreateHIT", Hit.Replace("@N", $"month-{number}").Replace("\"MaxAssignments\": 1", $"\"MaxAssignments\": {Workers}"));
        var group = (await server.Floor.Search(null))[0].GroupId;
        await Parallel.ForAsync(0, Workers, new ParallelOptions { MaxDegreeOfParallelism = Concurrent }, async (number, _) =>
        {
            await server.Floor.Register(new WorkerProfile($"A{number}", null, false, false));
            while ((await server.Floor.AcceptNext($"A{number}", group)).Work is { } work)
                await server.Floor.Submit($"A{number}", work.AssignmentId, Answer);
        });
        var began = Stopwatch.GetTimestamp();
        await server.PutForward(TimeSpan.FromDays(30));
        var took = Stopwatch.GetElapsedTime(began);
        if ((await server.Floor.Earnings("A1")).Record.Approved != Hits)
            throw new InvalidOperationException("The month has passed, and nothing was approved.");
        Console.WriteLine($"30 days put forward with {Hits * Workers} auto-approvals: {took.TotalSeconds:0.00} s (bar 1)");
    }

    private static string IdOf(string reply)
    {
        using var json = JsonDocument.Parse(reply);
        return json.RootElement.GetProperty("HIT").GetProperty("HITId").GetString()!;
    }
}
