namespace Crowdwork.Harness.Tests.Running;

/// <summary>How long a test waits for a condition before it says that it will never come. Generous: a loaded machine is no fault.</summary>
internal static class Guard
{
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    public static async Task<T> Within<T>(Task<T> task, Func<string> what)
    {
        try
        {
            return await task.WaitAsync(Patience, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Waited {Patience.TotalSeconds} seconds in vain: {what()}");
        }
    }

    public static async Task Within(Task task, Func<string> what) => await Within(Nothing(task), what);

    /// <summary>For what tells nobody when it changes: looks again and again.</summary>
    public static async Task Until(Func<Task<bool>> holds, Func<string> what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            if (TimeProvider.System.GetElapsedTime(started) > Patience) throw new TimeoutException($"Waited {Patience.TotalSeconds} seconds in vain: {what()}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    private static async Task<bool> Nothing(Task task)
    {
        await task;
        return true;
    }
}
