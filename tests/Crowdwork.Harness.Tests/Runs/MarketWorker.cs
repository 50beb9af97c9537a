using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Crowdwork.Harness.Tests.Workers;
using Crowdwork.Marketplace.Workers;

namespace Crowdwork.Harness.Tests.Runs;

/// <summary>
/// A worker of the marketplace without a browser: finds the work, accepts it, opens its page, answers what is asked, and hands in what the page says may be handed in. Whatever
/// does not answer is asked again, as a person would load a page again.
/// </summary>
internal sealed partial class MarketWorker(ServedRun run, string name)
{
    private const string Answered =
        """<?xml version="1.0" encoding="UTF-8" standalone="no"?><QuestionFormAnswers xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/QuestionFormAnswers.xsd"><Answer><QuestionIdentifier>done</QuestionIdentifier><FreeText>yes</FreeText></Answer></QuestionFormAnswers>""";

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    // Counted from outside while it grows.
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _acknowledged = [];

    public string Name => name;

    /// <summary>What the server said that it has.</summary>
    public IReadOnlyCollection<string> Acknowledged => _acknowledged;

    public bool HandedIn { get; private set; }

    public IReadOnlyList<string> Complaints { get; private set; } = [];

    /// <summary>Works once, from finding the task to handing in or returning it.</summary>
    public async Task Work(CancellationToken cancelled)
    {
        var held = await Accept(cancelled);
        var token = await Enter(held, cancelled);
        await using var page = new ProtocolWorker(run.Address, token, name).Start();
        var turn = 0;
        while (page.Ending is null)
        {
            cancelled.ThrowIfCancellationRequested();
            if (page.Asked is null)
            {
                await Task.Delay(Glance, TimeProvider.System, cancelled);
                continue;
            }

            var text = $"{name} says {++turn}";
            var id = page.Say(text);
            while (!page.Answers.ContainsKey(id) && page.Ending is null)
            {
                cancelled.ThrowIfCancellationRequested();
                await Task.Delay(Glance, TimeProvider.System, cancelled);
            }

            if (page.Answers.TryGetValue(id, out var answer) && !answer.StartsWith("refused", StringComparison.Ordinal)) _acknowledged.Enqueue(text);
        }

        Complaints = page.Complaints;
        HandedIn = await MaySubmit(token, cancelled);
        if (HandedIn) Assert.Null((await run.Market.Floor.Submit(name, held.AssignmentId, Answered)).Refused);
        else await run.Market.Floor.Return(name, held.AssignmentId);
    }

    private async Task<HeldWork> Accept(CancellationToken cancelled)
    {
        await run.Market.Floor.Register(new WorkerProfile(name, null, false, false));
        while (true)
        {
            foreach (var group in await run.Market.Floor.Search(name))
                if ((await run.Market.Floor.AcceptNext(name, group.GroupId)).Work is { } work) return work;
            await Task.Delay(Glance, TimeProvider.System, cancelled);
        }
    }

    private async Task<string> Enter(HeldWork held, CancellationToken cancelled)
    {
        var address = $"worker/enter?run={run.Id}&hitId={held.HitId}&assignmentId={held.AssignmentId}&workerId={name}&turkSubmitTo={Uri.EscapeDataString(run.Market.Url.ToString())}";
        var html = await Insist(() => run.Http.GetStringAsync(address, cancelled), cancelled);
        return TokenPattern().Match(html) is { Success: true } match ? match.Groups[1].Value : throw new InvalidOperationException($"The page has no session:\n{html}");
    }

    private async Task<bool> MaySubmit(string token, CancellationToken cancelled)
    {
        while (true)
        {
            var said = await Insist(
                async () =>
                {
                    using var answer = await run.Http.PostAsJsonAsync("worker/handin", new { token }, cancelled);
                    answer.EnsureSuccessStatusCode();
                    return await answer.Content.ReadFromJsonAsync<JsonElement>(cancelled);
                }, cancelled);
            if (said.GetProperty("over").GetBoolean()) return said.GetProperty("submits").GetBoolean();
            await Task.Delay(Glance, TimeProvider.System, cancelled);
        }
    }

    private static async Task<T> Insist<T>(Func<Task<T>> call, CancellationToken cancelled)
    {
        while (true)
        {
            try
            {
                return await call();
            }
            catch (Exception e) when (e is HttpRequestException { StatusCode: null } or IOException or HttpRequestException { StatusCode: System.Net.HttpStatusCode.NotFound })
            {
                // Nobody listens just now, or the run is not open yet: it comes back.
                await Task.Delay(Glance, TimeProvider.System, cancelled);
            }
        }
    }

    [GeneratedRegex("\"token\":\"([^\"]+)\"")]
    private static partial Regex TokenPattern();
}
