using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Pages;
using Crowdwork.Engine.Rooms;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds;
using Place = Crowdwork.Engine.Tasks.Place;

namespace Crowdwork.Engine.Runs;

/// <summary>What a run needs of the process around it.</summary>
/// <param name="Store">The store of runs.</param>
/// <param name="Compiler">Makes the world of the frozen script.</param>
/// <param name="Models">The endpoints of crowd.json.</param>
/// <param name="Time">The clock.</param>
/// <param name="Seed">Draws the seed of a conversation.</param>
public sealed record CrowdRunSetting(CrowdStore Store, WorldCompiler Compiler, IModelEndpoints? Models, TimeProvider Time, Func<int> Seed);

/// <summary>
/// A launched task: the room that the workers of a crowd come into, with what they accepted, and leave in a named state.
/// </summary>
/// <remarks>
/// <code>
///   marketplace: accepts HIT 3A..          here                              over: finished            approved, paid
///     assignment 3B.., worker A1 --Enter--> waits -> conversation of unit 7 --> hands in --marketplace--> Payer
///                                  |                       |
///                                  +-> refused             +-> gave it back, left, was left: each with its rule of pay
/// </code>
/// The script, the pages and the data are those that were frozen at the launch, and the settings those that the flags left; a run that is resumed a week later goes on
/// under the same ones. Which unit somebody works on is decided when they meet others, and not when they accept: whoever comes first is served first, and a unit that
/// came to nothing goes to the next.
/// <br/>
/// This class is the room. What happens on the marketplace is <see cref="RunLoop"/>'s business, and money the payer's.
/// </remarks>
public sealed partial class CrowdRun : TaskRoom
{
    /// <summary>The kind of such a run in the store.</summary>
    public const string RunKind = "crowd";

    /// <summary>The worker id of the operator's own seat. No marketplace gives one with a hyphen, so nobody can come in under it.</summary>
    public const string OperatorId = "the-operator";

    private readonly TimeProvider _time;
    private readonly Dictionary<Attendance, AttendanceRow> _attendances = [];
    private readonly UnitBoard _units;
    private ILookup<(ConversationId, WorkerId), AttendanceRow> _seatsBefore = Enumerable.Empty<AttendanceRow>().ToLookup(_ => default((ConversationId, WorkerId)));
    private readonly DateTimeOffset _openedAt;
    private bool _isStopped;
    private bool _isClosing;

    private CrowdRun(RunId id, TaskFolder task, FrozenTask frozen, LaunchRow launch, LaunchTerms terms, CrowdRunSetting setting)
        : base(task, id.Value, new RoomSetting(setting.Store, setting.Models, setting.Time, () => true, setting.Seed))
    {
        Id = id;
        Run = id;
        Launch = launch;
        Terms = terms;
        Frozen = frozen;
        _time = setting.Time;
        _openedAt = _time.GetUtcNow();
        _isStopped = launch.StoppedAtUnixMs is not null;
        _units = new UnitBoard(terms.Conversations, terms.Config.CountComplete);
        if (terms.Pilot is { } pilot) _units.Wave = Math.Min(pilot, terms.Conversations);
    }

    public RunId Id { get; }

    public LaunchRow Launch { get; }

    public LaunchTerms Terms { get; }

    public FrozenTask Frozen { get; }

    /// <summary>Raised, on any thread, when the marketplace may have news or want something: somebody ended their part, or a place is free.</summary>
    public event Action? WantsAttention;

    /// <summary>Opens a run that was launched, and takes up what a former process left of it. Null with the reasons when it cannot go on.</summary>
    public static async Task<(CrowdRun? Run, Problems Problems)> Open(RunId id, CrowdRunSetting setting, CancellationToken cancelled)
    {
        var problems = new Problems();
        if (setting.Store.Launch(id) is not { } launch)
        {
            problems.Error(setting.Store.Folder, Place.Unknown, $"There is no run '{id}' that was launched.", "List the runs with: runner runs");
            return (null, problems);
        }

        var (frozen, damage) = FrozenTask.Open(setting.Store.Folder, launch.Snapshot);
        problems.AddRange(damage);
        if (frozen is null) return (null, problems);

        var terms = LaunchTerms.Of(launch);
        var task = frozen.Read().With(terms.Config);
        var run = new CrowdRun(id, task, frozen, launch, terms, setting);
        await run.Build(setting.Compiler, problems, cancelled);
        if (!problems.HasErrors) return (run, problems);
        await run.DisposeAsync();
        return (null, problems);
    }

    public override async ValueTask DisposeAsync()
    {
        _isClosing = true;
        await Close();
    }

    // The pages of a run are built as they were when it was checked; what is wrong with them by now is the machine's fault, and told as one.
    public override void NotePages(IReadOnlyList<Problem> problems)
    {
        foreach (var problem in problems.Where(problem => problem.Severity == Severity.Error))
            AddFault(new Fault(0, Now, "page", problem.Message, problem.File, problem.Line, problem.Column, [], null, null));
    }

