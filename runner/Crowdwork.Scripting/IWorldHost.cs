namespace Crowdwork.Scripting;

/// <summary>The engine, as a script's calls reach it. One instance per conversation.</summary>
internal interface IWorldHost
{
    DateTimeOffset Now { get; }
    Random Random { get; }
    Team Everyone { get; }

    /// <summary>The data row as JSON; null when the task has no data.</summary>
    string? Row => null;

    /// <summary>Where all chance of the conversation begins.</summary>
    int Seed => 0;

    void DeclareReview(Func<Part, Decision> rule, CallSite at);
    void DeclareOnboarding(Func<Worker, Task<bool>> test, CallSite at);
    void DeclareModel(string role, Func<ModelTurn, Task<string>> answer, CallSite at);
    void DeclareModel(string role, string endpoint, string? instructions, CallSite at);

    T Input<T>(CallSite at);
    Task<Team> Meet(IReadOnlyList<string> roles, TimeSpan? within, CallSite at);
    void Save(Worker? by, object data, CallSite at);

    void Show(Worker worker, string? page, object? data, CallSite at);
    void Tell(Worker worker, string text, Worker? from, CallSite at);
    Task<TResult> Ask<TResult>(Worker worker, Prompt<TResult> prompt, CallSite at);
    Task<T> Fill<T>(Worker worker, string page, object? with, TimeSpan? within, Func<T, string?>? check, CallSite at);
    void Withdraw(IEnumerable<Task> waits);

    void Grant(Worker worker, string qualification, int value, CallSite at);
    void Revoke(Worker worker, string qualification, CallSite at);
    Task<int?> Qualification(Worker worker, string qualification, CallSite at);
    void Block(Worker worker, string because, CallSite at);

    Task Pause(TimeSpan time, CallSite at);
    Task<T> Once<T>(string name, Func<CancellationToken, Task<T>> effect, CallSite at);
    Guid NewId();
}
