using Crowdwork.Engine.Tasks;
using Crowdwork.Web.Client;
using Crowdwork.Web.Jsx;
using Crowdwork.Web.Pages;
using Crowdwork.Web.Server;
using Crowdwork.Web.Sessions;
using Markdig;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Crowdwork.Web.Workers;

/// <summary>Serves <c>/worker</c>, the page of a worker, and the author's own pages inside of it.</summary>
internal sealed class WorkerPages(RehearsalRooms rooms, SessionTokens tokens, ClientFiles client)
{
    // Raw HTML in instructions is shown as text: a Markdown file that somebody sent must not bring a script along.
    private static readonly MarkdownPipeline Markdown = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoLinks().Build();

    public void Map(WebApplication app)
    {
        app.MapGet("/worker", Page);
        app.MapGet("/worker/pages/{page}", TaskPage);
    }

    private async Task Page(HttpContext http)
    {
        PageHeaders.ForWorkers(http.Response);
        if (tokens.Read(http.Request.Query["t"]) is not { } session || await rooms.Find(session.Task) is not { } room)
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            await http.Response.WriteAsync(MessagePage.Render(
                "This link does not work", "It is incomplete, has been changed, or has run out.",
                "Open the task again from where you found it.", clientRoot: client.Root));
            return;
        }

        var task = room.Rehearsal.Folder;
        var model = new WorkerPageModel(
            task.Title, task.Name, http.Request.Query["t"]!, Instructions(task), Reward(task), task.Config?.BlockMobile == true, Harness: true, client.Root)
        {
            RolePages = JsxPages.RolePages(task),
        };
        await http.Response.WriteAsync(WorkerPage.Render(model));
    }

    private async Task TaskPage(HttpContext http, string page)
    {
        PageHeaders.ForTaskPages(http.Response);
        if (tokens.Read(http.Request.Query["t"]) is not { } session || await rooms.Find(session.Task) is not { } room
            || !room.Rehearsal.Folder.Pages.Contains(page) || Path.GetExtension(page) != ".html"
            || room.Rehearsal.Folder.Resolve(page) is not { } path || !File.Exists(path))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await http.Response.SendFileAsync(path, http.RequestAborted);
    }

    private static string? Instructions(TaskFolder task)
        => task.InstructionsPath is { } path && File.Exists(path) ? Markdig.Markdown.ToHtml(File.ReadAllText(path), Markdown) : null;

    private static string Reward(TaskFolder task) => task.Config is { Reward: > 0 } config ? $"${config.Reward:0.00}" : "";
}
