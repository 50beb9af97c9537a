using System.Text.Json;
using System.Text.Json.Nodes;
using Crowdwork.Marketplace.Tests.Conformance.Clients;

namespace Crowdwork.Marketplace.Tests.Conformance;

/// <summary>
/// Leads one client through the tour: does each step, compares what came with what the tour says, and writes down all that was seen. The
/// notes of two clients who saw the same marketplace are the same.
/// </summary>
internal sealed class Guide(Tour tour, IClient client, Stage stage)
{
    private static readonly Dictionary<string, (string Key, string Secret)> Requesters = new()
    {
        ["alice"] = ("ALICE", "alices-secret"),
        ["bea"] = ("BEA", "beas-secret"),
        ["stranger"] = ("NOBODY", "alices-secret"),
        ["forger"] = ("ALICE", "not-alices-secret"),
    };

    private readonly Names _names = new(stage.Beginning, tour.Let);
    private readonly List<string> _surprises = [];
    private readonly List<string> _notes = [];

    public async Task<Walk> Lead()
    {
        for (var number = 1; number <= tour.Steps.Count; number++)
        {
            var step = tour.Steps[number - 1];
            try
            {
                for (var n = 1; n <= step.Times; n++)
                {
                    _names.Count(n);
                    await Do(step, number);
                }
            }
            catch (InvalidOperationException stuck)
            {
                Surprise(step, number, stuck.Message);
            }
        }

        return new Walk(_notes, _surprises);
    }

    private Task Do(Step step, int number)
    {
        if ((step.Call ?? step.Pages) is not null) return Call(step, number);
        if (step.Worker is not null) return Work(step, number);
        if (step.Clock is { } time) return stage.PutForward(time);
        stage.Trouble(step.Trouble);
        return Task.CompletedTask;
    }

    private async Task Call(Step step, int number)
    {
        var (key, secret) = Requesters[step.As];
        var parameters = _names.Fill(step.With)!.AsObject();
        var outcome = await client.Call(new Call(step.Call ?? step.Pages!, parameters, key, secret, step.Pages is not null));
        var answers = outcome.Answers.Select(answer => _names.FromTheBeginning(answer)!).ToArray();

        foreach (var difference in Differences(step, outcome, answers)) Surprise(step, number, difference);
        if (answers.Length == 1) Keep(step, answers[0]);
        Note(step, number, outcome.Failure is { } failure ? Told(failure) : string.Join('\n', answers.Select(answer => _names.Anonymous(answer)!.ToJsonString())));
    }

    private IEnumerable<string> Differences(Step step, Outcome outcome, JsonNode[] answers)
    {
        switch (step.Fails, outcome.Failure)
        {
            case ({ } expected, { } failure): return Expectation.Differences(expected, failure, _names);
            case ({ } expected, null): return [$"should have failed with {expected.Type} {expected.Code}"];
            case (null, { } failure): return [$"failed: {Told(failure)}"];
        }

        if (step.Pages is not null) return PageDifferences(step, [.. answers.Select(page => page[step.Of!]?.AsArray() ?? [])]);
        return step.Expect is null ? [] : Expectation.Differences(ExpectedAnswer(step.Expect), answers[0]);
    }

    private static IEnumerable<string> PageDifferences(Step step, JsonArray[] pages)
    {
        var sizes = pages.Select(page => page.Count).ToArray();
        if (!sizes.SequenceEqual(step.Sizes!)) yield return $"has pages of {string.Join(", ", sizes)} instead of {string.Join(", ", step.Sizes!)}";

        var different = pages.SelectMany(page => page).Select(item => item!.ToJsonString()).Distinct().Count();
        if (different != sizes.Sum()) yield return $"has only {different} different items on pages of {string.Join(", ", sizes)}";
    }

    // Names are filled in, but points in time stay as the tour writes them, as they do in the answer.
    private JsonNode ExpectedAnswer(JsonNode node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, member.Value is null ? null : (JsonNode?)ExpectedAnswer(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(item => ExpectedAnswer(item!))]),
        JsonValue value when value.TryGetValue(out string? text) => JsonValue.Create(_names.Fill(text)),
        _ => node.DeepClone(),
    };

    private void Keep(Step step, JsonNode answer)
    {
        foreach (var (name, path) in step.Keep)
        {
            var value = path.Split('.').Aggregate((JsonNode?)answer, (node, part) => int.TryParse(part, out var index)
                ? node is JsonArray items && index < items.Count ? items[index] : null
                : node?[part]);
            if (value is null) throw new InvalidOperationException($"gave no {path} to keep as {name}");
            _names.Keep(name, value.GetValue<string>());
        }
    }

    private async Task Work(Step step, int number)
    {
        var (kept, refused) = await stage.Work(step, text => _names.Fill(text));
        if (step.Refused is { } expected ? refused is null || (expected != "*" && expected != refused) : refused is not null)
            Surprise(step, number, $"{step.Worker} was {(refused is null ? "let in" : $"refused ({refused})")} and should {(step.Refused is null ? "not have been refused" : $"have been refused ({step.Refused})")}");

        foreach (var name in step.Keep.Keys)
            _names.Keep(name, kept ?? throw new InvalidOperationException($"{step.Worker} got nothing to keep as {name}"));
    }

    private string Told(Failure failure) => $"{failure.Type} {failure.Code} {failure.Status}: {_names.Anonymous(Names.WithoutStamp(failure.Message))}";

    private void Note(Step step, int number, string seen) => _notes.Add($"{Title(step, number)}\n{seen}");

    private void Surprise(Step step, int number, string what) => _surprises.Add($"{Title(step, number)} {what}");

    private static string Title(Step step, int number)
        => $"step {number}, {step.Call ?? step.Pages ?? $"{step.Worker} {step.Does}"} {(step.With.Count == 0 ? "" : step.With.ToJsonString())}:";
}

/// <param name="Notes">What the client saw, step by step, without what differs from walk to walk.</param>
/// <param name="Surprises">What the tour did not say.</param>
internal sealed record Walk(IReadOnlyList<string> Notes, IReadOnlyList<string> Surprises);
