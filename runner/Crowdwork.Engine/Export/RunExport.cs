using System.Text.Json;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Runs.Payments;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Export;

/// <summary>The formats of an export.</summary>
public enum ExportFormat
{
    /// <summary>One JSON object a line.</summary>
    Jsonl,

    /// <summary>Tables for spreadsheets and statistics.</summary>
    Csv,
}

/// <summary>What is to be exported, and how.</summary>
/// <param name="Run">The run.</param>
/// <param name="Format">The format of its tables.</param>
/// <param name="Folder">Where it is to be.</param>
public sealed record ExportOrder(RunId Run, ExportFormat Format, string Folder)
{
    /// <summary>Whether the crowd's worker ids stand in it. Otherwise pseudonyms do.</summary>
    public bool WithWorkerIds { get; init; }

    /// <summary>The tables that are wanted, by their names; empty for all. What is left out is counted all the same.</summary>
    public IReadOnlyCollection<string> Only { get; init; } = [];

    /// <summary>Whether cells of CSV that a spreadsheet would take for a formula are guarded (<see cref="FormulaGuard"/>).</summary>
    public bool GuardsFormulas { get; init; } = true;

    /// <summary>The tables that there are.</summary>
    public static IReadOnlyList<string> Tables { get; } =
    [
        ExportTables.Conversations.Name, ExportTables.Messages.Name, ExportTables.Saved.Name, ExportTables.Parts.Name,
        ExportTables.Assignments.Name, ExportTables.Payments.Name, ExportTables.Decisions.Name, ExportTables.Onboarding.Name,
    ];
}

/// <summary>How far an export is.</summary>
public readonly record struct ExportProgress(long Conversations, long Messages);

/// <summary>One of the counts that an export was checked with.</summary>
/// <param name="What">What was counted.</param>
/// <param name="Expected">As the store counts it.</param>
/// <param name="Found">As it was written.</param>
public sealed record ExportCheck(string What, long Expected, long Found)
{
    public bool Holds => Expected == Found;
}

/// <summary>What was exported.</summary>
public sealed record ExportReport(
    string Folder, IReadOnlyList<ExportedFile> Files, AccountTotal Units, AccountTotal Hits, AccountTotal Assignments, AccountTotal Conversations, IReadOnlyList<ExportCheck> Checks)
{
    /// <summary>Whether everything that the store has of the run is in the export, or named as missing.</summary>
    public bool AddsUp => Checks.All(check => check.Holds) && Units.AddsUp && Hits.AddsUp && Assignments.AddsUp && Conversations.AddsUp;
}

/// <summary>
/// Makes a folder of tables of all that a run collected, with an account of what is there and what is not.
/// </summary>
/// <remarks>
/// <code>
///   store, as of one moment
///     |  journal of each conversation --Transcript--> messages, saved data, parts, onboarding, conversations
///     |  attendance, submissions, decisions --WorkBook--> assignments, decisions      each row is written and forgotten
///     |  ledger ----------------------------------------> payments
///     v
///   Account: every unit, HIT, assignment and conversation is exported, or missing and why
///     v
///   manifest.json (with the SHA-256 of every file), then the folder is moved into its place
/// </code>
/// A conversation is never held in memory, only its seats and open questions are. Twice the same export of a run that is closed gives the same bytes: no file holds the
/// time or place of the export, and all orders are the store's.
/// </remarks>
public sealed class RunExport
{
    private readonly CrowdReader _store;
    private readonly ExportOrder _order;
    private readonly RunRow _run;
    private readonly LaunchRow? _launch;
    private readonly LaunchTerms? _terms;
    private readonly Pseudonyms _names;
    private readonly WorkBook _work;
    private readonly SavedShapes _shapes;
    private readonly List<ConversationOutcome> _outcomes = [];
    private readonly Dictionary<string, int> _tries = new(StringComparer.Ordinal);
    private long _turns;
    private long _said;
    private long _parts;
    private long _savedThings;

    private RunExport(CrowdReader store, ExportOrder order, RunRow run)
    {
        (_store, _order, _run) = (store, order, run);
        _launch = store.Launch(run.Id);
        _terms = TermsOf(_launch);
        _names = order.WithWorkerIds ? Pseudonyms.None : Pseudonyms.With(PseudonymKey.OfStore(store.Folder), store.Workers(run.Id).Select(worker => worker.Value));
        _work = WorkBook.Of(store, run.Id);
        _shapes = order.Format == ExportFormat.Csv && Wants(ExportTables.Saved.Name) ? SavedShapes.Of(store.SavedOf(run.Id)) : SavedShapes.Of([]);
    }