    private protected override bool IsClosing => _isClosing;

    private async Task Build(WorldCompiler compiler, Problems problems, CancellationToken cancelled)
    {
        var task = Definition;
        problems.AddRange(task.Problems.Where(problem => problem.Severity == Severity.Error));
        var data = task.ReadData();
        problems.AddRange(data.Problems.Where(problem => problem.Severity == Severity.Error));
        var pages = TaskPages.Read(task);
        problems.AddRange(pages.Problems.Where(problem => problem.Severity == Severity.Error));

        WorldBuild? built = null;
        if (task.WorldPath is not null)
        {
            built = await compiler.CompileAsync(task.WorldPath, cancelled);
            problems.AddRange(built.Problems.Where(problem => problem.Severity == Severity.Error).Select(problem => problem with { File = Show(problem.File) }));
            foreach (var stray in Frozen.Strays(built.Files))
                problems.Error(stray, Place.Unknown, "The script reads this file, which is not part of the copy that the run was launched with.", "Name files by their path from the script, not by their full path.");
        }

        var world = built is not null ? built.World : (IWorldProgram?)FormWorld.Of(task, pages) ?? ComponentWorld.Of(task);
        if (problems.HasErrors || world is null)
        {
            Dispose(world);
            return;
        }

        var rules = RulesOf(task, pages);
        var declared = Declarations.Of(world, rules, data.Rows.Count == 0 ? null : data.Rows[0].ToString());
        if (declared.Fault is { } fault) problems.Error(Show(fault.File), new Place(fault.Line, fault.Column), fault.Message, "");
        lock (Gate)
        {
            World = world;
            Rules = rules;
            Rows = data.Rows;
            HasOnboarding = declared.HasOnboarding;
        }

        ReviewRule = declared.Review;
        Pages = pages;
        Remember();
        await TakeUpConversations(world, rules);
        lock (Gate) Pair();
    }

    /// <summary>Who has come so far, as a former process wrote it down.</summary>
    private void Remember()
    {
        var rows = Store.Attendances(Id);
        var handedIn = Store.Submissions(Id).Select(row => new Attendance(row.Worker, row.Assignment)).ToHashSet();
        foreach (var row in rows) _attendances[new Attendance(row.Worker, row.Assignment)] = row;
        _seatsBefore = rows.Where(row => row.Conversation is not null && row.State != AttendanceState.Gone && !handedIn.Contains(new Attendance(row.Worker, row.Assignment)))
            .ToLookup(row => (row.Conversation!.Value, row.Worker));
    }

    private protected override bool IsOperator(WorkerId worker) => worker.Value == OperatorId;

    private protected override Attendance? AttendanceOf(SeatRow seat)
        => IsOperator(seat.Worker) ? (Attendance)seat.Worker : _seatsBefore[(seat.Conversation, seat.Worker)].LastOrDefault() is { } row ? new Attendance(row.Worker, row.Assignment) : null;

    private protected override void TookUp()
    {
        // Killed between the end of a part, which the journal has, and the note about it: the note is made now.
        foreach (var participant in Participants.Values.ToArray())
            if (participant is { Conversation: { } conversation, Ending: { } ending } && !MayTryAgain(participant) && _attendances.GetValueOrDefault(participant.Attendance)?.State == AttendanceState.Here)
                PartIsOver(participant, conversation, ending, SentIn(conversation, participant.Id));

        // After that: whether a unit counts depends on whether somebody is paid for it.
        foreach (var row in Store.Conversations(Id).Where(row => row.Kind == ConversationKind.Talk))
        {
            if (row.IsOpen) _units.Lend(row.Unit);
            else _units.Settle(row.Unit, IsPaidFor(row.Id), row.Ending == PartStates.NameOf(PartState.Finished));
        }
    }

    private bool MayTryAgain(Participant participant) => participant.Ending == PartStates.NameOf(PartState.Failed) && MayBeTested(participant.Id);

    private int SentIn(Conversation conversation, WorkerId worker)
    {
        var seat = Store.Seats(conversation.Id).LastOrDefault(row => row.Worker == worker)?.Seat;
        var turns = Store.ReadTurns(conversation.Id, conversation.Edition).Select(turn => TurnJson.Read(turn.Number, turn.AtUnixMs, turn.Body));
        return turns.SelectMany(turn => turn.Acts).LastOrDefault(act => act.Kind == ActKind.Ended && act.Seat == seat)?.Value ?? 0;
    }

    private long NowMs => _time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Writes facts down. Nobody waits for it; whoever needs to know that it is on disk asks the store.</summary>
    private void Write(params Projection[] facts)
    {
        var written = Store.Write(facts);
        _ = Watch();

        async Task Watch()
        {
            try
            {
                await written;
            }
            catch (StoreException e)
            {
                AddFault(new Fault(0, Now, "store", e.Message, "", 0, 0, [], null, null));
            }
        }
    }
}
