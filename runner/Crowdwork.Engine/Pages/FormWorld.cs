using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds;
using Crowdwork.Scripting;
using Crowdwork.Templates;

namespace Crowdwork.Engine.Pages;

/// <summary>
/// The world of a task that has none: one worker, one form, one answer.
/// </summary>
/// <remarks>
/// <code>
///   var worker = await Meet();
///   worker.Show("task.html");
///   worker.Save(await ... what they fill in);
/// </code>
/// It is played like any script, so that journal, replay, time limits, review and the harness need to know nothing of forms. What it gives to the worker's page is the
/// name of the page only: columns of the row that the template does not print never leave the server.
/// </remarks>
internal sealed class FormWorld : IWorldProgram
{
    private readonly TaskPages _pages;
    private readonly TaskPage _page;
    private readonly CallSite _site;
    private readonly TimeSpan _within;

    private FormWorld(TaskFolder task, TaskPages pages, TaskPage page)
    {
        _pages = pages;
        _page = page;
        _within = task.Config!.AssignmentDuration;
        _site = new CallSite(page.Template.Path, 1);
        Hash = $"form-{page.Revision}";
        Sources = new Dictionary<string, string> { [page.Template.Path] = pages.Texts.GetValueOrDefault(page.Template.Path, "") };
    }

    public string Hash { get; }

    public IReadOnlyDictionary<string, string> Sources { get; }

    /// <summary>The world of a static task; null where its page is not there or has errors, which the problems of the folder and of the pages tell.</summary>
    public static FormWorld? Of(TaskFolder task, TaskPages pages) =>
        task is { IsStatic: true, Config: not null } && pages.Find(TaskFolder.FormPage) is { Template.HasErrors: false } page ? new FormWorld(task, pages, page) : null;

    public async Task Run(World globals)
    {
        var host = globals.Host;
        var worker = (await host.Meet([Role.Default], null, _site))[0];
        var model = ShownPage.Of(new Seating(worker.Seat, worker.Id, worker.Role, IsModel: false), host.Row, host.Now, host.Seed);
        var form = PageForm.Read(_pages.Render(_page, model));
        host.Show(worker, _page.Name, null, _site);
        var answer = await host.Ask(worker, new Prompt<Answer>
        {
            Kind = PromptKind.Page, Within = _within, FieldsJson = form.FieldsJson, ReadFields = form.Judge, Read = reply => (Answer)reply.Value!,
        }, _site);
        host.Save(worker, answer, _site);
    }

    public WorldFault Describe(Exception exception) => exception is TemplateException { Diagnostics: [var first, ..] }
        ? new WorldFault($"{first.Message} {first.Remedy}".TrimEnd(), first.File, first.Line, first.Column, [])
        : new WorldFault($"{exception.GetType().Name}: {exception.Message}", _page.Template.Path, 0, 0, []);

    public WorldFault DescribeForeignAwait(object? continuation) =>
        new("Bug in Crowdwork: a form waited for something that the conversation does not give.", _page.Template.Path, 0, 0, []);
}
