namespace Crowdwork.Engine.Bots.Scenarios;

/// <summary>Somebody who has come.</summary>
/// <param name="Player">What is written for them.</param>
/// <param name="Bot">Their page.</param>
/// <param name="Playing">Completes when they have done.</param>
internal sealed record Coming(ScenarioPlayer Player, BotPlayer Bot, Task Playing);

/// <summary>
/// Lets the players of a scenario come: at once and one after the other, so that who comes first is the same each time, or when their time has come.
/// </summary>
/// <param name="players">The workers' ids, and who plays them.</param>
/// <param name="clock">The clock by which late ones come.</param>
/// <param name="make">Opens a page.</param>
internal sealed class ScenarioComings(IReadOnlyList<(string Worker, ScenarioPlayer Player)> players, TimeProvider clock, Func<string, ScenarioPlayer, BotPlayer> make) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Coming?[] _come = new Coming?[players.Count];
    private readonly List<ITimer> _timers = [];

    /// <summary>Everybody who has come, in the order in which they are written.</summary>
    public IReadOnlyList<Coming> All
    {
        get
        {
            lock (_gate) return _come.OfType<Coming>().ToArray();
        }
    }

    /// <summary>Whether everybody waits for something. The end of a part is only an end when whoever waits for it knows.</summary>
    public bool AreIdle => All.All(each => each.Bot.IsIdle && (!each.Bot.IsOver || each.Playing.IsCompleted));

    /// <summary>Whether all have come and have done.</summary>
    public bool AreOver => All is { } come && come.Count == players.Count && come.All(each => each.Playing.IsCompleted);

    /// <param name="quiet">Completes when the last one to come waits for something.</param>
    public async Task Begin(Func<Task> quiet)
    {
        for (var i = 0; i < players.Count; i++)
        {
            var number = i;
            if (players[i].Player.Comes > TimeSpan.Zero)
            {
                _timers.Add(clock.CreateTimer(_ => Come(number), null, players[i].Player.Comes, Timeout.InfiniteTimeSpan));
                continue;
            }

            Come(number);
            await quiet();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var timer in _timers) await timer.DisposeAsync();
        foreach (var each in All) await each.Bot.DisposeAsync();
    }

    private void Come(int number)
    {
        var (worker, player) = players[number];
        var bot = make(worker, player);
        var playing = bot.Play();
        lock (_gate) _come[number] = new Coming(player, bot, playing);
    }
}
