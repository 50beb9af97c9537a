using System.Collections.Concurrent;
using System.Text.Json;
using Crowdwork.Engine.Pages;
using Crowdwork.Engine.Store;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Conversations;

// What the script calls.
internal sealed partial class Play : IWorldHost
{
    private const int LongestTell = 20_000;

    // Call sites repeat for ever, so each is written once.
    private static readonly ConcurrentDictionary<CallSite, string> Sites = new();

    public DateTimeOffset Now => _now;

    public string? Row => _began!.Row;

    public int Seed => _began!.Seed;

    public Random Random => _random ??= new Random(_began!.Seed);

    public Team Everyone => new(this, _workers.ToArray());

    public void DeclareReview(Func<Part, Decision> rule, CallSite at)
    {
        RequireDeclaring("Review", ReviewRule is not null, at);
        ReviewRule = rule;
    }

    public void DeclareOnboarding(Func<Worker, Task<bool>> test, CallSite at)
    {
        RequireDeclaring("Onboard", _onboarding is not null, at);
        _onboarding = test;
    }

    public void DeclareModel(string role, Func<ModelTurn, Task<string>> answer, CallSite at)
    {
        Role.Check(role);
        RequireDeclaring($"Model(\"{role}\")", _models?.ContainsKey(role) == true, at);
        (_models ??= [])[role] = answer;
    }

    public void DeclareModel(string role, string endpoint, string? instructions, CallSite at)
    {
        var endpoints = _rules.Models;
        if (endpoints is null || !endpoints.Knows(endpoint))
            throw new InvalidOperationException(
                $"crowd.json has no model '{endpoint}'. Add it under \"models\""
                + (endpoints is { Names.Count: > 0 } ? $", or use one of: {string.Join(", ", endpoints.Names)}." : "."));
        DeclareModel(role, turn => AskEndpoint(endpoints, endpoint, instructions, turn, at), at);
    }

