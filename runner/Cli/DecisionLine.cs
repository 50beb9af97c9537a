using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crowdwork.Cli.Simulations;
using Crowdwork.Engine.Review;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds;

namespace Crowdwork.Cli;

/// <summary>
/// Takes a request to where it is decided: to the store, or, while the process of a run holds that, to this process.
/// </summary>
internal static class DecisionLine
{
    // A round of paying goes at the pace of the marketplace, and may wait for what it does not know yet.
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    public static async Task<DecideAnswer> Decide(CrowdSettings settings, DecideRequest request, CancellationToken cancelled)
    {
        settings = SimulationStore.For(settings, request.Run);
        StoredRun.RequireStore(settings, request.Run);
        CrowdStore store;
        try
        {
            store = CrowdStore.Open(new StoreOptions(settings.RunsFolder), TimeProvider.System);
        }
        catch (StoreException) when (OperatorFile.Read(settings.RunsFolder) is not null)
        {
            // A file that a dead process left behind says nothing: then the store can be opened.
            return await Post<DecideRequest, DecideAnswer>(OperatorFile.Read(settings.RunsFolder)!, OperatorFile.DecidePath, request, cancelled);
        }

        using (store) return await Here(store, settings, request, cancelled);
    }

    private static async Task<DecideAnswer> Here(CrowdStore store, CrowdSettings settings, DecideRequest request, CancellationToken cancelled)
    {
        var run = StoredRun.Find(store, request.Run);
        using var rule = NeedsRule(request) ? await Rule(store, settings, run, cancelled) : null;
        await using var market = await SimulatedMarket.For(settings);
        using var desk = RunDesk.Open(store, market.Settings, run, rule, Environment.GetEnvironmentVariable, TimeProvider.System);
        return await desk.Desk.Decide(request, cancelled);
    }

    /// <exception cref="Mistake">The copy of the task cannot be opened.</exception>
    public static async Task<TaskRule> Rule(CrowdReader store, CrowdSettings settings, RunId run, CancellationToken cancelled)
    {
        var (rule, problems) = await TaskRule.Open(settings.RunsFolder, store.Launch(run)!.Snapshot, new WorldCompiler(new WorldCompilerOptions()), cancelled);
        return rule ?? throw new Mistake(string.Join(Environment.NewLine, problems));
    }

    private static bool NeedsRule(DecideRequest request) => request.AllProposed || request.All?.Proposal is not null || request.Act == DecideRequest.PayAct;

    /// <summary>Asks the process that holds the store.</summary>
    /// <exception cref="Mistake">It does not answer, or something else answers there.</exception>
    public static async Task<TAnswer> Post<TQuestion, TAnswer>(OperatorFile holder, string path, TQuestion question, CancellationToken cancelled)
    {
        using var http = new HttpClient { Timeout = Patience };
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(holder.Address, path)) { Content = JsonContent.Create(question, options: DecideRequest.Json) };
        message.Headers.Add(OperatorFile.TokenHeader, holder.Token);
        try
        {
            using var reply = await http.SendAsync(message, cancelled);
            if (reply.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
                throw new Mistake($"{holder.Address}: the process that runs it does not know the token in {OperatorFile.Name}.\n  Another process may have taken its port. Stop that one, then try again.");
            if (!reply.IsSuccessStatusCode)
                throw new Mistake($"{holder.Address}: the process that runs it answered {(int)reply.StatusCode}.\n  Look at what it prints; what was not decided can be asked for again.");
            return await reply.Content.ReadFromJsonAsync<TAnswer>(DecideRequest.Json, cancelled) ?? throw Strange(holder);
        }
        catch (Exception error) when (error is HttpRequestException or JsonException || (error is TaskCanceledException && !cancelled.IsCancellationRequested))
        {
            if (error is JsonException) throw Strange(holder);
            throw new Mistake($"{holder.Address}: the process that runs it does not answer ({error.Message.TrimEnd('.')}).\n  It holds the store. If it hangs, end it and try again; asking twice pays nothing twice.");
        }
    }

    private static Mistake Strange(OperatorFile holder)
        => new($"{holder.Address}: what answers there is not the process of a run.\n  Another process may have taken its port. Stop that one, then try again.");
}
