using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Pages;
using Crowdwork.Engine.Rooms;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds;

namespace Crowdwork.Engine.Rehearsals;

// From a saved file to conversations that go on under it.
public sealed partial class Rehearsal
{
    // How long a script that does not parse may be an editor's half-written file.
    private static readonly TimeSpan HalfSaved = TimeSpan.FromMilliseconds(50);

    private readonly Channel<string> _saved = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _closing = new();
    private Task _building = Task.CompletedTask;

    // Read under the gate; written by the one build that runs at a time.
    private IReadOnlyList<string> _watched = [];
    private string _stamp = "";
    private readonly OutsideFiles _outside = new();
    private static readonly TimeSpan LookOutsideEvery = TimeSpan.FromSeconds(1);

    /// <summary>The last build.</summary>
    public BuildState BuildState { get; private set; } = BuildState.None;

    /// <summary>What the last reload did to the open conversations.</summary>
    public Changes? LastChanges { get; private set; }

    /// <summary>Tells that files of this task were saved.</summary>
    public void Saved(IReadOnlyCollection<string> paths)
    {
        foreach (var path in paths) _saved.Writer.TryWrite(path);
    }

    /// <summary>Builds again and again, as files are saved. Runs until the rehearsal is closed.</summary>
    public void WatchForSaves() => _building = Task.Run(async () =>
    {
        await using var look = _setting.Time.CreateTimer(_ => LookOutside(), null, LookOutsideEvery, LookOutsideEvery);
        await foreach (var first in _saved.Reader.ReadAllAsync())
        {
            var concerns = Concerns(first);
            while (_saved.Reader.TryRead(out var more)) concerns |= Concerns(more);
            if (concerns) await BuildUntilQuiet();
        }
    });

    private void LookOutside()
    {
        lock (_outside) Saved(_outside.Changed());
    }

    private async Task StopBuilding()
    {
        _saved.Writer.TryComplete();
        await _closing.CancelAsync();
        await _building;
    }

    private bool Concerns(string path)
    {
        // Pages are built by themselves. The conversations need to know only which there are.
        if (Path.GetExtension(path) is ".jsx" or ".tsx" && Definition.Pages.Contains(Path.GetRelativePath(Definition.Path, path)) && File.Exists(path)) return false;
        if (path.StartsWith(Definition.Path + Path.DirectorySeparatorChar + TaskFolder.PublicFolder, StringComparison.Ordinal)) return false;
        return path.StartsWith(Definition.Path + Path.DirectorySeparatorChar, StringComparison.Ordinal) || _watched.Contains(path);
    }

