using System.Text.Json;
using System.Text.Json.Serialization;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Bots.Scenarios;

/// <summary>Reads the scenarios of a task: the files of its folder <c>scenarios/</c>. What is wrong with them are problems, all at once.</summary>
internal static class ScenarioReader
{
    public const string Folder = "scenarios";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static (IReadOnlyList<Scenario> Scenarios, Problems Problems) Of(TaskFolder task)
    {
        var problems = new Problems();
        var folder = Path.Combine(task.Path, Folder);
        if (!Directory.Exists(folder)) return ([], problems);

        var scenarios = new List<Scenario>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
            if (Read(path, $"{task.ShownAs}/{Folder}/{Path.GetFileName(path)}", problems) is { } scenario) scenarios.Add(scenario);
        return (scenarios, problems);
    }

    internal static Scenario? Read(string path, string shownAs, Problems problems)
    {
        if (SourceText.Read(path, shownAs, problems) is not { } source) return null;
        ScenarioFile file;
        try
        {
            file = JsonSerializer.Deserialize<ScenarioFile>(source.Bytes.Span, Options) ?? new ScenarioFile();
        }
        catch (JsonException e)
        {
            problems.Add(e.InnerException is null && e.Path is not { Length: > 1 } ? JsonFault.Explain(source, e) : Unfit(source, e));
            return null;
        }

        var before = problems.Count;
        var players = (file.Players ?? []).Select(player => PlayerOf(player, shownAs, problems)).ToArray();
        if (players.Length == 0) problems.Error(shownAs, Place.Unknown, "The scenario has no players.", "Write \"players\": [{ \"role\": \"...\", \"says\": [\"...\"] }].");
        var onboarding = StepsOf(file.Onboarding, shownAs, problems);
        if (file.Row is < 1) problems.Error(shownAs, Place.Unknown, "\"row\" counts from 1.", "Write 1 for the first row of the data.");
        var expected = OutcomeOf(file.Expect, shownAs, problems);
        return problems.Count > before ? null : new Scenario(Path.GetFileNameWithoutExtension(path), file.Row ?? 1, file.Seed ?? 1, players, onboarding, expected!);
    }

    private static ScenarioPlayer PlayerOf(PlayerFile player, string shownAs, Problems problems)
    {
        if (player.Role is null) problems.Error(shownAs, Place.Unknown, "A player has no \"role\".", "Write the role as the world names it; a world with a single worker calls it \"worker\".");
        if (player is { Bot: not null, Says: not null }) problems.Error(shownAs, Place.Unknown, $"The {player.Role} has both \"bot\" and \"says\".", "Keep one: a bot decides by itself what it says.");
        if (player is { Bot: null, Says: null }) problems.Error(shownAs, Place.Unknown, $"The {player.Role} has neither \"bot\" nor \"says\".", "Write what they say, in order, or which bot plays.");
        var comes = TimeSpan.Zero;
        if (player.Comes is { } said && !Duration.TryParse(said, out comes)) problems.Error(shownAs, Place.Unknown, $"\"comes\" is no duration: {said}", "Write how long after the beginning they come, such as \"90s\".");
        return new ScenarioPlayer(
            player.Role ?? "", player.Bot, StepsOf(player.Says, shownAs, problems), player.Onboarding is null ? null : StepsOf(player.Onboarding, shownAs, problems),
            player.Has ?? new Dictionary<string, int>(), comes);
    }

    private static List<ScenarioStep> StepsOf(JsonElement[]? steps, string shownAs, Problems problems)
    {
        var read = new List<ScenarioStep>();
        foreach (var step in steps ?? [])
        {
            if (StepOf(step) is { } known) read.Add(known);
            else
                problems.Error(
                    shownAs, Place.Unknown, $"This is no step: {step.GetRawText()}",
                    "A step is a text, { \"say\": \"...\", \"refused\": \"...\" }, { \"fill\": {...} }, { \"wait\": \"30s\" } or { \"do\": \"return\" | \"disconnect\" | \"reconnect\" | \"reload\" | \"secondTab\" | \"beSilent\" | \"again\" }.");
        }

        return read;
    }

