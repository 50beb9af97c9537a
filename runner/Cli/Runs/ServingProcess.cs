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
            if (answer.IsSuccessStatusCode) return said;
            // It holds the store and serves another run, or only reviews.
            if (said.ValueKind != JsonValueKind.Object || !said.TryGetProperty("problem", out var problem)) return null;
            throw new Mistake(problem.GetString() ?? "The process that serves the run will not do this.");
        }
        catch (HttpRequestException)
        {
            // It was killed and could not take its note away. The store is free then.
            return null;
        }
    }
}
