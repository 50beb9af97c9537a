using System.Text.Json;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Conversations;

/// <summary>Something that a script waits for and only the outside can end.</summary>
internal abstract class OpenCall(int id, ActKind kind, CallSite site)
{
    private TimeSpan _time;

    public int Id { get; } = id;
    public ActKind Kind { get; } = kind;
    public CallSite Site { get; } = site;

    /// <summary>When its time is over, as milliseconds since 1970; 0 for never.</summary>
    public long Due { get; private set; }

    public void Begin(DateTimeOffset now, TimeSpan? time)
    {
        _time = time ?? TimeSpan.Zero;
        Renew(now);
    }

    /// <summary>Lets its time begin again. False when it has none.</summary>
    public bool Renew(DateTimeOffset now)
    {
        if (_time <= TimeSpan.Zero) return false;
        Due = (now + _time).ToUnixTimeMilliseconds();
        return true;
    }

    public abstract Task Task { get; }

    /// <summary>The time is over.</summary>
    public abstract void Expire();

    public abstract void Fail(Exception exception);

    public abstract void Cancel();
}

/// <summary>A prompt that a worker has not answered yet.</summary>
internal abstract class OpenAsk(int id, Worker worker, CallSite site, DateTimeOffset since) : OpenCall(id, ActKind.Ask, site)
{
    public Worker Worker { get; } = worker;
    public DateTimeOffset Since { get; } = since;
    public abstract PromptKind PromptKind { get; }
    public abstract string Text { get; }
    public abstract IReadOnlyList<string>? Options { get; }
    public abstract bool Optional { get; }

    /// <summary>The fields of a form as JSON; null for whatever is no form.</summary>
    public abstract string? FieldsJson { get; }

    /// <summary>Takes an answer, or says why not. When it is taken, the script goes on.</summary>
    public abstract Refusal? Answer(Said said, DateTimeOffset at);

    /// <summary>The worker has left.</summary>
    public abstract void Leave(WorkerLeft left);
}

/// <summary>Why an answer will not do, for the worker: in one sentence, and by field where there is a form.</summary>
internal sealed record Refusal(string Text, IReadOnlyDictionary<string, string>? Fields = null)
{
    /// <summary>As one text, for a model: it has no form to look at.</summary>
    public string InWords => Fields is null ? Text : $"{Text} {string.Join(' ', Fields.Select(one => $"{one.Key}: {one.Value}"))}";

    public string? FieldsJson => Fields is null ? null : JsonSerializer.Serialize(Fields);
}

internal sealed class OpenAsk<TResult>(int id, Worker worker, Prompt<TResult> prompt, FormSheet? form, CallSite site, DateTimeOffset since)
    : OpenAsk(id, worker, site, since)
{
    private readonly TaskCompletionSource<TResult> _result = new();

    public override Task Task => _result.Task;
    public Task<TResult> Result => _result.Task;
    public override PromptKind PromptKind => prompt.Kind;
    public override string Text => prompt.Text;
    public override IReadOnlyList<string>? Options => prompt.Options;
    public override bool Optional => prompt.Optional;
    public override string? FieldsJson => form?.FieldsJson ?? prompt.FieldsJson;

    public override Refusal? Answer(Said said, DateTimeOffset at)
    {
        object? value = null;
        if (prompt.Kind is PromptKind.Form or PromptKind.Page)
        {
            IReadOnlyDictionary<string, string> problems;
            try
            {
                (value, problems) = prompt.ReadFields?.Invoke(said.Fields) ?? form!.Read(said.Fields);
            }
            catch (JsonException)
            {
                // From a model, or from a page that is not ours.
                return new Refusal("Please answer with a JSON object that has the fields of the form.");
            }

            if (problems.Count > 0) return new Refusal("Some fields need another look.", problems);
        }
        else if (prompt.Kind == PromptKind.Choice)
        {
            if (!prompt.Options!.Contains(said.Text)) return new Refusal("Please choose one of the options.");
        }
        else if (string.IsNullOrWhiteSpace(said.Text))
        {
            return new Refusal("Please write something.");
        }

        var result = prompt.Read(new Reply(Worker, said.Text, at, at - Since, value));
        if (prompt.Check?.Invoke(result) is { } complaint) return new Refusal(complaint);

        if (prompt.Kind is not (PromptKind.Form or PromptKind.Page)) Worker.Remember(Worker.Role, said.Text, at);
        else Worker.Remember(Worker.Role, said.Fields ?? "", at);
        Settle.With(_result, result);
        return null;
    }

    public override void Expire() => Settle.With(_result, default!);

    public override void Leave(WorkerLeft left)
    {
        if (prompt.Optional) Settle.With(_result, default!);
        else Settle.Failing(_result, left);
    }

    public override void Fail(Exception exception) => Settle.Failing(_result, exception);

    public override void Cancel() => Settle.Cancelled(_result);
}

internal sealed class OpenMeet(int id, IReadOnlyList<string> roles, TimeSpan? within, CallSite site) : OpenCall(id, ActKind.Meet, site)
{
    private readonly TaskCompletionSource<Team> _result = new();

    public IReadOnlyList<string> Roles { get; } = roles;
    public override Task Task => _result.Task;
    public Task<Team> Result => _result.Task;

    public void Seat(Team team) => Settle.With(_result, team);

    public override void Expire() => Settle.Failing(_result, new NobodyCame(Roles, within ?? TimeSpan.Zero));

    public override void Fail(Exception exception) => Settle.Failing(_result, exception);

    public override void Cancel() => Settle.Cancelled(_result);
}

internal sealed class OpenPause(int id, CallSite site) : OpenCall(id, ActKind.Pause, site)
{
    private readonly TaskCompletionSource _result = new();

    public override Task Task => _result.Task;

    public override void Expire() => Settle.Done(_result);

    public override void Fail(Exception exception) => Settle.Failing(_result, exception);

    public override void Cancel() => Settle.Cancelled(_result);
}

/// <summary>Work outside of the conversation, whose result is journaled.</summary>
internal abstract class OpenOnce(int id, string name, CallSite site) : OpenCall(id, ActKind.Once, site)
{
    public string Name { get; } = name;

    /// <summary>Does the work and gives its result as JSON. Runs on any thread, outside of the conversation.</summary>
    public abstract Task<string> Run(CancellationToken cancelled);

    public abstract void Return(string json);

    public override void Expire() => throw new InvalidOperationException("Bug in Crowdwork: Once has no time limit of its own.");
}

internal sealed class OpenOnce<T>(int id, string name, Func<CancellationToken, Task<T>> effect, CallSite site) : OpenOnce(id, name, site)
{
    private readonly TaskCompletionSource<T> _result = new();

    public override Task Task => _result.Task;
    public Task<T> Result => _result.Task;

    public override async Task<string> Run(CancellationToken cancelled) => JsonSerializer.Serialize(await effect(cancelled), ScriptJson.Options);

    public override void Return(string json) => Settle.With(_result, JsonSerializer.Deserialize<T>(json, ScriptJson.Options)!);

    public override void Fail(Exception exception) => Settle.Failing(_result, exception);

    public override void Cancel() => Settle.Cancelled(_result);
}
