using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Pages;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Templates;

namespace Crowdwork.Engine.Rooms;

// The task's own pages, rendered when a worker's page asks for them.
public abstract partial class TaskRoom
{
    // Those of the last build that was good.
    private protected TaskPages? Pages { get; set; }

    // What the operator was told once about a page need not be told for each worker.
    private readonly HashSet<string> _toldNames = [];

    /// <summary>
    /// Renders a page that was shown to a worker, with what it was shown with. It comes from the journal, so that a reload and a restart give the same.
    /// </summary>
    /// <returns>The HTML; null when the page was not shown to them; an empty text when it failed, which the operator is told.</returns>
    public string? RenderShown(Attendance who, string page, CancellationToken cancelled)
    {
        if (Pages is not { } pages || pages.Find(page) is not { } found || ConversationOf(who) is not { } conversation) return null;
        var turns = _setting.Store.ReadTurns(conversation.Id, conversation.Edition).Select(turn => TurnJson.Read(turn.Number, turn.AtUnixMs, turn.Body));
        return ShownPage.Find(turns, who.Worker.Value, page) is { } model ? Render(pages, found, model, conversation.Id.Value, who.Worker.Value, cancelled) : null;
    }

    /// <summary>The role of a worker in the conversation that their page shows; null while there is none.</summary>
    public string? RoleOf(Attendance who)
        => ConversationOf(who) is { } conversation ? _setting.Store.Seats(conversation.Id).LastOrDefault(seat => seat.Worker == who.Worker)?.Role : null;

    /// <summary>Renders the page that is shown before the work is accepted.</summary>
    /// <returns>As for <see cref="RenderShown"/>; null when the task has no such page.</returns>
    public string? RenderPreview(CancellationToken cancelled)
    {
        if (Pages is not { } pages || Folder.PreviewPage is not { } name || pages.Find(name) is not { } page) return null;
        return Render(pages, page, new PageModel { Preview = true, Now = Now }, null, null, cancelled);
    }

    private string Render(TaskPages pages, TaskPage page, PageModel model, long? conversation, string? worker, CancellationToken cancelled)
    {
        TellOfNames(pages, page, model.Data);
        try
        {
            return pages.Render(page, model, cancelled);
        }
        catch (TemplateException e)
        {
            foreach (var problem in e.Diagnostics.Select(pages.ProblemOf))
                AddFault(PageFault($"{problem.Message} {problem.Remedy}".TrimEnd(), problem.File, problem.Line, problem.Column));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            AddFault(PageFault(e.Message, $"{Folder.ShownAs}/{page.Name}", 0, 0));
        }

        return "";

        Fault PageFault(string message, string file, int line, int column) =>
            new(0, Now, "page", message, file, line, column, [], conversation, worker);
    }

    private void TellOfNames(TaskPages pages, TaskPage page, string? data)
    {
        foreach (var (reference, meant) in DataNames.WrittenDifferently(page, data))
        {
            lock (Gate)
            {
                if (!_toldNames.Add($"{page.Revision} {reference.Span}")) continue;
            }

            AddFault(new Fault(
                0, Now, "page", $"The data have no '{reference.Name.Split('.')[1]}', so nothing is printed here. Did you mean data.{meant}?",
                pages.Show(reference.Span.File), reference.Span.Line, reference.Span.Column, [], null, null));
        }
    }

    private protected void TellOfPages(PlayRules rules)
    {
        if (rules.PagesFrame is not { } frame) return;
        List<Conversation> conversations;
        lock (Gate) conversations = Conversations.Values.ToList();
        foreach (var conversation in conversations) conversation.Post(new Mail.Broadcast(frame));
    }
}
