using System.Net.Http.Json;
using Crowdwork.Engine.Review;
using Crowdwork.Engine.Tasks;
using Crowdwork.Web.Runs;

namespace Crowdwork.Cli;

/// <summary>The process that serves a project's runs, as other commands reach it.</summary>
internal sealed class ServingProcess : ILaunchDesk, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // Compiling, building pages and asking a marketplace that answers slowly.
    private static readonly TimeSpan PatienceForLaunches = TimeSpan.FromMinutes(5);

    private readonly HttpClient _http;

    private ServingProcess(OperatorFile holder)
    {
        _http = new HttpClient { BaseAddress = holder.Address, Timeout = PatienceForLaunches };
        _http.DefaultRequestHeaders.Add(OperatorFile.TokenHeader, holder.Token);
    }

    /// <summary>The process that serves runs of this project; null when there is none.</summary>
    /// <exception cref="Mistake">The store is held by a process that serves nothing: <c>runner review</c>.</exception>
    public static async Task<ServingProcess?> Find(CrowdSettings settings, CancellationToken cancelled)
    {
        if (OperatorFile.Read(settings.RunsFolder) is not { } holder) return null;
        var found = new ServingProcess(holder);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
            patience.CancelAfter(Patience);
            using var answer = await found._http.GetAsync(new Uri("/api/launch", UriKind.Relative), patience.Token);
            if (answer.IsSuccessStatusCode) return found;
            found.Dispose();
            if (answer.StatusCode == System.Net.HttpStatusCode.NotFound)
                throw new Mistake("'runner review' holds the runs of this project, and serves no workers.\n  End it (Ctrl-C), then try again: the page of a run that is served has its review too.");
            return null;
        }
        catch (Exception gone) when (gone is HttpRequestException || (gone is OperationCanceledException && !cancelled.IsCancellationRequested))
        {
            // It was killed and could not take its note away, or something else has its port. Whether the store is free shows when it is opened.
            found.Dispose();
            return null;
        }
    }

    public Task<LaunchOffer> Offer(LaunchOrder order, CancellationToken cancelled) => Post<LaunchOffer>("/api/launch/offer", order, cancelled);

    public Task<ServedRun> Begin(string offer, CancellationToken cancelled) => Post<ServedRun>("/api/launch/begin", new BeginOrder(offer), cancelled);

    public Task<ServedRun> Serve(string run, ServeOrder order, CancellationToken cancelled) => Post<ServedRun>("/api/launch/serve", new ServeRunOrder(run, order), cancelled);

    public void Dispose() => _http.Dispose();

    private async Task<T> Post<T>(string path, object order, CancellationToken cancelled)
        where T : class
    {
        try
        {
            using var reply = await _http.PostAsJsonAsync(new Uri(path, UriKind.Relative), order, LaunchAnswer.Json, cancelled);
            if (!reply.IsSuccessStatusCode) throw new Mistake($"{_http.BaseAddress}: the process that serves this project's runs answered {(int)reply.StatusCode}.\n  Look at what it prints, and at 'runner runs', before you try again.");
            var answer = await reply.Content.ReadFromJsonAsync<LaunchAnswer<T>>(LaunchAnswer.Json, cancelled);
            return answer?.Done ?? throw new Mistake(answer?.Refusal ?? $"{_http.BaseAddress}: what answers there is not the process of a run.");
        }
        catch (HttpRequestException error)
        {
            throw new Mistake($"{_http.BaseAddress}: the process that serves this project's runs went away ({error.Message.TrimEnd('.')}).\n  See with 'runner runs' what was begun. To go on with it: runner resume");
        }
    }
}