    /// <summary>Exports a run. Nothing is left behind when it fails.</summary>
    /// <param name="reader">The store. Whatever is written to it meanwhile is not in the export.</param>
    /// <param name="order">What is wanted.</param>
    /// <param name="progress">Told now and then.</param>
    /// <param name="cancelled">Ends it, with nothing left behind.</param>
    /// <exception cref="ExportFault">There is no such run, or the export cannot be written.</exception>
    public static ExportReport Make(CrowdReader reader, ExportOrder order, IProgress<ExportProgress>? progress = null, CancellationToken cancelled = default)
        => Make(reader, order, create: null, progress, cancelled);

    internal static ExportReport Make(CrowdReader reader, ExportOrder order, Func<string, Stream>? create, IProgress<ExportProgress>? progress, CancellationToken cancelled)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(order);
        using var moment = reader.AtOneMoment();
        var run = moment.Run(order.Run) ?? throw new ExportFault($"{order.Run}: there is no such run in {moment.Folder}.\n  'runner runs' lists them.");
        var export = new RunExport(moment, order, run);
        using var folder = ExportFolder.Begin(order.Folder, create);
        try
        {
            return export.Write(folder, progress, cancelled);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw ExportFolder.NotWritten(folder.Target, trouble);
        }
    }

    private ExportReport Write(ExportFolder folder, IProgress<ExportProgress>? progress, CancellationToken cancelled)
    {
        WriteConversations(folder, progress, cancelled);
        var assignments = WriteTable(folder, ExportTables.Assignments, _work.Entries.Select(entry => new AssignmentEntry(entry, entry.HandedIn is null ? null : _store.AnswerOf(_run.Id, entry.Assignment))));
        var payments = WriteTable(folder, ExportTables.Payments, _store.LedgerOf(_run.Id));
        var decided = _store.Decisions(_run.Id).Where(row => !DecisionLog.IsNoteOfOurs(row)).ToList();
        var decisions = WriteTable(folder, ExportTables.Decisions, decided);
        using (var file = folder.Add(Provenance.File, () => 1)) Provenance.Write(file, _store, _run, _launch, _outcomes.Count);

        var account = Account.Of(_terms?.Conversations, _store.Units(_run.Id), _store.Hits(_run.Id), _work.Entries, _outcomes);
        var (turns, saidInStore) = _store.CountTurns(_run.Id);
        var (saved, seats) = _store.CountKept(_run.Id);
        ExportCheck[] checks =
        [
            new("turns of the journal that were read", turns, _turns),
            new("messages from workers' pages", saidInStore, _said),
            new("things saved", saved, _savedThings),
            new("seats of conversations in their first edition", seats, _parts),
            new("assignments that came or were handed in", CountAssignments(), assignments),
            new("lines of the ledger", _store.Ledger(_run.Id).Count, payments),
            new("decisions", decided.Count, decisions),
        ];
        folder.Count();
        var report = new ExportReport(
            folder.Target, folder.Files, AccountTotal.Of(account.Units), AccountTotal.Of(account.Hits), AccountTotal.Of(account.Assignments), AccountTotal.Of(account.Conversations), checks);
        using (var file = folder.Add(ExportFolder.Manifest, () => 1)) ManifestFile.Write(file, _order, _run, _launch, report, account, _names);
        cancelled.ThrowIfCancellationRequested();
        folder.Complete();
        return report;
    }

    private void WriteConversations(ExportFolder folder, IProgress<ExportProgress>? progress, CancellationToken cancelled)
    {
        using var conversations = Open(folder, ExportTables.Conversations);
        using var messages = Open(folder, ExportTables.Messages);
        using var parts = Open(folder, ExportTables.Parts);
        using var onboarding = Open(folder, ExportTables.Onboarding);
        using var saved = new SavedTables(this, folder);
        var written = 0L;
        foreach (var row in _store.ConversationsOf(_run.Id))
        {
            var read = new Transcript();
            var why = Read(row, read, line =>
            {
                messages?.Write(line);
                if ((++written & 0xfff) == 0) progress?.Report(new ExportProgress(_outcomes.Count, written));
            }, saved.Write, cancelled);

            var seated = PartEntry.Of(row, read, _work).ToList();
            foreach (var part in seated)
            {
                parts?.Write(part);
                if (row.Kind == ConversationKind.Onboarding) onboarding?.Write(new OnboardingEntry(row, part.Part, _tries[part.Part.Worker] = _tries.GetValueOrDefault(part.Part.Worker) + 1));
            }

            conversations?.Write(new ConversationEntry(row, read, WorkMark.Gravest(seated.Select(part => part.Paid?.Mark))));
            _outcomes.Add(new ConversationOutcome(row.Id.Value, row.Kind, row.Unit, row.Ending, row.IsOpen, read.Turns, why ?? (read.Turns == 0 ? "Nothing of it is in the journal." : null)));
            _turns += read.Turns;
            _said += read.SaidByWorkers;
            _savedThings += read.Saved;
            if (row.Edition == 1) _parts += seated.Count;
        }

        progress?.Report(new ExportProgress(_outcomes.Count, written));
    }

    // One that cannot be read does not keep the others from being exported; the account says what is missing of it.
    private string? Read(ConversationRow row, Transcript read, Action<LineEntry> line, Action<SavedEntry> saved, CancellationToken cancelled)
    {
        foreach (var turn in _store.TurnsOf(row.Id, row.Edition))
        {
            cancelled.ThrowIfCancellationRequested();
            try
            {
                read.Take(turn);
            }
            catch (Exception trouble) when (trouble is JsonException or InvalidDataException or InvalidOperationException or KeyNotFoundException)
            {
                return $"Turn {turn.Number} and what follows cannot be read: {trouble.Message}";
            }

            foreach (var one in read.Lines) line(new LineEntry(row, one));
            foreach (var one in read.SavedNow) saved(new SavedEntry(row, one, PartEntry.MarkOf(row, read, one, _work)));
        }

        return null;
    }

    private long CountAssignments()
        => _store.Attendances(_run.Id).Select(row => (row.Assignment, row.Worker)).Union(_store.Submissions(_run.Id).Select(row => (row.Assignment, row.Worker))).LongCount();

    private long WriteTable<T>(ExportFolder folder, ExportTable<T> table, IEnumerable<T> rows)
    {
        using var writer = Open(folder, table);
        var count = 0L;
        foreach (var row in rows)
        {
            writer?.Write(row);
            count++;
        }

        return count;
    }

    private bool Wants(string table) => _order.Only.Count == 0 || _order.Only.Contains(table);

    private TableWriter<T>? Open<T>(ExportFolder folder, ExportTable<T> table)
        => Wants(table.Name) ? Open(folder, table, _order.Format == ExportFormat.Csv ? $"{table.Name}.csv" : $"{table.Name}.jsonl", _order.Format) : null;

    private TableWriter<T> Open<T>(ExportFolder folder, ExportTable<T> table, string name, ExportFormat format)
    {
        TableWriter<T>? writer = null;
        var file = folder.Add(name, () => writer!.Rows);
        return writer = format == ExportFormat.Csv ? new CsvTable<T>(file, table, _names, _order.GuardsFormulas) : new JsonlTable<T>(file, table, _names);
    }

    // A run of an older Crowdwork may have terms that this one does not read; all but the number of its units is exported from elsewhere.
    private static LaunchTerms? TermsOf(LaunchRow? launch)
    {
        try
        {
            return launch is null ? null : LaunchTerms.Of(launch);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>All that was saved in one file, and with CSV each type in one of its own.</summary>
    private sealed class SavedTables : IDisposable
    {
        private readonly TableWriter<SavedEntry>? _all;
        private readonly Dictionary<string, TableWriter<SavedEntry>> _byType = new(StringComparer.Ordinal);

        public SavedTables(RunExport export, ExportFolder folder)
        {
            if (!export.Wants(ExportTables.Saved.Name)) return;
            _all = export.Open(folder, ExportTables.Saved, $"{ExportTables.Saved.Name}.jsonl", ExportFormat.Jsonl);
            foreach (var type in export._shapes.Types)
                _byType.Add(type, export.Open(folder, export._shapes.TableOf(type), $"{ExportTables.Saved.Name}/{export._shapes.FileOf(type)}.csv", ExportFormat.Csv));
        }

        public void Write(SavedEntry entry)
        {
            _all?.Write(entry);
            if (_byType.TryGetValue(entry.Thing.Type, out var table)) table.Write(entry);
        }

        public void Dispose()
        {
            _all?.Dispose();
            foreach (var table in _byType.Values) table.Dispose();
        }
    }
}
