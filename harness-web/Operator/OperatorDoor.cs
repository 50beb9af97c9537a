using Crowdwork.Web.Client;
using Crowdwork.Web.Pages;
using Crowdwork.Web.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Crowdwork.Web.Operator;

/// <summary>
/// Stands before everything that the operators' server of runs has: its pages are full of what workers said, and its buttons spend money.
/// </summary>
/// <remarks>
/// <code>
///   runner launch prints   http://localhost:8081/runs/qa-1?key=4f..
///     GET ?key=  --the key is right--> Set-Cookie (HttpOnly, SameSite=Strict), and the same address without the key
///     GET /runs/qa-1       --cookie--> the page, with the token for its calls
///     POST /api/decide     --header X-Operator-Token--> done
/// </code>
/// The cookie opens pages and the token does things. A cookie alone must not: a page on another port of this machine is the same site to a browser, which would send
/// the cookie along, but it can neither read our page nor add our header.
/// </remarks>
internal sealed class OperatorDoor(OperatorGate gate, ClientFiles client)
{
    private const string KeyName = "key";

    // What holds nothing of a run: our own scripts and styles, the workers' side (which asks for its own signed session) and files that an author made public.
    private static readonly string[] Open = ["/client/", "/favicon.ico", "/worker"];

    public void Guard(WebApplication app) => app.Use(Pass);

    private Task Pass(HttpContext http, RequestDelegate next)
    {
        if (!OperatorGate.Admits(http)) return Refuse(http, "Not from here", "This page answers on this machine only, under the name localhost.", "");
        var path = http.Request.Path.Value ?? "";
        if (Open.Any(start => path.StartsWith(start, StringComparison.Ordinal)) || IsPublicFile(path)) return next(http);
        if (path.StartsWith("/api/", StringComparison.Ordinal)) return gate.Knows(http.Request.Headers[OperatorGate.Header]) ? next(http) : Refuse(http);
        if (http.Request.Query.ContainsKey(KeyName)) return Exchange(http);
        return gate.IsPassed(http.Request.Cookies[CookieOf(http)]) ? next(http) : Refuse(
            http, "This page needs its key", "The address that the command printed has a key in it, and this one has not, or it is of another project.",
            "Open the address that 'runner launch' or 'runner resume' printed. 'runner review <run>' prints it again.");
    }

    private Task Exchange(HttpContext http)
    {
        if (!gate.Knows(http.Request.Query[KeyName]) || !HttpMethods.IsGet(http.Request.Method))
            return Refuse(http, "This key does not fit", "It is of another project, or incomplete.", "Open the address that the command printed last. 'runner review <run>' prints it again.");
        http.Response.Cookies.Append(CookieOf(http), gate.Pass, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true });
        PageHeaders.ForOperators(http.Response);
        // Out of the address at once: it would stay in the history, and in pictures that people take of their screens.
        http.Response.Redirect($"{http.Request.PathBase}{http.Request.Path}");
        return Task.CompletedTask;
    }

    private Task Refuse(HttpContext http, string title, string text, string remedy)
    {
        PageHeaders.ForOperators(http.Response);
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return http.Response.WriteAsync(MessagePage.Render(title, text, remedy, clientRoot: client.Root));
    }

    private static Task Refuse(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    // What an author's review page loads: it has no origin, so its browser sends no cookie along.
    private static bool IsPublicFile(string path) => path.Split('/') is ["", "answers", _, "public", ..];

    // Cookies know no ports: two runs on one machine would throw out each other's.
    private static string CookieOf(HttpContext http) => $"crowdwork-operator-{http.Connection.LocalPort}";
}