    private async Task BuildUntilQuiet()
    {
        try
        {
            while (await Build(believeSyntaxErrors: false) == Built.LooksHalfSaved)
            {
                // The next save, or a moment of quiet: then the syntax error is meant.
                using var quiet = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
                quiet.CancelAfter(HalfSaved);
                try
                {
                    await _saved.Reader.WaitToReadAsync(quiet.Token);
                    while (_saved.Reader.TryRead(out _)) { }
                }
                catch (OperationCanceledException) when (!_closing.IsCancellationRequested)
                {
                    await Build(believeSyntaxErrors: true);
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // The rehearsal is being closed; nobody waits for this build.
        }
    }

    private enum Built
    {
        Done,
        LooksHalfSaved,
    }

    private async Task<Built> Build(bool believeSyntaxErrors)
    {
        var started = _setting.Time.GetTimestamp();
        var task = _setting.Tasks.Find(Name) ?? Definition;
        var problems = new List<Problem>(task.Problems);
        var data = task.ReadData();
        problems.AddRange(data.Problems);
        var pages = TaskPages.Read(task, Pages);
        problems.AddRange(pages.Problems);

        WorldBuild? built = null;
        if (task.WorldPath is not null)
        {
            built = await _setting.Compiler.CompileAsync(task.WorldPath, _closing.Token);
            if (built.LooksHalfSaved && !believeSyntaxErrors) return Built.LooksHalfSaved;
            problems.AddRange(built.Problems.Select(problem => problem with { File = Show(problem.File) }));
            if (built.World is { } loaded) problems.AddRange(RoleCheck.Of(task, loaded.Sources));
        }
        else
        {
            problems.AddRange(FormCheck.Columns(task, pages, data));
            problems.AddRange(FormCheck.Rows(task, pages, data, most: 1));
        }

        lock (Gate)
        {
            Definition = task;
            if (built is not null) _watched = built.Files;
        }

        lock (_outside) _outside.Watch(_watched.Where(path => !path.StartsWith(_setting.Tasks.Root + Path.DirectorySeparatorChar, StringComparison.Ordinal)));

        IWorldProgram? world = built is not null ? built.World : (IWorldProgram?)FormWorld.Of(task, pages) ?? ComponentWorld.Of(task);
        // Editors touch a file twice for one save; the second build finds nothing new.
        var stamp = StampOf(task, data, pages, world);
        if (world is not null && stamp == _stamp && BuildState.State == "ok")
        {
            Dispose(world);
            return Built.Done;
        }

        _stamp = stamp;
        // A page with errors stays as it was, and everything else goes on.
        var isUsable = world is not null && task.Config is not null;
        if (isUsable) await TakeOver(task, data.Rows, pages, world!, problems);
        else Dispose(world);

        BuildState = new BuildState(
            isUsable && !pages.Problems.HasErrors ? "ok" : "failed", _setting.Time.GetElapsedTime(started), built?.FromCache == true,
            BuildState.Generation + (isUsable ? 1 : 0), _setting.Time.GetUtcNow(), problems);
        lock (Gate)
        {
            if (IsLoading && isUsable) throw new InvalidOperationException("Bug in Crowdwork: a rehearsal was built without its conversations.");
            foreach (var participant in Participants.Values)
                if (participant.IsWaiting) TellWaiting(participant);
        }

        NoteChange();
        return Built.Done;
    }

    /// <summary>All that a build depends on, in a few characters.</summary>
    private static string StampOf(TaskFolder task, DataFile data, TaskPages pages, IWorldProgram? world)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in data.Rows) hash.AppendData(row.Json.Span);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(task.Config));
        foreach (var problem in task.Problems.Concat(data.Problems).Concat(pages.Problems)) hash.AppendData(Encoding.UTF8.GetBytes(problem.ToString()));
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', task.Pages)));
        foreach (var page in pages.All) hash.AppendData(Encoding.UTF8.GetBytes(page.Revision));
        return $"{world?.Hash} {Convert.ToHexString(hash.GetHashAndReset())}";
    }

    private async Task TakeOver(TaskFolder task, IReadOnlyList<DataRow> rows, TaskPages pages, IWorldProgram world, List<Problem> problems)
    {
        var rules = RulesOf(task, pages);
        var declared = Declarations.Of(world, rules, rows.Count == 0 ? null : rows[0].ToString());
        if (declared.Fault is { } fault) problems.Add(new Problem(Show(fault.File), fault.Line, fault.Column, fault.Message));

        IWorldProgram? old;
        List<Conversation> open;
        bool isFirst;
        lock (Gate)
        {
            old = World;
            World = world;
            Rules = rules;
            Rows = rows;
            HasOnboarding = declared.HasOnboarding;
            HoldsNewConversations = false;
            isFirst = IsLoading;
            open = Conversations.Values.Where(conversation => conversation.CanBeReplaced).ToList();
        }

        ReviewRule = declared.Review;
        Pages = pages;
        if (isFirst) await TakeUp(world, rules);
        else await ReplaceIn(open, world, rules);
        DisposeUnused(old);
        TellOfPages(rules);
        lock (Gate) Pair();
    }

    private async Task TakeUp(IWorldProgram world, PlayRules rules)
    {
        var (kept, notes) = await TakeUpConversations(world, rules);
        if (notes.Count > 0) LastChanges = new Changes(_setting.Time.GetUtcNow(), kept, 0, notes);
    }

    private async Task ReplaceIn(List<Conversation> open, IWorldProgram world, PlayRules rules)
    {
        var results = open.Select(conversation =>
        {
            var done = new TaskCompletionSource<Change?>(TaskCreationOptions.RunContinuationsAsynchronously);
            conversation.Post(new Mail.Replace(world, rules, done));
            return done.Task;
        }).ToArray();
        var changes = (await Task.WhenAll(results)).OfType<Change>().ToArray();
        var notes = changes.SelectMany(change => change.Notes.Select(note => $"Conversation {change.Conversation}: {note}")).ToArray();
        lock (Gate)
        {
            foreach (var change in changes.Where(change => change.Unseated.Count > 0))
                foreach (var participant in Participants.Values)
                    if (participant.Conversation?.Id == change.Conversation && change.Unseated.Contains(participant.Id)) BackToTheWaitingRoom(participant);
        }

        LastChanges = new Changes(_setting.Time.GetUtcNow(), changes.Count(change => !change.Diverged), changes.Sum(change => change.SetAside), notes);
    }
}
