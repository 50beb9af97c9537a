using System.Text.Json;
using Crowdwork.Engine.Pages;
using Crowdwork.Engine.Review;
using Crowdwork.Engine.Store;
using Crowdwork.Templates;
using Crowdwork.Web.Client;
using Crowdwork.Web.Operator;
using Crowdwork.Web.Pages;
using Crowdwork.Web.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;

namespace Crowdwork.Web.Runs;

/// <summary>
/// Shows an answer by the task's own <c>review.html</c>, in a frame without an origin: what a worker wrote may stand in it, and an author may have escaped it badly.
/// </summary>
/// <remarks>
/// The page knows <c>data.answer</c> (what was saved last), <c>data.saved</c>, <c>data.input</c> (the data row), <c>data.shown</c>, <c>data.messages</c> and
/// <c>data.state</c>, and <c>role</c>, <c>task</c> and <c>worker.id</c> as every page does. It is that of the task as it was launched. What it says is
/// <c>src="public/..."</c> for is found as it is on a worker's page.
/// </remarks>
internal sealed class AnswerPages(RunDesks desks, ClientFiles client)
{
    private static readonly FileExtensionContentTypeProvider Types = new();

    public static string AddressOf(RunId run, string assignment, string worker)
        => $"/answers/{Uri.EscapeDataString(run.Value)}/page?assignment={Uri.EscapeDataString(assignment)}&worker={Uri.EscapeDataString(worker)}";

    public void Map(WebApplication app)
    {
        app.MapGet("/answers/{run}/page", Page);
        app.MapGet("/answers/{run}/public/{**path}", File);
    }

    private async Task Page(HttpContext http, string run, string assignment, string worker)
    {
        PageHeaders.ForTaskPages(http.Response);
        if (desks.Named(run) is not { } id || await Tools(id) is not { AnswerPage: { } page, Pages: { } pages, Task: { } task }
            || desks.Store.Attendances(id).FirstOrDefault(row => row.Assignment == assignment && row.Worker.Value == worker) is not { Conversation: { } conversation } row
            || PartTranscript.Of(desks.Store, conversation, row.Worker) is not { } part)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        try
        {
            var html = pages.Render(page, ModelOf(part, row, desks.Store.Conversation(conversation)!), http.RequestAborted);
            await http.Response.WriteAsync(TaskPageDocument.Of(html, task.Title, client.Root));
        }
        catch (TemplateException e)
        {
            var problems = string.Join('\n', e.Diagnostics.Select(pages.ProblemOf));
            await http.Response.WriteAsync(MessagePage.Render("review.html failed", problems, "The transcript has everything all the same.", clientRoot: client.Root));
        }
    }

    private async Task<ReviewTools> Tools(RunId run) => await desks.Tools(run);

    // A frame without an origin sends no cookie with what it loads. These are the files that every worker could load too.
    private async Task<IResult> File(HttpContext http, string run, string path)
    {
        if (desks.Named(run) is not { } id || (await Tools(id)).Task?.PublicFile(path) is not { } file) return Results.NotFound();
        PageHeaders.ForPublicFiles(http.Response);
        return Results.File(file, Types.TryGetContentType(file, out var type) ? type : "application/octet-stream", enableRangeProcessing: true);
    }

    private static PageModel ModelOf(PartTranscript part, AttendanceRow row, ConversationRow conversation) => new()
    {
        Data = JsonSerializer.Serialize(new
        {
            answer = part.Saved.Count > 0 ? part.Saved[^1].Data : null,
            saved = part.Saved.Select(piece => new { type = piece.Type, data = piece.Data }),
            input = part.Input,
            shown = part.Shown,
            messages = part.Lines.Where(line => line.Kind is "told" or "asked" or "said").Select(line => new { from = line.Kind == "said" ? part.Role : line.From, text = line.Text }),
            state = row.Detail ?? row.State,
        }, JsonSerializerOptions.Web),
        Role = part.Role,
        WorkerId = row.Worker.Value,
        Now = part.To,
        Seed = (int)conversation.Id.Value,
    };
}
