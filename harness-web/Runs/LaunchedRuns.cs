using System.Net.Http.Json;
using System.Text.Json;
using Crowdwork.Engine.Review;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;
using Crowdwork.Web.Pages;

namespace Crowdwork.Web.Runs;

/// <summary>
/// The runs on crowds, for the list of tasks: read from their store, which belongs to another process, and never written to. Where such a process is there, its pages
/// are linked to; their key is not, since the list of tasks is shown to whoever opens it.
/// </summary>
internal sealed class LaunchedRuns(string folder, HttpClient http)
{
    private const int MostShown = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The runs, newest first, or why they cannot be read.</summary>
    public async Task<(IReadOnlyList<RunLine> Runs, string? Trouble)> List(CancellationToken cancelled)
    {
        if (!File.Exists(Path.Combine(folder, StoreFile.FileName))) return ([], null);
        try
        {
            using var store = CrowdStore.OpenReadOnly(folder);
            var runs = RunSummary.All(store).Where(run => run.Launch is not null).Reverse().Take(MostShown);
            var holder = OperatorFile.Read(folder);
            var served = holder is null ? null : await Served(holder, cancelled);
            var origin = holder?.Address.GetLeftPart(UriPartial.Authority) ?? "";
            return ([.. runs.Select(run => RunLine.Of(run, served?.Contains(run.Run.Id.Value) == true, origin, isShown: served is not null))], null);
        }
        catch (StoreException fault)
        {
            return ([], fault.Message);
        }
    }

    /// <summary>Which runs the process serves that holds the store; null when there is none. One that was killed could not take its note away.</summary>
    private async Task<string[]?> Served(OperatorFile holder, CancellationToken cancelled)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, new Uri(holder.Address, RunApi.ServedPath));
        message.Headers.Add(OperatorFile.TokenHeader, holder.Token);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        patience.CancelAfter(Patience);
        try
        {
            using var answer = await http.SendAsync(message, patience.Token);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<string[]>(patience.Token) : null;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException)
        {
            return null;
        }
    }
}
