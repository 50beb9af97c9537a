using Crowdwork.Engine.Tasks;
using Crowdwork.Web.Client;
using Crowdwork.Web.Pages;
using Crowdwork.Web.Runs;
using Crowdwork.Web.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Crowdwork.Web.Operator;

/// <summary>Serves <c>/</c>, the list of tasks, and <c>/tasks/&lt;name></c>, the harness of one.</summary>
internal sealed class OperatorPages(RehearsalRooms rooms, OperatorGate gate, ClientFiles client, Func<Uri?> marketplace, LaunchedRuns runs)
{
    public void Map(WebApplication app)
    {
        app.MapGet("/", Index);
        app.MapGet("/tasks/{task}", Harness);
        app.MapFallback(Nothing);
    }

    private async Task Index(HttpContext http)
    {
        if (!await Admit(http)) return;
        var tasks = rooms.Tasks.List().Select(CardOf).ToArray();
        var (lines, trouble) = await runs.List(http.RequestAborted);
        await http.Response.WriteAsync(IndexPage.Render(new IndexPageModel(rooms.Tasks.Root, tasks, client.Root, marketplace()) { Runs = lines, RunsTrouble = trouble }));
    }

    private async Task Harness(HttpContext http, string task)
    {
        if (!await Admit(http)) return;
        if (await rooms.Find(task) is not { } room)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            await http.Response.WriteAsync(MessagePage.Render(
                $"There is no task '{task}'", $"The folder {rooms.Tasks.Root} has no task of that name.",
                "Correct the address, or choose one from the list.", home: "/", clientRoot: client.Root));
            return;
        }

        var folder = room.Rehearsal.Folder;
        await http.Response.WriteAsync(HarnessPage.Render(new HarnessPageModel(folder.Name, folder.Config?.Title ?? "", gate.Token, client.Root)));
    }

    private async Task Nothing(HttpContext http)
    {
        if (!await Admit(http)) return;
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        await http.Response.WriteAsync(MessagePage.Render(
            "There is nothing here", $"No page has the address {http.Request.Path}.", "Choose a task from the list.", home: "/", clientRoot: client.Root));
    }

    private async Task<bool> Admit(HttpContext http)
    {
        PageHeaders.ForOperators(http.Response);
        if (OperatorGate.Admits(http)) return true;
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        await http.Response.WriteAsync(MessagePage.Render(
            "Not from here", "The harness answers on this machine only, under the name localhost.", clientRoot: client.Root));
        return false;
    }

    private static TaskCard CardOf(TaskFolder task)
    {
        var data = task.ReadData();
        return new TaskCard(
            task.Name, task.Title, task.Config?.Description ?? "", task.Config?.Roles.Keys.ToArray() ?? [], task.DataPath is null ? null : data.Rows.Count,
            task.IsStatic, [.. task.Problems, .. data.Problems]);
    }
}
