namespace Crowdwork.Scripting;

// Waiting for several things at a time.
public sealed partial class World
{
    /// <summary>Waits for whichever comes first, and withdraws the prompts of the others.</summary>
    /// <typeparam name="T">What is waited for, mostly <see cref="Reply"/>.</typeparam>
    /// <param name="waits">Prompts that have just been made: <c>a.Ask(...)</c>, <c>b.Next()</c>.</param>
    /// <returns>The first result.</returns>
    /// <exception cref="WorkerLeft">The first thing that happened is that one of them left.</exception>
    /// <remarks>Only prompts that are given directly can be withdrawn; an <c>async</c> function of the script goes on in the background.</remarks>
    /// <example>
    /// <code>
    /// var (a, b) = await Meet("a", "b");
    /// var first = await FirstOf(a.Next(), b.Next());
    /// await Everyone.Tell($"{first.From.Role} was first: {first.Text}");
    /// </code>
    /// </example>
    public async Task<T> FirstOf<T>(params Task<T>[] waits)
    {
        if (waits.Length == 0) throw new ArgumentException("FirstOf needs at least one thing to wait for.", nameof(waits));
        var first = await Task.WhenAny(waits);
        _host.Withdraw(waits);
        return await first;
    }

    /// <summary>Waits for two things; as soon as one fails, the prompt of the other is withdrawn and the failure is thrown.</summary>
    /// <typeparam name="TFirst">The first result.</typeparam>
    /// <typeparam name="TSecond">The second result.</typeparam>
    /// <param name="first">The first thing to wait for.</param>
    /// <param name="second">The second thing to wait for.</param>
    /// <returns>Both results.</returns>
    /// <exception cref="WorkerLeft">One of them left.</exception>
    /// <example>
    /// <code>
    /// var (a, b) = await Meet("a", "b");
    /// var (left, right) = await All(a.Ask("A number?"), b.Ask("A number?"));
    /// </code>
    /// </example>
    public async Task<(TFirst, TSecond)> All<TFirst, TSecond>(Task<TFirst> first, Task<TSecond> second)
    {
        await AllOrFirstFailure([first, second]);
        return (await first, await second);
    }

    /// <summary>Waits for three things; as soon as one fails, the prompts of the others are withdrawn and the failure is thrown.</summary>
    /// <typeparam name="TFirst">The first result.</typeparam>
    /// <typeparam name="TSecond">The second result.</typeparam>
    /// <typeparam name="TThird">The third result.</typeparam>
    /// <param name="first">The first thing to wait for.</param>
    /// <param name="second">The second thing to wait for.</param>
    /// <param name="third">The third thing to wait for.</param>
    /// <returns>All results.</returns>
    /// <exception cref="WorkerLeft">One of them left.</exception>
    /// <example>
    /// <code>
    /// var (a, b, c) = await Meet("a", "b", "c");
    /// var (x, y, z) = await All(a.Ask("One?"), b.Ask("Two?"), c.Ask("Three?"));
    /// </code>
    /// </example>
    public async Task<(TFirst, TSecond, TThird)> All<TFirst, TSecond, TThird>(
        Task<TFirst> first, Task<TSecond> second, Task<TThird> third)
    {
        await AllOrFirstFailure([first, second, third]);
        return (await first, await second, await third);
    }

    /// <summary>Waits for any number of things; as soon as one fails, the prompts of the others are withdrawn and the failure is thrown.</summary>
    /// <typeparam name="T">What is waited for.</typeparam>
    /// <param name="waits">Each of them.</param>
    /// <returns>The results, in the order of <paramref name="waits"/>.</returns>
    /// <exception cref="WorkerLeft">One of them left.</exception>
    /// <example>
    /// <code>
    /// var team = await Meet(["judge", "judge", "judge"]);
    /// var scores = await All(team.Select(judge => judge.Ask("A score from 0 to 10?")));
    /// </code>
    /// </example>
    public async Task<T[]> All<T>(IEnumerable<Task<T>> waits)
    {
        var list = waits.ToArray();
        await AllOrFirstFailure(list);
        return list.Select(task => task.Result).ToArray();
    }

    /// <summary>Waits for any number of tasks without results, such as local functions of the script.</summary>
    /// <param name="waits">Each of them.</param>
    /// <returns>A task that completes when all have, or fails as soon as one does.</returns>
    /// <exception cref="WorkerLeft">One of them let it through.</exception>
    /// <example>
    /// <code>
    /// var (a, b) = await Meet("a", "b");
    /// await All(Interview(a), Interview(b));
    ///
    /// async Task Interview(Worker worker)
    /// {
    ///     var name = await worker.Ask("What may we call you?");
    ///     await worker.Tell($"Hello, {name}.");
    /// }
    /// </code>
    /// </example>
    public Task All(params Task[] waits) => AllOrFirstFailure(waits);

    // In a rehearsal as in a run, nobody should go on typing an answer that nobody waits for any more.
    private async Task AllOrFirstFailure(Task[] waits)
    {
        var open = waits.ToList();
        while (open.Count > 0)
        {
            var next = await Task.WhenAny(open);
            open.Remove(next);
            if (!next.IsFaulted && !next.IsCanceled) continue;

            _host.Withdraw(open);
            await next;
        }
    }
}
