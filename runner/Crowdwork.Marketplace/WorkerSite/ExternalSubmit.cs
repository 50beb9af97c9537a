using System.Text;
using Crowdwork.Marketplace.Pages;
using Crowdwork.Marketplace.Questions;
using Crowdwork.Marketplace.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace Crowdwork.Marketplace.WorkerSite;

/// <summary>
/// Where a task's page posts its answers. It comes from the task's own origin, by design from anywhere, without a session: the assignment's id is the only
/// thing that speaks for it, and the store knows whether that is in work and whose it is.
/// </summary>
/// <remarks>
/// The reply lands in the task's frame and says a sentence. The page around the frame notices that the frame has gone on, asks the store what became of the
/// assignment, and moves on itself; it believes nothing that the frame says.
/// </remarks>
internal sealed class ExternalSubmit(IWorkerDesk desk, SiteFiles files)
{
    private const int LargestPost = 4 * 1024 * 1024;

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/mturk/externalSubmit", Take);
        app.MapMethods("/mturk/externalSubmit", ["GET", "PUT", "DELETE", "PATCH"], (HttpContext http) =>
        {
            http.Response.Headers.Allow = "POST";
            return Say(http, StatusCodes.Status405MethodNotAllowed, "Answers are posted", "This address takes answers by POST only: give the form method=\"post\".");
        });
    }

    private async Task Take(HttpContext http)
    {
        if (await Read(http) is not { } fields) return;

        // Some tasks write the assignment into the address of their form. What the form itself says comes first.
        fields.AddRange(http.Request.Query.Where(field => fields.TrueForAll(one => one.Key != field.Key)).SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? ""))).ToList());

        var assignment = fields.FirstOrDefault(field => field.Key == "assignmentId").Value ?? "";
        if (assignment == TaskFrame.NoAssignment)
        {
            await Say(http, StatusCodes.Status409Conflict, "This was a preview", "Nothing was handed in. Accept the HIT first, then its page knows what it is handing in.");
            return;
        }

        if (assignment.Length == 0)
        {
            await Say(http, StatusCodes.Status400BadRequest, "No assignmentId", "Nothing was handed in. The task's form has to post a field assignmentId with the value that stood in the page's address.");
            return;
        }

        var answers = QuestionFormAnswers.FromPost(fields);
        if (answers.Answers.IsEmpty)
        {
            await Say(http, StatusCodes.Status400BadRequest, "No answers", "Nothing was handed in. The task's form has to post at least one field besides assignmentId.");
            return;
        }

        try
        {
            await desk.Submit(assignment, null, answers);
            await Say(http, StatusCodes.Status200OK, "Handed in. Thank you.", "The page around this one goes on by itself.");
        }
        catch (WorkRefused refused)
        {
            var text = RefusalText.Of(refused);
            await Say(http, text.Status, text.Title, $"{text.Text} {text.Remedy}");
        }
        catch (StoreUnavailable)
        {
            var text = RefusalText.NoStore;
            await Say(http, text.Status, text.Title, $"{text.Text} {text.Remedy}");
        }
    }

    private async Task<List<KeyValuePair<string, string>>?> Read(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
        {
            await Say(http, StatusCodes.Status415UnsupportedMediaType, "This is not a form", "Nothing was handed in. Answers are posted as application/x-www-form-urlencoded, the way a form posts them.");
            return null;
        }

        try
        {
            return MediaIsMultipart(http.Request) ? await ReadMultipart(http) : await ReadUrlEncoded(http);
        }
        catch (Exception fault) when (fault is InvalidDataException or BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            await Say(http, StatusCodes.Status413PayloadTooLarge, "Too much at once", $"Nothing was handed in. A post may have {LargestPost / 1024 / 1024} MB.");
            return null;
        }
    }

    private static bool MediaIsMultipart(HttpRequest request) => request.ContentType!.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase);

    // Read by hand: the framework's form is a dictionary, and the order in which fields came is worth keeping.
    private static async Task<List<KeyValuePair<string, string>>> ReadUrlEncoded(HttpContext http)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            if (body.Length + count > LargestPost) throw new InvalidDataException("More than the largest post.");
            body.Write(buffer, 0, count);
        }

        var fields = new List<KeyValuePair<string, string>>();
        foreach (var pair in new QueryStringEnumerable(Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length)))
            fields.Add(KeyValuePair.Create(pair.DecodeName().ToString(), pair.DecodeValue().ToString()));
        return fields;
    }

    private async Task<List<KeyValuePair<string, string>>?> ReadMultipart(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(
            new Microsoft.AspNetCore.Http.Features.FormOptions { ValueLengthLimit = LargestPost, MultipartBodyLengthLimit = LargestPost, ValueCountLimit = 16_384 }, http.RequestAborted);
        if (form.Files.Count == 0) return [.. form.SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? "")))];
        await Say(http, StatusCodes.Status415UnsupportedMediaType, "Files cannot be handed in", "Nothing was handed in. The task's page has to send files to its own server, and post their names here.");
        return null;
    }

    private Task Say(HttpContext http, int status, string title, string text)
    {
        SiteHeaders.ForReceipts(http.Response);
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(Html.Of($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{title}</title>
            <link rel="icon" href="{files.Root}/brand/favicon.svg" type="image/svg+xml">
            <link rel="stylesheet" href="{files.Root}/shared/tokens.css">
            <link rel="stylesheet" href="{files.Root}/shared/base.css">
            <link rel="stylesheet" href="{files.Root}/site.css">
            </head>
            <body class="receipt"><main class="message"><h1>{title}</h1><p>{text}</p></main></body>
            </html>

            """).ToString());
    }
}
