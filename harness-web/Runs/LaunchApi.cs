using System.Text.Json;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Review;
using Crowdwork.Engine.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Crowdwork.Web.Runs;

/// <summary>
/// Takes launches of other commands for the process that serves. Who asks has shown the token already (<see cref="Operator.OperatorDoor"/>), which only the owner of the
/// store's folder can read.
/// </summary>
/// <param name="desk">Null as long as the process has not begun to serve, or is about to end.</param>
internal sealed class LaunchApi(Func<ILaunchDesk?> desk)
{
    private const string Path = "/api/launch";
    private const string OfferPath = "/api/launch/offer";
    private const string BeginPath = "/api/launch/begin";
    private const string ServePath = "/api/launch/serve";

    private const string NoDesk = "The process that serves this project's runs is just beginning or about to end. Try again in a moment.";

    public void Map(WebApplication app)
    {
        // By which other commands see that this process takes runs on, and does not only show them.
        app.MapGet(Path, () => Results.Json(new { serves = desk() is not null }));
        app.MapPost(OfferPath, (Delegate)((HttpContext http) => Answer<LaunchOrder, LaunchOffer>(http, (one, order) => one.Offer(order, http.RequestAborted))));
        app.MapPost(BeginPath, (Delegate)((HttpContext http) => Answer<BeginOrder, ServedRun>(http, (one, order) => one.Begin(order.Offer, http.RequestAborted))));
        app.MapPost(ServePath, (Delegate)((HttpContext http) => Answer<ServeRunOrder, ServedRun>(http, (one, order) => one.Serve(order.Run, order.How, http.RequestAborted))));
    }

    private async Task<IResult> Answer<TOrder, TAnswer>(HttpContext http, Func<ILaunchDesk, TOrder, Task<TAnswer>> ask)
        where TOrder : class
        where TAnswer : class
    {
        http.Response.Headers.CacheControl = "no-store";
        TOrder? order;
        try
        {
            order = await JsonSerializer.DeserializeAsync<TOrder>(http.Request.Body, LaunchAnswer.Json, http.RequestAborted);
        }
        catch (JsonException)
        {
            order = null;
        }

        if (order is null) return Results.StatusCode(StatusCodes.Status400BadRequest);
        if (desk() is not { } open) return Refused(NoDesk);
        try
        {
            return Results.Json(new LaunchAnswer<TAnswer>(await ask(open, order), null), LaunchAnswer.Json);
        }
        catch (Exception refusal) when (refusal is LaunchRefusal or CrowdFault or StoreException)
        {
            return Refused(refusal.Message);
        }

        static IResult Refused(string why) => Results.Json(new LaunchAnswer<TAnswer>(null, why), LaunchAnswer.Json);
    }
}

/// <summary>Which offer is accepted.</summary>
public sealed record BeginOrder(string Offer);

/// <summary>Which run is to be served, and how.</summary>
public sealed record ServeRunOrder(string Run, ServeOrder How);

/// <summary>What the process that serves answers.</summary>
/// <param name="Done">What was asked for; null when it is refused.</param>
/// <param name="Refusal">Why it is refused.</param>
public sealed record LaunchAnswer<T>(T? Done, string? Refusal)
    where T : class;

/// <summary>How launches are written on their way to the process that serves.</summary>
public static class LaunchAnswer
{
    public static JsonSerializerOptions Json => DecideRequest.Json;
}
