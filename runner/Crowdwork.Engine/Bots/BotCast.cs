using System.Globalization;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds;

namespace Crowdwork.Engine.Bots;

/// <summary>
/// Who can play a task: its own bots first, then those that every task has.
/// </summary>
internal sealed class BotCast : IDisposable
{
    private readonly BotScripts? _scripts;

    private BotCast(BotScripts? scripts)
    {
        _scripts = scripts;
        var own = scripts?.Parts ?? [];
        Parts = [.. own, .. BuiltInBots.All.Where(part => own.All(mine => mine.Name != part.Name))];
        // The first that the author wrote is how the task is meant to be played.
        Usual = own.Count > 0 ? own[0] : BuiltInBots.All[0];
    }

    /// <summary>All of them by name, the task's own first.</summary>
    public IReadOnlyList<BotPart> Parts { get; }

    /// <summary>Who plays where nothing is said.</summary>
    public BotPart Usual { get; }

    /// <summary>The bots of a task, or what is wrong with its bots.csx.</summary>
    public static (BotCast? Cast, IReadOnlyList<Problem> Problems) Of(TaskFolder task, WorldCompiler compiler, CancellationToken cancelled = default)
    {
        if (task.BotsPath is null) return (new BotCast(null), []);
        var (bots, problems) = BotScripts.Load(compiler, task.BotsPath, path => Show(task, path), cancelled);
        return bots is null ? (null, problems) : (new BotCast(bots), problems);
    }

    /// <summary>The bot of this name. <c>diligent@2</c> is the one called diligent, who gives the work back in place of the third answer.</summary>
    public BotPart? Find(string name)
    {
        if (Parts.FirstOrDefault(part => part.Name == name) is { } known) return known;
        return name.Split('@') is [var usual, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var answers) && Parts.FirstOrDefault(part => part.Name == usual) is { } part
            ? part with { Name = name, LeavesAfter = answers }
            : null;
    }

    public void Dispose() => _scripts?.Dispose();

    private static string Show(TaskFolder task, string path)
        => path.StartsWith(task.Path, StringComparison.Ordinal) ? task.ShownAs + path[task.Path.Length..].Replace('\\', '/') : path;
}
