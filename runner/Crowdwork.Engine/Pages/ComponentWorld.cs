using System.Text.Json;
using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Pages;

/// <summary>
/// The world of a static task whose page is made of components (task.jsx): one worker, one row, one call of <c>submit</c>.
/// </summary>
/// <remarks>
/// <code>
///   var worker = await Meet();
///   worker.Show("task.jsx", row);
///   worker.Save(await ... what the page submits);
/// </code>
/// It differs from <see cref="FormWorld"/> in two things. The page runs in the worker's browser, so the whole row goes there. And it declares no fields, so what is
/// looked at is whether the answer is one that can be kept (<see cref="ComponentAnswer"/>). A new version of the page does not change this world: browsers exchange it by themselves.
/// </remarks>
internal sealed class ComponentWorld : IWorldProgram
{
    private readonly string _page;
    private readonly string _path;
    private readonly CallSite _site;
    private readonly TimeSpan _within;

    private ComponentWorld(TaskFolder task, string page)
    {
        _page = page;
        _path = Path.Combine(task.Path, page);
        _within = task.Config!.AssignmentDuration;
        _site = new CallSite(_path, 1);
        Hash = $"components-{page}";
    }

    public string Hash { get; }

    public IReadOnlyDictionary<string, string> Sources { get; } = new Dictionary<string, string>();

    /// <summary>The world of a static task with such a page; null for every other task.</summary>
    public static ComponentWorld? Of(TaskFolder task)
        => task is { IsStatic: true, Config: not null, StaticPage: { } page } && page != TaskFolder.FormPage ? new ComponentWorld(task, page) : null;

    public async Task Run(World globals)
    {
        var host = globals.Host;
        var worker = (await host.Meet([Role.Default], null, _site))[0];
        host.Show(worker, _page, host.Row is { } row ? JsonSerializer.Deserialize<JsonElement>(row) : null, _site);
        var answer = await host.Ask(worker, new Prompt<Answer>
        {
            Kind = PromptKind.Page, Within = _within, FieldsJson = "[]", ReadFields = ComponentAnswer.Judge, Read = reply => (Answer)reply.Value!,
        }, _site);
        host.Save(worker, answer, _site);
    }

    public WorldFault Describe(Exception exception) => new($"{exception.GetType().Name}: {exception.Message}", _path, 0, 0, []);

    public WorldFault DescribeForeignAwait(object? continuation) =>
        new("Bug in Crowdwork: a page waited for something that the conversation does not give.", _path, 0, 0, []);
}
