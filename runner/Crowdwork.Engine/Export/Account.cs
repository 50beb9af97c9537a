using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Export;

/// <summary>Whether something that a run had is in the export.</summary>
public static class AccountStatus
{
    public const string Exported = "exported";

    /// <summary>What there is of it is in the export, and there should be more.</summary>
    public const string Partly = "partly";

    public const string Missing = "missing";
}

/// <summary>One thing that a run had, and what has become of it.</summary>
/// <param name="Id">What it is called.</param>
/// <param name="State">How it stands, in the store's word.</param>
/// <param name="Status"><see cref="AccountStatus"/>.</param>
/// <param name="Why">Why it is not, or not wholly, in the export.</param>
public sealed record AccountEntry(string Id, string? State, string Status, string? Why)
{
    /// <summary>The conversations in which its data are.</summary>
    public IReadOnlyList<long> Conversations { get; init; } = [];

    /// <summary>The assignments that belong to it.</summary>
    public IReadOnlyList<string> Assignments { get; init; } = [];
}

/// <summary>How many things of a kind there are, and how many of them are where.</summary>
public sealed record AccountTotal(long Known, long Exported, long Partly, long Missing)
{
    public bool AddsUp => Known == Exported + Partly + Missing;

    internal static AccountTotal Of(IReadOnlyCollection<AccountEntry> entries) => new(
        entries.Count, entries.Count(entry => entry.Status == AccountStatus.Exported), entries.Count(entry => entry.Status == AccountStatus.Partly),
        entries.Count(entry => entry.Status == AccountStatus.Missing));
}

/// <summary>What became of a conversation when it was read.</summary>
/// <param name="Why">Why there is less of it than there should be; null when all of it was read.</param>
internal sealed record ConversationOutcome(long Id, string Kind, int Unit, string? Ending, bool IsOpen, int Turns, string? Why);

/// <summary>
/// Says of everything that a run had whether it is in the export, and if not, why not. It only compares: what it is given was read by others.
/// </summary>
/// <remarks>
/// <code>
///   unit --worked on in--> conversation <--seat-- worker --with--> assignment <--of-- HIT
/// </code>
/// A unit is there when one of its conversations was finished, a conversation when its journal could be read, an assignment when there is a conversation or an answer
/// of it, a HIT when there is such an assignment.
/// </remarks>
internal sealed class Account
{
    private Account(IReadOnlyList<AccountEntry> units, IReadOnlyList<AccountEntry> hits, IReadOnlyList<AccountEntry> assignments, IReadOnlyList<AccountEntry> conversations)
        => (Units, Hits, Assignments, Conversations) = (units, hits, assignments, conversations);

    public IReadOnlyList<AccountEntry> Units { get; }
    public IReadOnlyList<AccountEntry> Hits { get; }
    public IReadOnlyList<AccountEntry> Assignments { get; }
    public IReadOnlyList<AccountEntry> Conversations { get; }

    /// <param name="wanted">How many units the run was to have; null when nobody said.</param>
    /// <param name="units">Those that something is known of.</param>
    /// <param name="hits">All HITs.</param>
    /// <param name="work">All acceptances.</param>
    /// <param name="conversations">All conversations, as they were read.</param>
    public static Account Of(int? wanted, IReadOnlyList<UnitRow> units, IReadOnlyList<HitRow> hits, IReadOnlyList<WorkEntry> work, IReadOnlyList<ConversationOutcome> conversations)
    {
        var read = conversations.ToDictionary(conversation => conversation.Id);
        var assignments = work.Select(entry => OfAssignment(entry, read)).ToList();
        var byHit = work.Zip(assignments).ToLookup(pair => pair.First.Hit, pair => pair.Second);
        return new Account(
            [.. UnitsOf(wanted, units, conversations)],
            [.. hits.Select(hit => OfHit(hit, hit.Hit is { } id ? [.. byHit[id]] : []))],
            assignments,
            [.. conversations.Select(OfConversation)]);
    }

    private static AccountEntry OfConversation(ConversationOutcome of)
    {
        var state = of.IsOpen ? "open" : of.Ending;
        if (of.Why is { } why) return new(of.Id.ToString(), state, of.Turns == 0 ? AccountStatus.Missing : AccountStatus.Partly, why);
        return of.IsOpen
            ? new(of.Id.ToString(), state, AccountStatus.Partly, "It was going on when this was exported.")
            : new(of.Id.ToString(), state, AccountStatus.Exported, null);
    }

    private static IEnumerable<AccountEntry> UnitsOf(int? wanted, IReadOnlyList<UnitRow> units, IReadOnlyList<ConversationOutcome> conversations)
    {
        var states = units.ToDictionary(unit => unit.Unit, unit => unit.State);
        var talks = conversations.Where(conversation => conversation.Kind == ConversationKind.Talk).ToLookup(conversation => conversation.Unit);
        var known = states.Keys.Union(talks.Select(group => group.Key)).Union(Enumerable.Range(0, wanted ?? 0)).Order();
        return known.Select(unit => OfUnit(unit, states.GetValueOrDefault(unit), [.. talks[unit]]));
    }

