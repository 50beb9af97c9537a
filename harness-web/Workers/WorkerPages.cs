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
internal sealed class WorkerPages(IWorkerRooms rooms, SessionTokens tokens, ClientFiles client)
{
    public void Map(WebApplication app)
    {
        app.MapGet("/worker", Page);
        app.MapGet("/worker/preview/{task}", Preview);
        app.MapGet("/worker/instructions", Instructions);
    }

    private async Task Page(HttpContext http)
    {
        PageHeaders.ForWorkers(http.Response);
        if (tokens.Read(http.Request.Query["t"]) is not { } session || await rooms.Find(session.Room) is not { } room)
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            await http.Response.WriteAsync(MessagePage.Render(
                "This link does not work", "It is incomplete, has been changed, or has run out.",
                "Open the task again from where you found it.", clientRoot: client.Root));
            return;
        }

        var task = room.Room.Folder;
        var model = new WorkerPageModel(
            task.Title, room.Room.Name, http.Request.Query["t"]!, RoleTexts.Instructions(task, null), Reward(task), task.Config?.BlockMobile == true, Harness: room.IsRehearsal, client.Root)
        {
            RolePages = JsxPages.RolePages(task), Labels = RoleTexts.Labels(task), OwnInstructions = RoleTexts.WithInstructions(task), InstructionsRevision = RoleTexts.Revision(task),
        };
        await http.Response.WriteAsync(WorkerPage.Render(model));
    }

    // A preview needs no session: whoever looks for work may look at it, and it opens no socket.
    private async Task Preview(HttpContext http, string task)
    {
        PageHeaders.ForWorkers(http.Response);
        if (await rooms.Find(task) is not { } room)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            await http.Response.WriteAsync(MessagePage.Render(
                "There is no such task", "It may have been taken down.", "Go back to where you found it.", clientRoot: client.Root));
            return;
        }

        var folder = room.Room.Folder;
        var frame = folder.PreviewPage is { } page && !JsxPages.IsJsx(page) ? AuthorPages.AddressOf(room.Room.Name, page) : null;
        await http.Response.WriteAsync(PreviewPage.Render(new PreviewPageModel(
            folder.Title, folder.Config?.Description ?? "", Reward(folder), RoleTexts.Instructions(folder, null), frame, client.Root)
        {
            Components = await Components(room, http.RequestAborted),
        }));
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

    private static string Reward(TaskFolder task) => task.Config is { Reward: > 0 } config ? $"${config.Reward:0.00}" : "";
}
