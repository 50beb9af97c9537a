using System.Diagnostics;
using System.Globalization;
using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds;
using Crowdwork.Marketplace;
using Crowdwork.Marketplace.Requesters;
using Crowdwork.Marketplace.Workers;
using Microsoft.Playwright;

namespace Crowdwork.Bench;

/// <summary>
/// The review of a run with thousands of parts that were handed in: until the first row is there, a filter, and a decision about all that match, with a real browser, the
/// real command (build the runner in Release first) and a marketplace that has every one of the HITs.
/// </summary>
internal static class Reviews
{
    private const string Run = "bench-1";
    private const int Lines = 6;

    private const string Script = """
        Review(part => part.Messages[^1].Text.Contains("good") ? Decision.Approve("Complete") : Decision.AskAHuman("Look at it."));
        var worker = await Meet();
        for (var i = 0; i < 6; i++) await worker.Ask($"Question {i}?");
        """;

    private const string Answer =
        """<?xml version="1.0" encoding="UTF-8" standalone="no"?><QuestionFormAnswers xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/QuestionFormAnswers.xsd"><Answer><QuestionIdentifier>q</QuestionIdentifier><FreeText>yes</FreeText></Answer></QuestionFormAnswers>""";

    public static async Task<int> Measure(string[] args)
    {
        var parts = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5_000;
        var folder = Directory.CreateTempSubdirectory("bench-review-").FullName;
        await using var market = await MarketplaceServer.StartAsync(new MarketplaceOptions(Path.Combine(folder, "market.db")) { Port = 0, Requesters = [RequesterAccount.Local with { StartingBalance = 100_000m }] });
        await Prepare(folder, market, parts);
        Console.WriteLine($"{parts} parts of {parts / 2} workers, {Lines} answers each");

        using var runner = Start(folder);
        try
        {
            var link = await LinkOf(runner);
            await Look(runner, link, parts);
        }
        finally
        {
            runner.Kill();
            await runner.WaitForExitAsync();
        }

        Directory.Delete(folder, recursive: true);
        return 0;
    }