    private static AccountEntry OfUnit(int unit, string? state, IReadOnlyList<ConversationOutcome> talks)
    {
        var there = talks.Where(talk => talk.Turns > 0).ToList();
        var (status, why) = (there.Exists(IsFinished), there.Count) switch
        {
            (true, _) => (AccountStatus.Exported, null),
            (false, 0) => (AccountStatus.Missing, WhyNoConversation(state)),
            _ => (AccountStatus.Partly, "No conversation finished it: " + string.Join(", ", there.Select(talk => $"{talk.Id} {(talk.IsOpen ? "is going on" : talk.Ending)}")) + "."),
        };
        return new AccountEntry(unit.ToString(), state, status, why) { Conversations = [.. there.Select(talk => talk.Id)] };
    }

    private static bool IsFinished(ConversationOutcome talk) => talk is { Ending: "finished", Why: null };

    private static string WhyNoConversation(string? state) => state switch
    {
        null => "No conversation began with it.",
        UnitState.Open => "It was offered and no conversation began with it.",
        UnitState.Leased => "It was lent to a conversation of which nothing is in the journal.",
        UnitState.Spent => "A conversation with it broke off before anything of it was in the journal.",
        _ => $"Its state is '{state}', and no conversation began with it.",
    };

    private static AccountEntry OfAssignment(WorkEntry work, Dictionary<long, ConversationOutcome> read)
    {
        var conversation = work.Came?.Conversation is { } id && read.TryGetValue(id.Value, out var found) && found.Turns > 0 ? found : null;
        var state = work.HandedIn is { } handedIn ? $"handed in, {handedIn.Verdict switch { SubmissionVerdict.None => "undecided", var verdict => verdict }}" : work.Came?.State;
        var (status, why) = (conversation, work) switch
        {
            ({ Why: null }, _) => (AccountStatus.Exported, null),
            ({ }, _) => (AccountStatus.Partly, "Not all of its conversation could be read."),
            (null, { HandedIn: not null, Came: null }) => (AccountStatus.Partly, "The marketplace has an answer of somebody who never came to our server; only the answer is here."),
            (null, { HandedIn: not null }) => (AccountStatus.Partly, "It was handed in without a conversation; only the answer is here."),
            (null, { Came: { } came }) => (AccountStatus.Missing, WhyNothing(came)),
            _ => (AccountStatus.Missing, "Nothing is known of it."),
        };
        return new AccountEntry(work.Assignment, state, status, why) { Conversations = conversation is null ? [] : [conversation.Id] };
    }

    private static string WhyNothing(AttendanceRow came) => (came.State, came.Detail) switch
    {
        (AttendanceState.Refused, { } why) => $"The worker was turned away: {why}.",
        (AttendanceState.Refused, null) => "The worker was turned away.",
        (AttendanceState.Gone, { } how) => $"The worker left before a conversation began: {how}.",
        (AttendanceState.Gone, null) => "The worker left before a conversation began.",
        (AttendanceState.Here, _) => "The worker was waiting when this was exported.",
        (AttendanceState.Over, { } how) => $"The worker's part ended before a conversation began: {how}.",
        _ => "No conversation began for the worker.",
    };

    private static AccountEntry OfHit(HitRow hit, IReadOnlyList<AccountEntry> assignments)
    {
        var id = hit.Hit ?? $"place {hit.Place}, generation {hit.Generation}";
        var (status, why) = assignments switch
        {
            _ when assignments.Any(assignment => assignment.Status == AccountStatus.Exported) => (AccountStatus.Exported, null),
            _ when assignments.Any(assignment => assignment.Status == AccountStatus.Partly) => (AccountStatus.Partly, "Only a part of what was done for it is here."),
            { Count: > 0 } => (AccountStatus.Missing, "Nobody who accepted it began a conversation."),
            _ => (AccountStatus.Missing, WhyNobody(hit)),
        };
        return new AccountEntry(id, hit.State, status, why) { Assignments = [.. assignments.Select(assignment => assignment.Id)] };
    }

    private static string WhyNobody(HitRow hit) => hit.State switch
    {
        HitState.Intended => "Whether the crowd has it was not known when this was exported.",
        HitState.Refused => $"The crowd did not take it: {hit.Detail ?? "it gave no reason"}.",
        HitState.Closed => $"Nobody came with it before it was taken off the market{(hit.Detail is { } why ? $" ({why})" : "")}.",
        _ => "Nobody had come with it when this was exported.",
    };
}
