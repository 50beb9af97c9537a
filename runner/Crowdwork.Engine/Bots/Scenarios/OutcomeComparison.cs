using System.Text;
using System.Text.Json;
using Crowdwork.Engine.Rehearsals;
using Crowdwork.Engine.Rooms;
using Crowdwork.Engine.Store;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Bots.Scenarios;

/// <summary>How one player's part ended.</summary>
/// <param name="Worker">The worker's id.</param>
/// <param name="Role">Null for somebody who was never seated.</param>
/// <param name="State">The state of the protocol; <c>nothing</c> when it did not end.</param>
/// <param name="Told">What they were told.</param>
/// <param name="Qualifications">What they have afterwards, as JSON.</param>
internal sealed record PlayedPart(string Worker, string? Role, string State, IReadOnlyList<string> Told, JsonElement Qualifications);

/// <summary>What came of a scenario, before it is compared.</summary>
internal sealed record OutcomeSheet(
    IReadOnlyList<PlayedPart> Parts, IReadOnlyList<SavedRow> Saved, Func<ConversationId, int, string?> WorkerAt, IReadOnlyList<ProposedDecision> Decisions, IReadOnlyList<string> Faults);

/// <summary>Compares what came with what was expected. Pure.</summary>
internal static class OutcomeComparison
{
    public static IEnumerable<string> Of(ScenarioOutcome expected, OutcomeSheet sheet)
        =>
        [
            .. Faults(expected.Fault, sheet), .. Endings(expected.Endings, sheet), .. Saved(expected.Saved, sheet), .. Decisions(expected.Decisions, sheet), .. Told(expected.Told, sheet),
            .. Qualifications(expected.Qualifications, sheet),
        ];

    private static IEnumerable<string> Faults(string? expected, OutcomeSheet sheet)
    {
        if (expected is null) return sheet.Faults.Select(fault => $"fault: {fault}");
        return sheet.Faults.Any(fault => JsonMatch.Fits($"*{expected}*", fault)) ? [] : [$"fault: expected \"{expected}\", but there was {(sheet.Faults.Count == 0 ? "none" : string.Join("; ", sheet.Faults))}"];
    }

    private static IEnumerable<string> Endings(IReadOnlyDictionary<string, IReadOnlyList<string>>? expected, OutcomeSheet sheet)
    {
        foreach (var (role, states) in expected ?? new Dictionary<string, IReadOnlyList<string>>())
        {
            var actual = sheet.Parts.Where(part => part.Role == role).Select(part => part.State).ToArray();
            if (!states.SequenceEqual(actual)) yield return $"ending of {role}: expected {Several(states)}, but it is {Several(actual)}";
        }
    }

    private static IEnumerable<string> Told(IReadOnlyDictionary<string, IReadOnlyList<string>>? expected, OutcomeSheet sheet)
    {
        foreach (var (role, texts) in expected ?? new Dictionary<string, IReadOnlyList<string>>())
        {
            var told = sheet.Parts.Where(part => part.Role == role).SelectMany(part => part.Told).ToArray();
            foreach (var text in texts.Where(text => !told.Any(said => JsonMatch.Fits(text, said))))
                yield return $"told to {role}: expected \"{text}\", but they were told {(told.Length == 0 ? "nothing" : string.Join(" ", told.Select(said => $"\"{said}\"")))}";
        }
    }

    private static IEnumerable<string> Qualifications(IReadOnlyDictionary<string, IReadOnlyList<JsonElement>>? expected, OutcomeSheet sheet)
    {
        foreach (var (role, wanted) in expected ?? new Dictionary<string, IReadOnlyList<JsonElement>>())
        {
            // Of a worker and not of a part: they have them for good.
            var actual = sheet.Parts.Where(part => part.Role == role).DistinctBy(part => part.Worker).ToArray();
            if (actual.Length != wanted.Count) yield return $"qualifications of {role}: expected those of {wanted.Count}, but there are {actual.Length}";
            foreach (var difference in wanted.Zip(actual).SelectMany(pair => JsonMatch.Differences(pair.First, pair.Second.Qualifications)))
                yield return $"qualifications of {role}: {difference}";
        }
    }

    private static IEnumerable<string> Saved(IReadOnlyList<ExpectedSave>? items, OutcomeSheet sheet)
    {
        if (items is null) yield break;
        var expected = items.SelectMany(item => Enumerable.Repeat(item, item.Times)).ToArray();
        if (expected.Length != sheet.Saved.Count)
        {
            var saved = sheet.Saved.Select(row => $"{row.Type} {Encoding.UTF8.GetString(row.Json.Span)}");
            yield return $"saved: expected {expected.Length} items, but there are {sheet.Saved.Count}:{string.Concat(saved.Select(row => $"\n    {row}"))}";
            yield break;
        }

        for (var i = 0; i < expected.Length; i++)
        {
            var (wanted, row) = (expected[i], sheet.Saved[i]);
            var name = $"saved {i + 1} ({(row.Type.Length == 0 ? "without a name" : row.Type)})";
            if (wanted.Type is { } type && type != row.Type) yield return $"{name}: expected the type {type}";
            var role = sheet.Parts.FirstOrDefault(part => row.Seat != 0 && part.Worker == sheet.WorkerAt(row.Conversation, row.Seat))?.Role;
            if (wanted.Role is { } whose && whose != role) yield return $"{name}: expected it to be the {whose}'s, but it is {(role is null ? "nobody's" : $"the {role}'s")}";
            using var document = JsonDocument.Parse(row.Json);
            foreach (var difference in JsonMatch.Differences(wanted.Data, document.RootElement)) yield return $"{name}: {difference}";
        }
    }

    private static IEnumerable<string> Decisions(IReadOnlyDictionary<string, IReadOnlyList<ExpectedDecision>>? expected, OutcomeSheet sheet)
    {
        foreach (var (role, wanted) in expected ?? new Dictionary<string, IReadOnlyList<ExpectedDecision>>())
        {
            var actual = sheet.Decisions.Where(decision => decision.Role == role).Select(decision => decision.Decision).ToArray();
            if (actual.Length != wanted.Count)
            {
                yield return $"decision about {role}: expected {wanted.Count}, but there are {actual.Length}";
                continue;
            }

            for (var i = 0; i < actual.Length; i++)
                if (!Fits(wanted[i], actual[i])) yield return $"decision about {role}: expected {Say(wanted[i])}, but it is {Say(actual[i])}";
        }
    }

    private static bool Fits(ExpectedDecision wanted, Decision actual)
        => JsonMatch.Fits(wanted.Verdict, NameOf(actual.Verdict)) && (wanted.Because is null || JsonMatch.Fits(wanted.Because, actual.Because)) && (wanted.Bonus is null || wanted.Bonus == actual.Bonus);

    private static string Say(ExpectedDecision wanted)
        => $"{wanted.Verdict}{(wanted.Because is null ? "" : $" \"{wanted.Because}\"")}{(wanted.Bonus is { } bonus ? $" with a bonus of ${bonus:0.00}" : "")}";

    private static string Say(Decision actual) => $"{NameOf(actual.Verdict)} \"{actual.Because}\"{(actual.Bonus > 0 ? $" with a bonus of ${actual.Bonus:0.00}" : "")}";

    private static string NameOf(Verdict verdict) => JsonNamingPolicy.CamelCase.ConvertName(verdict.ToString());

    private static string Several(IReadOnlyList<string> states) => states.Count == 0 ? "not there" : string.Join(", ", states);
}