    private static async Task Look(Process runner, string link, int parts)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = FourFrames.FindChromium(), Args = ["--no-sandbox", "--enable-precise-memory-info"] });
        var page = await browser.NewPageAsync();
        page.SetDefaultTimeout(180_000);
        await page.GotoAsync(link);
        var review = new Uri(link).GetLeftPart(UriPartial.Path);

        Console.WriteLine($"first row, nothing read before   {await FirstRow(page, review):0} ms   server {Megabytes(runner)} MB");
        Console.WriteLine($"first row, read before           {await FirstRow(page, review):0} ms   server {Megabytes(runner)} MB   page {await Heap(page)}");
        var begun = Stopwatch.GetTimestamp();
        await page.GetByRole(AriaRole.Searchbox).FillAsync("AWORKER0017");
        await page.Locator(".filter-count").GetByText("2 parts of 1 worker").WaitForAsync();
        Console.WriteLine($"a word in the filter             {Ms(begun):0} ms");
        begun = Stopwatch.GetTimestamp();
        await page.GetByRole(AriaRole.Searchbox).FillAsync("");
        await page.Locator(".filter-count").GetByText($"{parts} parts").WaitForAsync();
        Console.WriteLine($"and away again                   {Ms(begun):0} ms");
        begun = Stopwatch.GetTimestamp();
        await page.GetByLabel("Proposal of the rule").SelectOptionAsync("approve");
        await page.Locator(".filter-count").GetByText($"{parts / 2} parts").WaitForAsync();
        Console.WriteLine($"a filter by the rule             {Ms(begun):0} ms");

        await page.GetByRole(AriaRole.Button, new() { Name = "Decide about all that match" }).ClickAsync();
        begun = Stopwatch.GetTimestamp();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show what it comes to" }).ClickAsync();
        await page.GetByText("with fees").WaitForAsync();
        Console.WriteLine($"what approving {parts / 2} comes to     {Ms(begun):0} ms");
        begun = Stopwatch.GetTimestamp();
        await page.GetByRole(AriaRole.Button, new() { Name = "Decide", Exact = true }).ClickAsync();
        await page.Locator(".toast-text").GetByText("Done").WaitForAsync();
        Console.WriteLine($"{parts / 2} approved on the marketplace {Ms(begun) / 1000:0.0} s   server {Megabytes(runner)} MB");
    }

    private static async Task<double> FirstRow(IPage page, string review)
    {
        await page.GotoAsync("about:blank");
        var begun = Stopwatch.GetTimestamp();
        await page.GotoAsync(review, new PageGotoOptions { WaitUntil = WaitUntilState.Commit });
        await page.Locator(".queue-item").First.WaitForAsync();
        return Ms(begun);
    }

    private static async Task<string> Heap(IPage page)
        => $"{await page.EvaluateAsync<double>("performance.memory.usedJSHeapSize / 1048576"):0} MB, {await page.EvaluateAsync<int>("document.querySelectorAll('*').length")} elements";

    private static double Ms(long begun) => Stopwatch.GetElapsedTime(begun).TotalMilliseconds;

    private static long Megabytes(Process process)
    {
        process.Refresh();
        return process.WorkingSet64 / (1024 * 1024);
    }

    private static Process Start(string folder)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true };
        foreach (var argument in (string[])[Path.Combine(FirstPage.RepositoryRoot(), "runner", "bin", "Release", "net10.0", "runner.dll"), "review", Run, "--port", "0"]) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static async Task<string> LinkOf(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            var at = line.IndexOf("http://localhost:", StringComparison.Ordinal);
            if (at >= 0) return line[at..].Split(' ')[0];
        }

        throw new InvalidOperationException("The runner ended before it listened. Build it first: dotnet build -c Release runner");
    }

    /// <summary>What a run leaves behind, without its workers: journals, submissions, and a marketplace with the HITs.</summary>
    private static async Task Prepare(string folder, MarketplaceServer market, int parts)
    {
        Directory.CreateDirectory(Path.Combine(folder, "tasks", "bench"));
        await File.WriteAllTextAsync(Path.Combine(folder, "tasks", "bench", "config.json"), """{ "title": "Bench", "description": "Answer.", "reward": 0.50 }""");
        await File.WriteAllTextAsync(Path.Combine(folder, "tasks", "bench", "world.csx"), Script);
        await File.WriteAllTextAsync(Path.Combine(folder, "crowd.json"), $$"""{ "crowds": { "local": { "endpoint": "{{market.Url}}" } } }""");
        var task = TaskFolder.Read(Path.Combine(folder, "tasks", "bench"), "bench");
        using var world = new WorldCompiler(new WorldCompilerOptions()).Compile(task.WorldPath!, CancellationToken.None).World ?? throw new InvalidOperationException("The script of the measure does not compile.");
        var runs = Path.Combine(folder, ".crowd", "runs");
        Directory.CreateDirectory(runs);
        var frozen = FrozenTask.Freeze(task, [], runs).Task ?? throw new InvalidOperationException("The task of the measure cannot be copied.");
        using var store = CrowdStore.Open(new StoreOptions(runs), TimeProvider.System);
        using var crowd = MTurkCrowd.Open(new CrowdAddress(CrowdAddress.Local, market.Url, null, "us-east-1", null), _ => null);
        var type = await crowd.HitType(new HitTerms("Bench", "Answer.", [], new Money(0.50m), TimeSpan.FromHours(1), TimeSpan.FromDays(3)), CancellationToken.None);
        var terms = new LaunchTerms { Config = task.Config!, Conversations = parts, WorkersPerConversation = 1, PublicUrl = new Uri("https://lab.example") };
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await store.Write(new Projection.RunOpened(new RunId(Run), "bench", "local", 1, now), new Projection.LaunchBegun(new RunId(Run), "local", frozen.Hash, type, parts * 100L, now, terms.ToJson()));
        for (var place = 0; place < parts; place++) await One(store, crowd, market, world, type, place, now);
        await store.FlushAsync();
    }

    private static async Task One(CrowdStore store, MTurkCrowd crowd, MarketplaceServer market, LoadedWorld world, string type, int place, long now)
    {
        var (run, worker) = (new RunId(Run), $"AWORKER{place / 2:0000}");
        var tag = new HitTag(run, place, 0);
        var hit = (await crowd.Post(new HitOrder(type, new Uri("https://lab.example/worker"), 650, TimeSpan.FromDays(7), tag.Token, tag.Annotation), CancellationToken.None)).Id;
        if (place % 2 == 0) await market.Floor.Register(new WorkerProfile(worker, null, false, false));
        var assignment = (await market.Floor.Accept(worker, hit)).Work!.AssignmentId;
        await market.Floor.Submit(worker, assignment, Answer);
        var conversation = Play(store, world, worker, place % 2 == 0 ? "It was good." : "Hm.");
        await store.Write(
            new Projection.HitIntended(run, place, 0, tag.Token, now), new Projection.HitPosted(run, place, 0, hit, now),
            new Projection.AttendanceSet(run, assignment, new WorkerId(worker), hit, AttendanceState.Over, "finished", conversation, DueKind.Review, 50, now),
            new Projection.SubmissionSeen(run, assignment, new WorkerId(worker), hit, SubmissionVerdict.None, null, Answer, now, now, now + (3 * 86_400_000L) + place, null));
    }

    private static ConversationId Play(CrowdStore store, LoadedWorld world, string worker, string last)
    {
        var id = store.NextConversation();
        var play = new Play(world, new PlayRules { Task = "bench" }, (_, _) => { });
        var number = 0;
        void Give(Input input)
        {
            var at = TimeProvider.System.GetUtcNow();
            var acts = play.Handle(input, at);
            var turn = new Turn(++number, at, input, acts);
            store.Submit(new Stored(new TurnRow(id, 1, number, at.ToUnixTimeMilliseconds(), 0, null, TurnJson.Write(input, acts)), TurnProjections.Of(id, 1, turn) ?? []));
        }

        Give(new Began(Run, world.Hash, 0, null, 1, Onboarding: false));
        Give(new Met(play.Open.OfType<OpenMeet>().First().Id, [new Seating(1, worker, "worker", IsModel: false)]));
        for (var i = 0; i < Lines; i++) Give(new Said(1, play.PromptOf(1)!.Id, $"c{i}", i == Lines - 1 ? last : $"This is what I think of it, number {i}.", null));
        return id;
    }

    private sealed class Stored(in TurnRow row, IReadOnlyList<Projection> projections) : Commit(row, projections)
    {
        protected internal override void Committed()
        {
        }

        protected internal override void Failed(StoreFault fault) => throw new InvalidOperationException(fault.Message);
    }
}
