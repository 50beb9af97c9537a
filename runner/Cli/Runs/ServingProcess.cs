using System.Net.Http.Json;
using System.Text.Json;
using Crowdwork.Engine.Review;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Cli;

/// <summary>The process that serves a run, as other commands reach it.</summary>
internal static class ServingProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Asks it to do something with a run. Null when no process serves the run.</summary>
    /// <exception cref="Mistake">It is served, and will not do it.</exception>
    public static async Task<JsonElement?> Ask(CrowdSettings settings, string run, string what, object? body, CancellationToken cancelled)
    {
        if (OperatorFile.Read(settings.RunsFolder) is not { } holder) return null;
        using var http = new HttpClient { Timeout = Patience };
        http.DefaultRequestHeaders.Add(OperatorFile.TokenHeader, holder.Token);
        try
        {
            using var answer = await http.PostAsJsonAsync(new Uri(holder.Address, $"/api/runs/{Uri.EscapeDataString(run)}/{what}"), body, cancelled);
            var said = answer.Content.Headers.ContentType?.MediaType == "application/json" ? await answer.Content.ReadFromJsonAsync<JsonElement>(cancelled) : default;
            // It holds the store of other runs.
            if (!answer.IsSuccessStatusCode || said.ValueKind != JsonValueKind.Object) return null;
            if (said.TryGetProperty("ok", out var ok) && !ok.GetBoolean()) throw new Mistake(said.TryGetProperty("problem", out var problem) ? problem.GetString()! : "The process that holds the run will not do this.");
            return said;
        }
        catch (HttpRequestException)
        {
            // It was killed and could not take its note away. The store is free then.
            return null;
        }
    }
}
