using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Pages;
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
    private TaskFolder _task;
    private IReadOnlyList<DataRow> _rows = [];
    private PlayRules _rules = new() { Task = "" };
    private bool _hasOnboarding;
    private bool _loading = true;
    private IReadOnlyList<string> _watched = [];
    private string _stamp = "";
    private readonly OutsideFiles _outside = new();
    private static readonly TimeSpan LookOutsideEvery = TimeSpan.FromSeconds(1);
    private readonly List<IWorldProgram> _formerWorlds = [];

    /// <summary>The script that new conversations begin with; null while none has ever compiled.</summary>
    private IWorldProgram? World { get; set; }

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
        if (Path.GetExtension(path) is ".jsx" or ".tsx" && _task.Pages.Contains(Path.GetRelativePath(_task.Path, path)) && File.Exists(path)) return false;
        if (path.StartsWith(_task.Path + Path.DirectorySeparatorChar + TaskFolder.PublicFolder, StringComparison.Ordinal)) return false;
        return path.StartsWith(_task.Path + Path.DirectorySeparatorChar, StringComparison.Ordinal) || _watched.Contains(path);
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
        var task = _setting.Tasks.Find(Name) ?? _task;
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

        lock (_gate)
        {
            _task = task;
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
        lock (_gate)
        {
            if (_loading && isUsable) throw new InvalidOperationException("Bug in Crowdwork: a rehearsal was built without its conversations.");
            foreach (var participant in _participants.Values)
                if (participant.IsWaiting) TellWaiting(participant);
        }

        Changed?.Invoke();
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
        lock (_gate)
        {
            old = World;
            World = world;
            _rules = rules;
            _rows = rows;
            _hasOnboarding = declared.HasOnboarding;
            _holdNewConversations = false;
            isFirst = _loading;
            open = _conversations.Values.Where(conversation => conversation.CanBeReplaced).ToList();
        }

        ReviewRule = declared.Review;
        Pages = pages;
        if (isFirst) await TakeUpConversations(world, rules);
        else await ReplaceIn(open, world, rules);
        DisposeUnused(old);
        TellOfPages(rules);
        lock (_gate) Pair();
    }

    // A conversation in which the new script fails goes on under the old one.
    private void DisposeUnused(IWorldProgram? old)
    {
        if (old is not null) _formerWorlds.Add(old);
        List<Conversation> open;
        lock (_gate) open = _conversations.Values.Where(conversation => conversation.Ending is null).ToList();
        foreach (var world in _formerWorlds.Where(world => !open.Exists(conversation => conversation.Program == world)).ToArray())
        {
            _formerWorlds.Remove(world);
            Dispose(world);
        }
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
        lock (_gate)
        {
            foreach (var change in changes.Where(change => change.Unseated.Count > 0))
                foreach (var participant in _participants.Values)
                    if (participant.Conversation?.Id == change.Conversation && change.Unseated.Contains(participant.Id)) BackToTheWaitingRoom(participant);
        }

        LastChanges = new Changes(_setting.Time.GetUtcNow(), changes.Count(change => !change.Diverged), changes.Sum(change => change.SetAside), notes);
    }

    /// <summary>The conversations that a former process left: the open ones go on, and whoever saw an end sees it still.</summary>
    private async Task TakeUpConversations(IWorldProgram world, PlayRules rules)
    {
        var notes = new List<string>();
        var kept = 0;
        var seats = _setting.Store.Seats(_run).ToLookup(seat => seat.Conversation);
        // Of what has ended, only the ends that somebody's page still shows.
        var shown = seats.SelectMany(conversation => conversation).GroupBy(seat => seat.Worker).Select(places => places.Max(seat => seat.Conversation.Value)).ToHashSet();
        using var openTurns = new TurnsByConversation(_setting.Store.ReadOpenTurns(_run));
        foreach (var row in _setting.Store.Conversations(_run).OrderBy(row => row.Id.Value))
        {
            if (!row.IsOpen && !shown.Contains(row.Id.Value))
            {
                foreach (var seat in seats[row.Id]) CountIfFailed(row, seat);
                continue;
            }

            var rows = row.IsOpen ? openTurns.Of(row.Id) : _setting.Store.ReadTurns(row.Id, row.Edition);
            if (rows.Count == 0) continue;
            var turns = rows.Select(turn => TurnJson.Read(turn.Number, turn.AtUnixMs, turn.Body)).ToList();
            Clock.SkipTo(turns[^1].At);

            var conversation = new Conversation(row.Id, world, rules, _conversationSetting);
            if (await conversation.TakeUp(turns, row.Edition, row.World == world.Hash, row.IsOpen) is { } change)
            {
                kept++;
                notes.AddRange(change.Notes.Select(note => $"Conversation {row.Id}: {note}"));
            }

            lock (_gate)
            {
                _conversations[row.Id] = conversation;
                foreach (var seat in seats[row.Id]) TakeUpSeat(conversation, row, seat);
            }
        }

        lock (_gate)
        {
            _savedCount = _setting.Store.Saved(_run).Count;
            _nextUnit = _setting.Store.ConversationsBegun(_run);
            _loading = false;
            foreach (var participant in _participants.Values)
            {
                // Their page came before their conversation could be taken up, and waits in the lobby.
                if (participant is { Conversation: { } conversation, Outlet: { } page }) conversation.Post(new Mail.Attach(participant.Id, page, Edition: 0, Event: 0));
            }

            foreach (var conversation in _conversations.Values)
            {
                conversation.Reopen();
                foreach (var meeting in conversation.Meetings) _meetings[KeyOf(meeting)] = meeting;
            }
        }

        if (notes.Count > 0) LastChanges = new Changes(_setting.Time.GetUtcNow(), kept, 0, notes);
    }

    private void TakeUpSeat(Conversation conversation, ConversationRow row, SeatRow seat)
    {
        if (seat.Worker.Value.StartsWith("model:", StringComparison.Ordinal)) return;
        // A seat that a changed script does not have any more.
        if (!conversation.Has(seat.Worker)) return;
        if (!_participants.TryGetValue(seat.Worker, out var participant))
            _participants[seat.Worker] = participant = new Participant(seat.Worker, seat.Worker.Value == OperatorId);
        participant.HasComeBefore = true;
        CountIfFailed(row, seat);
        if (row.Kind == ConversationKind.Onboarding && seat.State == PartStates.NameOf(PartState.Passed)) return;
        // Whoever is here already, in the waiting room, is not taken back to the end of something.
        if (participant.Outlet is not null && seat.State != SeatRow.Taken) return;
        participant.Conversation = conversation;
        participant.Ending = seat.State == SeatRow.Taken ? null : seat.State;
    }

    /// <summary>A failed test is remembered even when nobody sees its end any more: there are only so many tries.</summary>
    private void CountIfFailed(ConversationRow row, SeatRow seat)
    {
        if (row.Kind != ConversationKind.Onboarding || seat.State != PartStates.NameOf(PartState.Failed)) return;
        lock (_gate)
        {
            if (!_participants.TryGetValue(seat.Worker, out var participant)) _participants[seat.Worker] = participant = new Participant(seat.Worker, isOperator: false);
            participant.FailedOnboardings++;
        }
    }

    private static void Dispose(IWorldProgram? world) => (world as IDisposable)?.Dispose();

    private PlayRules RulesOf(TaskFolder task, TaskPages pages)
    {
        var config = task.Config!;
        return new PlayRules
        {
            Task = task.Name,
            OnboardingQualification = OnboardingNameOf(config),
            AnswerWithin = config.AnswerWithin,
            MeetWithin = config.Waiting.Within,
            Grace = config.Disconnects.Grace,
            HasPage = page => task.Resolve(page) is { } path && File.Exists(path),
            PageOf = role => config.Roles.GetValueOrDefault(role)?.Page is { } page && pages.Find(page) is not null ? page : null,
            PagesFrame = pages.All.Count == 0 ? null : ServerFrames.Pages(pages.All),
            FormOf = pages.FormOf,
            QualificationOf = (worker, name) => _setting.Store.Qualification(worker, name)?.Value,
            Models = _setting.Models,
            PayText = PayTexts.Of(config),
        };
    }

    /// <summary>A path as the author would write it.</summary>
    private string Show(string path)
        => path.StartsWith(_task.Path, StringComparison.Ordinal) ? _task.ShownAs + path[_task.Path.Length..].Replace('\\', '/') : path;
}
