using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Crowdwork.Marketplace.Faults;
using Crowdwork.Marketplace.Notifications;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Crowdwork.Marketplace.Operators;

/// <summary>The operator's desk as JSON over HTTP, for scripts and tests.</summary>
/// <remarks>
/// <code>
///   GET  /clock                            {"now": ..., "aheadSeconds": ...}
///   POST /clock    {"advanceSeconds": 86400}
///   GET  /faults                           the settings in force
///   POST /faults   {"calls": [{"fault": "throttle", "operation": "CreateHIT", "rate": 0.2}], "trailingEmptyPage": true}
///   DELETE /faults
///   GET  /events?after=0&amp;limit=100&amp;wait=30 {"events": [{"seq": 1, ..., "body": {"Events": [...]}}], "last": 1}
/// </code>
/// </remarks>
internal static class OperatorEndpoints
{
    private const int LargestBody = 64 * 1024;
    private const int MostEvents = 1000;
    private const int LongestWait = 60;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly string[] s_closed = ["This is for the operator of the marketplace. Send the operator's token as a bearer token."];

    public static void Map(IEndpointRouteBuilder routes, OperatorDesk desk, OperatorAccess access)
    {
        routes.MapGet("/clock", context => Guarded(context, access, () => Answer(context, Clock(desk))));
        routes.MapPost("/clock", context => Guarded(context, access, () => PutForward(context, desk)));
        routes.MapGet("/faults", context => Guarded(context, access, () => Answer(context, desk.Faults)));
        routes.MapPost("/faults", context => Guarded(context, access, () => SetFaults(context, desk)));
        routes.MapDelete("/faults", context => Guarded(context, access, () =>
        {
            desk.Faults = FaultSettings.None;
            return Answer(context, desk.Faults);
        }));
        routes.MapGet("/events", context => Guarded(context, access, () => Events(context, desk)));
    }

    private static async Task PutForward(HttpContext context, OperatorDesk desk)
    {
        var asked = await Read<Advance>(context);
        if (asked is null)
            return;
        var seconds = asked.AdvanceSeconds;
        var problem = double.IsFinite(seconds) && Math.Abs(seconds) < 1e10
            ? await desk.PutForward(TimeSpan.FromSeconds(seconds))
            : "advanceSeconds is not a number of seconds.";
        await (problem is null ? Answer(context, Clock(desk)) : Refuse(context, [problem]));
    }

    private static async Task SetFaults(HttpContext context, OperatorDesk desk)
    {
        var settings = await Read<FaultSettings>(context);
        if (settings is null)
            return;
        var problems = settings.Problems();
        if (problems.Count > 0)
        {
            await Refuse(context, problems);
            return;
        }

        desk.Faults = settings;
        await Answer(context, desk.Faults);
    }

    private static async Task Events(HttpContext context, OperatorDesk desk)
    {
        var query = context.Request.Query;
        if (!TryNumber(query["after"], 0, long.MaxValue, 0, out var after) || !TryNumber(query["limit"], 1, MostEvents, 100, out var limit)
            || !TryNumber(query["wait"], 0, LongestWait, 0, out var wait))
        {
            await Refuse(context, [$"\"after\" is a number from 0, \"limit\" from 1 to {MostEvents}, and \"wait\" (seconds) from 0 to {LongestWait}."]);
            return;
        }

        var events = await desk.Events(after, (int)limit, TimeSpan.FromSeconds(wait), context.RequestAborted);
        await Answer(context, new EventPage([.. events.Select(View)], events.Count > 0 ? events[^1].Seq : after));
    }

    private static EventView View(LoggedEvent one)
    {
        using var body = JsonDocument.Parse(one.Body);
        return new EventView(one.Seq, one.At, one.Destination, one.Transport, body.RootElement.Clone());
    }

    private static ClockView Clock(OperatorDesk desk) => new(desk.Now, desk.Ahead.TotalSeconds);

    private static Task Guarded(HttpContext context, OperatorAccess access, Func<Task> work)
    {
        if (access.Admits(context.Request))
            return work();
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Answer(context, new { problems = s_closed });
    }

    private static async Task<T?> Read<T>(HttpContext context)
        where T : class
    {
        // A form of a foreign page can send text, but it cannot say that it is JSON without asking first.
        if (!context.Request.HasJsonContentType() || context.Request.ContentLength > LargestBody)
        {
            await Refuse(context, [$"Send JSON (Content-Type: application/json) of at most {LargestBody} bytes."]);
            return null;
        }

        try
        {
            var read = await JsonSerializer.DeserializeAsync<T>(context.Request.Body, s_json, context.RequestAborted);
            if (read is null)
                await Refuse(context, ["The body is null; it has to be an object."]);
            return read;
        }
        catch (JsonException error)
        {
            await Refuse(context, [$"The body does not fit: {error.Message}"]);
            return null;
        }
    }

    private static Task Answer<T>(HttpContext context, T value) => context.Response.WriteAsJsonAsync(value, s_json, context.RequestAborted);

    private static Task Refuse(HttpContext context, IReadOnlyList<string> problems)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Answer(context, new { problems });
    }

    private static bool TryNumber(string? text, long least, long most, long otherwise, out long number)
    {
        number = otherwise;
        return string.IsNullOrEmpty(text)
            || (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most);
    }

    private sealed record Advance(double AdvanceSeconds);

    private sealed record ClockView(DateTimeOffset Now, double AheadSeconds);

    private sealed record EventPage(IReadOnlyList<EventView> Events, long Last);

    private sealed record EventView(long Seq, DateTimeOffset At, string Destination, string Transport, JsonElement Body);
}
