using System.Net;
using System.Text.Json;
using System.Web;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Crowdwork.Engine.Bots;

namespace Crowdwork.Web.Bots;

/// <summary>
/// The worker site of a marketplace, as a bot uses it: the same pages and forms as people, and the task's page in its frame.
/// </summary>
/// <remarks>
/// <code>
///   /workers --> /w/W1?q=title --accept--> /w/W1/work/3A --iframe--> the requester's page --token--> the worker protocol
///                                                                            |
///   /mturk/externalSubmit &lt;--its form-- /worker/handin &lt;-- the end of the part +      or /w/W1/work/3A/return
/// </code>
/// </remarks>
/// <param name="site">The marketplace's address.</param>
/// <param name="real">The clock of the machine.</param>
internal sealed class MarketSite(Uri site, TimeProvider real) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AskAgainFirst = TimeSpan.FromMilliseconds(2);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = site };
    private readonly HtmlParser _parser = new();

    /// <summary>Makes a worker of this id, unless there is one.</summary>
    public async Task Register(string worker, CancellationToken cancelled) => await Post("/workers", cancelled, ("id", worker), ("country", "US"));

    /// <summary>Looks for a run's work and accepts a piece of it; null when there is none for this worker.</summary>
    /// <param name="worker">Who.</param>
    /// <param name="title">What the work is called.</param>
    /// <param name="run">The run; work of others by the same name is given back.</param>
    /// <param name="cancelled">Gives up.</param>
    public async Task<MarketWork?> Accept(string worker, string title, string run, CancellationToken cancelled)
    {
        var market = await Page($"/w/{worker}?q={Uri.EscapeDataString(title)}", cancelled);
        foreach (var accept in AcceptsOn(market))
        {
            if (await Post(accept, cancelled) is not { } work || !work.StartsWith($"/w/{worker}/work/", StringComparison.Ordinal)) continue;
            if (await Open(work, run, cancelled) is { } accepted) return accepted;
            await Post($"{work}/return", cancelled);
        }

        return null;
    }

    /// <summary>Does what the requester's page says is due at the end: hands in, or gives back.</summary>
    /// <returns>Whether it was handed in.</returns>
    public async Task<bool> HandIn(MarketWork work, CancellationToken cancelled)
    {
        if (await WhatIsDue(work, cancelled) is not { } submits) return false;
        if (!submits)
        {
            await Post($"{work.Address}/return", cancelled);
            return false;
        }

        using var form = new FormUrlEncodedContent([new("assignmentId", work.Assignment), new("crowdwork", work.Receipt)]);
        using var handed = await _http.PostAsync(new Uri(work.SubmitTo), form, cancelled);
        return (int)handed.StatusCode < 400;
    }

    /// <summary>Collects what waits for a worker under a title: a HIT that only they see, whose page has a button and nothing else.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> Collect(string worker, string title, CancellationToken cancelled)
    {
        var collected = 0;
        var market = await Page($"/w/{worker}?q={Uri.EscapeDataString(title)}", cancelled);
        foreach (var accept in AcceptsOn(market))
        {
            if (await Post(accept, cancelled) is not { } work || await AssignmentOn(work, cancelled) is not { } assignment) continue;
            await Post("/mturk/externalSubmit", cancelled, ("assignmentId", assignment), ("collected", "yes"));
            collected++;
        }

        return collected;
    }

    // The server says so as soon as the end of the part is on its disk; the page asks again until then, and so do bots.
    private async Task<bool?> WhatIsDue(MarketWork work, CancellationToken cancelled)
    {
        // Mostly it is a matter of milliseconds, and a clock that jumps stands meanwhile.
        for (var pause = AskAgainFirst; pause < Patience; pause *= 2)
        {
            using var body = new StringContent(JsonSerializer.Serialize(new { token = work.Token }), System.Text.Encoding.UTF8, "application/json");
            using var answer = await _http.PostAsync(new Uri(work.Server, "/worker/handin"), body, cancelled);
            if (answer.IsSuccessStatusCode)
            {
                using var due = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancelled));
                if (due.RootElement.GetProperty("over").GetBoolean()) return due.RootElement.GetProperty("submits").GetBoolean();
            }

            await Task.Delay(pause, real, cancelled);
        }

        return null;
    }

    public void Dispose() => _http.Dispose();

    // What is in the frame, with what the requester's page starts from.
    private async Task<MarketWork?> Open(string address, string run, CancellationToken cancelled)
    {
        var page = await Page(address, cancelled);
        if (page.QuerySelector("iframe#task")?.GetAttribute("src") is not { } source || !Uri.TryCreate(site, source, out var frame)) return null;
        if (!frame.Query.Contains($"run={Uri.EscapeDataString(run)}", StringComparison.Ordinal)) return null;
        if (_parser.ParseDocument(await _http.GetStringAsync(frame, cancelled)).QuerySelector("script#boot")?.TextContent is not { } boot) return null;

        using var json = JsonDocument.Parse(boot);
        if (!json.RootElement.TryGetProperty("handIn", out var handIn) || handIn.ValueKind != JsonValueKind.Object) return null;
        return new MarketWork(
            address, new Uri(frame.GetLeftPart(UriPartial.Authority)), json.RootElement.GetProperty("token").GetString()!,
            handIn.GetProperty("assignment").GetString()!, handIn.GetProperty("action").GetString()!, handIn.GetProperty("receipt").GetString()!);
    }

    private static IEnumerable<string> AcceptsOn(IHtmlDocument market)
        => market.Forms.OfType<IHtmlFormElement>().Where(form => form.Action.EndsWith("/accept", StringComparison.Ordinal)).Select(form => new Uri(form.Action).AbsolutePath);

    private async Task<string?> AssignmentOn(string work, CancellationToken cancelled)
        => (await Page(work, cancelled)).QuerySelector("iframe#task")?.GetAttribute("src") is { } source
            ? HttpUtility.ParseQueryString(new Uri(site, source).Query)["assignmentId"]
            : null;

    private async Task<IHtmlDocument> Page(string path, CancellationToken cancelled)
    {
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative), cancelled);
        var html = await response.Content.ReadAsStringAsync(cancelled);
        return _parser.ParseDocument($"<base href=\"{site}\">{html}");
    }

    /// <summary>Sends a form. Where it leads, if it leads anywhere.</summary>
    private async Task<string?> Post(string path, CancellationToken cancelled, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var response = await _http.PostAsync(new Uri(path, UriKind.Relative), form, cancelled);
        return response.StatusCode == HttpStatusCode.SeeOther ? response.Headers.Location?.ToString() : null;
    }
}

/// <summary>A piece of work that was accepted on a marketplace.</summary>
/// <param name="Address">Its page on the marketplace.</param>
/// <param name="Server">The requester's server.</param>
/// <param name="Token">The session that the requester's page gave.</param>
/// <param name="Assignment">The marketplace's id for it.</param>
/// <param name="SubmitTo">Where it is handed in.</param>
/// <param name="Receipt">What the requester's page puts into the form.</param>
internal sealed record MarketWork(string Address, Uri Server, string Token, string Assignment, string SubmitTo, string Receipt);