    public T Input<T>(CallSite at)
    {
        if (_began?.Row is null)
            throw new InvalidOperationException("Input needs a data file. Name one in config.json, for example \"data\": \"data.jsonl\".");
        try
        {
            return JsonSerializer.Deserialize<T>(_began.Row, ScriptJson.Options)
                ?? throw new InvalidOperationException($"Row {_began.Unit + 1} of the data is null.");
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"Row {_began.Unit + 1} of the data does not fit {typeof(T).Name}: {e.Message}", e);
        }
    }

    public Task<Team> Meet(IReadOnlyList<string> roles, TimeSpan? within, CallSite at)
    {
        // While somebody is onboarded, the script stops where it would begin to meet people.
        if (_began!.Onboarding) return new TaskCompletionSource<Team>().Task;

        var time = within ?? _rules.MeetWithin;
        var call = new OpenMeet(++_lastCall, roles.ToArray(), time, at);
        call.Begin(_now, time);
        _open.Add(call);
        Add(new Act(ActKind.Meet) { Call = call.Id, Items = call.Roles, Due = call.Due, Site = SiteOf(at) });
        return call.Result;
    }

    /// <summary>The roles that programs play.</summary>
    public bool IsModelRole(string role) => _models?.ContainsKey(role) == true;

    public void Save(Worker? by, object data, CallSite at)
    {
        if (IsRehearsingAlone) return;
        Add(new Act(ActKind.Save) { Seat = by?.Seat ?? 0, Name = ScriptJson.NameOf(data), Json = ScriptJson.Write(data), Site = SiteOf(at) });
    }

    public void Show(Worker worker, string? page, object? data, CallSite at)
    {
        if (page is not null && !_rules.HasPage(page))
            throw new ArgumentException($"The task folder has no page '{page}'.", nameof(page));
        if (worker.Left is not null || worker.IsModel) return;
        Add(new Act(ActKind.Show) { Seat = worker.Seat, Name = page ?? _rules.PageOf(worker.Role), Json = data is null ? null : ScriptJson.Write(data), Site = SiteOf(at) });
    }

    public void Tell(Worker worker, string text, Worker? from, CallSite at)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > LongestTell)
            throw new ArgumentException($"Tell takes at most {LongestTell:N0} characters; this text has {text.Length:N0}.", nameof(text));
        if (worker.Left is not null) return;
        worker.Remember(from?.Role ?? "task", text, _now);
        Add(new Act(ActKind.Tell) { Seat = worker.Seat, From = from?.Role, Text = text, Site = SiteOf(at) });
    }

    public Task<TResult> Ask<TResult>(Worker worker, Prompt<TResult> prompt, CallSite at)
    {
        if (worker.Left is { } departure)
            return prompt.Optional
                ? Task.FromResult<TResult>(default!)
                : Task.FromException<TResult>(new WorkerLeft(worker, departure, Everyone.Except(worker).StillHere));
        if (OpenAskOf(worker.Seat) is { } earlier)
            throw new InvalidOperationException(
                $"{worker} still has the prompt of line {earlier.Site.Line} before them. Await that one first, or ask them one thing at a time.");

        if (prompt.Kind == PromptKind.Next && TakeFromInbox(worker, at) is { } waiting) return Task.FromResult(prompt.Read(waiting));

        var form = prompt.FormType is null ? null : FormSheet.Of(prompt.FormType);
        var call = new OpenAsk<TResult>(++_lastCall, worker, prompt, form, at, _now);
        call.Begin(_now, prompt.Within ?? _rules.AnswerWithin);
        _open.Add(call);
        if (prompt.Kind != PromptKind.Next) worker.Remember("task", prompt.Text, _now);
        Add(new Act(ActKind.Ask)
        {
            Call = call.Id, Seat = worker.Seat, Name = Prompts.NameOf(prompt.Kind), Text = prompt.Text, Due = call.Due,
            Items = prompt.Options, Json = call.FieldsJson, Value = prompt.Optional ? 1 : 0, Site = SiteOf(at),
        });

        if (worker.IsModel) _ = LetModelAnswer(call);
        return call.Result;
    }

    public Task<T> Fill<T>(Worker worker, string page, object? with, TimeSpan? within, Func<T, string?>? check, CallSite at)
    {
        Show(worker, page, with, at);
        var seat = new Seating(worker.Seat, worker.Id, worker.Role, worker.IsModel);
        var form = _rules.FormOf(page, ShownPage.Of(seat, with is null ? _began!.Row : ScriptJson.Write(with), _now, _began!.Seed));
        if (!form.IsThere) throw new ArgumentException($"The page '{page}' has no form. Put a <form> with named fields into it, or show it with Show.", nameof(page));
        return Ask(worker, new Prompt<T>
        {
            Kind = PromptKind.Page, Within = within, Check = check, FieldsJson = form.FieldsJson,
            ReadFields = fields => form.Judge<T>(fields, page), Read = static reply => (T)reply.Value!,
        }, at);
    }

    public void Withdraw(IEnumerable<Task> waits)
    {
        foreach (var wait in waits)
        {
            var call = _open.Find(open => open.Task == wait);
            if (call is null) continue;
            _open.Remove(call);
            if (call is OpenAsk { PromptKind: not PromptKind.Next, Worker.IsModel: false } ask)
                Add(new Act(ActKind.Withdraw) { Call = ask.Id, Seat = ask.Worker.Seat, Name = "other" });
            call.Cancel();
        }
    }

    public void Grant(Worker worker, string qualification, int value, CallSite at)
        => Add(new Act(ActKind.Grant) { Seat = worker.Seat, Name = qualification, Value = value, Site = SiteOf(at) });

    public void Revoke(Worker worker, string qualification, CallSite at)
        => Add(new Act(ActKind.Revoke) { Seat = worker.Seat, Name = qualification, Site = SiteOf(at) });

    public Task<int?> Qualification(Worker worker, string qualification, CallSite at)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(qualification);
        if (worker.IsModel) return Task.FromResult<int?>(null);
        var (id, lookUp) = (new WorkerId(worker.Id), _rules.QualificationOf);
        return Once($"qualification '{qualification}' of seat {worker.Seat}", _ => Task.FromResult(lookUp(id, qualification)), at);
    }

    public void Block(Worker worker, string because, CallSite at)
        => Add(new Act(ActKind.Block) { Seat = worker.Seat, Text = because, Site = SiteOf(at) });

    public Task Pause(TimeSpan time, CallSite at)
    {
        if (time <= TimeSpan.Zero) return Task.CompletedTask;
        var call = new OpenPause(++_lastCall, at);
        call.Begin(_now, time);
        _open.Add(call);
        Add(new Act(ActKind.Pause) { Call = call.Id, Due = call.Due, Site = SiteOf(at) });
        return call.Task;
    }

    public Task<T> Once<T>(string name, Func<CancellationToken, Task<T>> effect, CallSite at)
    {
        var call = new OpenOnce<T>(++_lastCall, name, effect, at);
        _open.Add(call);
        Add(new Act(ActKind.Once) { Call = call.Id, Name = name, Site = SiteOf(at) });
        return call.Result;
    }

    public Guid NewId()
    {
        // Apart from Random, so that a new id in a script does not change the numbers that follow it.
        _ids ??= new Random(_began!.Seed ^ 0x5EED);
        Span<byte> bytes = stackalloc byte[16];
        _ids.NextBytes(bytes);
        bytes[7] = (byte)((bytes[7] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes);
    }

    // In an onboarding, what stands before Meet runs too, because it may hold declarations. What it would keep is not for keeping.
    private bool IsRehearsingAlone => _began!.Onboarding && _workers.Count == 0;

    private void RequireDeclaring(string what, bool isTaken, CallSite at)
    {
        if (isTaken) throw new InvalidOperationException($"{what} is declared twice; the second time at {at}.");
        if (!_declaring) throw new InvalidOperationException($"{what} has to stand before the first await; move it to the top of the script ({at}).");
    }

    private static string SiteOf(CallSite at) => Sites.GetOrAdd(at, static site => site.ToString());
}
