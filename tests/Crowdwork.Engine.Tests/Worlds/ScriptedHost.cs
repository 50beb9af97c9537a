using Crowdwork.Scripting;

namespace Crowdwork.Engine.Tests.Worlds;

/// <summary>A host whose workers come at once and answer at once, always the same. It keeps no journal.</summary>
internal sealed class ScriptedHost : IWorldHost
{
    private readonly List<Worker> _workers = [];

    public List<object> Saved { get; } = [];
    public List<string> Told { get; } = [];
    public Func<Part, Decision>? Rule { get; private set; }
    public Queue<string> Answers { get; } = [];

    /// <summary>How many prompts are answered before the workers fall silent for ever.</summary>
    public int PromptsUntilSilence { get; set; } = int.MaxValue;

    /// <summary>Completes when a prompt meets silence.</summary>
    public TaskCompletionSource Silent { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;
    public Random Random { get; } = new(42);
    public Team Everyone => new(this, [.. _workers]);

    public World World => new(this);

    public void DeclareReview(Func<Part, Decision> rule, CallSite at) => Rule = rule;
    public void DeclareOnboarding(Func<Worker, Task<bool>> test, CallSite at) { }
    public void DeclareModel(string role, Func<ModelTurn, Task<string>> answer, CallSite at) { }
    public void DeclareModel(string role, string endpoint, string? instructions, CallSite at) { }

    /// <summary>What the script reads as its input; an object without content by default.</summary>
    public object? Given { get; set; }

    public T Input<T>(CallSite at) => Given is T given ? given : (T)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof(T));

    public Task<Team> Meet(IReadOnlyList<string> roles, TimeSpan? within, CallSite at)
    {
        var met = roles.Select(role => new Worker(this, _workers.Count, $"W{_workers.Count + 1}", role, isModel: false)).ToArray();
        _workers.AddRange(met);
        return Task.FromResult(new Team(this, met));
    }

    public void Save(Worker? by, object data, CallSite at) => Saved.Add(data);
    public void Show(Worker worker, string? page, object? data, CallSite at) { }
    public void Tell(Worker worker, string text, Worker? from, CallSite at) => Told.Add(text);

    public Task<TResult> Ask<TResult>(Worker worker, Prompt<TResult> prompt, CallSite at)
    {
        if (PromptsUntilSilence-- == 0)
        {
            Silent.SetResult();
            return new TaskCompletionSource<TResult>().Task;
        }

        var text = Answers.Count > 0 ? Answers.Dequeue() : prompt.Options?[0] ?? "a plain answer";
        var result = prompt.Read(new Reply(worker, text, Now, TimeSpan.FromSeconds(1), value: null));
        try
        {
            prompt.Check?.Invoke(result);
            return Task.FromResult(result);
        }
        catch (Exception e)
        {
            return Task.FromException<TResult>(e);
        }
    }

    public Task<T> Fill<T>(Worker worker, string page, object? with, TimeSpan? within, Func<T, string?>? check, CallSite at)
        => Task.FromResult((T)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof(T)));

    public void Withdraw(IEnumerable<Task> waits) { }
    public void Grant(Worker worker, string qualification, int value, CallSite at) { }
    public void Revoke(Worker worker, string qualification, CallSite at) { }
    public Task<int?> Qualification(Worker worker, string qualification, CallSite at) => Task.FromResult<int?>(null);
    public void Block(Worker worker, string because, CallSite at) { }
    public Task Pause(TimeSpan time, CallSite at) => Task.CompletedTask;
    public Task<T> Once<T>(string name, Func<CancellationToken, Task<T>> effect, CallSite at) => effect(CancellationToken.None);
    public Guid NewId() => new("0f8fad5b-d9cb-469f-a165-70867728950e");
}
