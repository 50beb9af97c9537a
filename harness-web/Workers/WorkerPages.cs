using Crowdwork.Engine.Tasks;
using Crowdwork.Web.Client;
using Crowdwork.Web.Jsx;
using Crowdwork.Web.Pages;
using Crowdwork.Web.Server;
using Crowdwork.Web.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Crowdwork.Web.Workers;

/// <summary>Serves <c>/worker</c>, the page of a worker, and <c>/worker/preview</c>, what they see before they accept. The author's pages inside of them come from <see cref="AuthorPages"/>.</summary>
internal sealed class WorkerPages(IWorkerRooms rooms, SessionTokens tokens, ClientFiles client, Func<HttpContext, string>? framers = null)
{
    public void Map(WebApplication app)
    {
        app.MapGet("/worker", Page);
        app.MapGet("/worker/preview/{task}", Preview);
        app.MapGet("/worker/instructions", Instructions);
    }

    private async Task Page(HttpContext http)
    {
        var session = tokens.Read(http.Request.Query["t"]);
        var found = session is null ? null : await rooms.Find(session.Room);
        PageHeaders.ForWorkers(http.Response, WorkerServing.Around(http, found, framers));
        if (session is not null && found is null && rooms.IsExpected(session.Room))
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await http.Response.WriteAsync(MessagePage.Render("One moment", "This task is interrupted and will go on.", "Load this page again in some minutes.", clientRoot: client.Root));
            return;
        }

        if (found is not { } room)
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            await http.Response.WriteAsync(MessagePage.Render(
                "This link does not work", "It is incomplete, has been changed, or has run out.",
                "Open the task again from where you found it.", clientRoot: client.Root));
            return;
        }

        var task = room.Room.Folder;
        var model = new WorkerPageModel(
            task.Title, room.Room.Name, http.Request.Query["t"]!, RoleTexts.Instructions(task, null), Reward(task), task.Config?.BlockMobile == true, Harness: room.IsRehearsal, client.Root);
        await http.Response.WriteAsync(WorkerPage.Render(WithRoles(model, task)));
    }

    /// <summary>The same page with what the task says about its roles.</summary>
    public static WorkerPageModel WithRoles(WorkerPageModel model, TaskFolder task) => model with
    {
        RolePages = JsxPages.RolePages(task), Labels = RoleTexts.Labels(task), OwnInstructions = RoleTexts.WithInstructions(task), InstructionsRevision = RoleTexts.Revision(task),
        Signals = task.Config?.Signals != false,
    };

    // A preview needs no session: whoever looks for work may look at it, and it opens no socket.
    private async Task Preview(HttpContext http, string task)
    {
        var found = await rooms.Find(task);
        PageHeaders.ForWorkers(http.Response, found?.Marketplaces ?? "");
        if (found is not { } room)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            await http.Response.WriteAsync(MessagePage.Render(
                "There is no such task", "It may have been taken down.", "Go back to where you found it.", clientRoot: client.Root));
            return;
        }

        await http.Response.WriteAsync(await PreviewOf(room, client.Root, http.RequestAborted));
    }

    /// <summary>The page that is seen before the work is accepted.</summary>
    public static async Task<string> PreviewOf(WorkerRoom room, string clientRoot, CancellationToken cancelled)
    {
        var folder = room.Room.Folder;
        var frame = folder.PreviewPage is { } page && !JsxPages.IsJsx(page) ? AuthorPages.AddressOf(room.Room.Name, page) : null;
        return PreviewPage.Render(new PreviewPageModel(
            folder.Title, folder.Config?.Description ?? "", Reward(folder), RoleTexts.Instructions(folder, null), frame, clientRoot)
        {
            Components = await Components(room, cancelled),
        });
    }

    // Without a version that works, the standard preview stands in.
    private static async Task<PreviewComponents?> Components(WorkerRoom room, CancellationToken cancelled)
    {
        if (room.Room.Folder.PreviewPage is not { } page || await room.Pages.Newest(page, cancelled) is not { } output) return null;
        return new PreviewComponents(room.Room.Name, page, output.Version, output.Style is not null);
    }

    // By the role that the server knows of, and not by one that a page claims to have.
    private async Task Instructions(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        if (tokens.Read(http.Request.Query["t"]) is not { } session || await rooms.Find(session.Room) is not { } room)
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        if (RoleTexts.Instructions(room.Room.Folder, room.Room.RoleOf(session.Who)) is not { } html)
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync(html, http.RequestAborted);
    }

    public static string Reward(TaskFolder task) => task.Config is { Reward: > 0 } config ? $"${config.Reward:0.00}" : "";
}