    private static ScenarioStep? StepOf(JsonElement step)
    {
        if (step.ValueKind == JsonValueKind.String) return new ScenarioStep.Say(step.GetString()!, null);
        if (step.ValueKind != JsonValueKind.Object) return null;

        var refused = step.TryGetProperty("refused", out var complaint) && complaint.ValueKind == JsonValueKind.String ? complaint.GetString() : null;
        if (step.TryGetProperty("say", out var say) && say.ValueKind == JsonValueKind.String) return new ScenarioStep.Say(say.GetString()!, refused);
        if (step.TryGetProperty("fill", out var fill) && fill.ValueKind == JsonValueKind.Object) return new ScenarioStep.Fill(fill, refused);
        if (step.TryGetProperty("wait", out var wait) && wait.ValueKind == JsonValueKind.String && Duration.TryParse(wait.GetString()!, out var time)) return new ScenarioStep.Wait(time);
        return step.TryGetProperty("do", out var act) && act.ValueKind == JsonValueKind.String && Enum.TryParse<PageAct>(act.GetString(), ignoreCase: true, out var known) ? new ScenarioStep.Do(known) : null;
    }

    private static ScenarioOutcome? OutcomeOf(ExpectFile? expect, string shownAs, Problems problems)
    {
        if (expect is null)
        {
            problems.Error(shownAs, Place.Unknown, "The scenario expects nothing.", "Write \"expect\": { \"endings\": { \"worker\": \"finished\" } }.");
            return null;
        }

        return new ScenarioOutcome(
            expect.Endings?.ToDictionary(role => role.Key, IReadOnlyList<string> (role) => Several(role.Value, value => value.GetString() ?? "")),
            expect.Saved?.Select(item => new ExpectedSave(item.Type, item.Role, item.Data, item.Times ?? 1)).ToArray(),
            expect.Decisions?.ToDictionary(role => role.Key, role => Several(role.Value, Decided)
                .Select(decision => new ExpectedDecision(decision.Verdict ?? "*", decision.Because, decision.Bonus)).ToArray() as IReadOnlyList<ExpectedDecision>),
            expect.Told?.ToDictionary(role => role.Key, IReadOnlyList<string> (role) => Several(role.Value, value => value.GetString() ?? "")),
            expect.Qualifications?.ToDictionary(role => role.Key, IReadOnlyList<JsonElement> (role) => Several(role.Value, value => value)),
            expect.Fault);
    }

    private static DecisionFile Decided(JsonElement value)
        => value.ValueKind == JsonValueKind.String ? new DecisionFile { Verdict = value.GetString() } : value.Deserialize<DecisionFile>(Options)!;

    // One for a role that one worker has, a list for a role of several.
    private static T[] Several<T>(JsonElement value, Func<JsonElement, T> read)
        => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(read).ToArray() : [read(value)];

    private static Problem Unfit(SourceText source, JsonException e)
    {
        var place = source.PlaceOf(source.OffsetOf(e.LineNumber ?? 0, e.BytePositionInLine ?? 0));
        var cut = e.Message.IndexOf(" Path:", StringComparison.Ordinal);
        return new Problem(source.ShownAs, place.Line, place.Column, cut < 0 ? e.Message : e.Message[..cut], "docs/bots.md has an example of a scenario.");
    }

    private sealed record ScenarioFile
    {
        [JsonPropertyName("$schema")]
        public string? Schema { get; init; }
        public int? Row { get; init; }
        public int? Seed { get; init; }
        public JsonElement[]? Onboarding { get; init; }
        public PlayerFile[]? Players { get; init; }
        public ExpectFile? Expect { get; init; }
    }

    private sealed record PlayerFile
    {
        public string? Role { get; init; }
        public string? Bot { get; init; }
        public JsonElement[]? Says { get; init; }
        public JsonElement[]? Onboarding { get; init; }
        public Dictionary<string, int>? Has { get; init; }
        public string? Comes { get; init; }
    }

    private sealed record ExpectFile
    {
        public Dictionary<string, JsonElement>? Endings { get; init; }
        public SaveFile[]? Saved { get; init; }
        public Dictionary<string, JsonElement>? Decisions { get; init; }
        public Dictionary<string, JsonElement>? Told { get; init; }
        public Dictionary<string, JsonElement>? Qualifications { get; init; }
        public string? Fault { get; init; }
    }

    private sealed record SaveFile
    {
        public string? Type { get; init; }
        public string? Role { get; init; }
        public required JsonElement Data { get; init; }
        public int? Times { get; init; }
    }

    private sealed record DecisionFile
    {
        public string? Verdict { get; init; }
        public string? Because { get; init; }
        public decimal? Bonus { get; init; }
    }
}
