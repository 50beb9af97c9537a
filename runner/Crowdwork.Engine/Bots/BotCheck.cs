using Crowdwork.Engine.Bots.Scenarios;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds;

namespace Crowdwork.Engine.Bots;

/// <summary>Looks at a task's bots and scenarios without letting them play.</summary>
internal static class BotCheck
{
    public static Problems Of(TaskFolder task, WorldCompiler compiler, CancellationToken cancelled = default)
    {
        var problems = new Problems();
        var (cast, trouble) = BotCast.Of(task, compiler, cancelled);
        problems.AddRange(trouble);
        var (scenarios, unreadable) = ScenarioReader.Of(task);
        problems.AddRange(unreadable);
        if (cast is null) return problems;

        using (cast)
        {
            foreach (var scenario in scenarios)
                foreach (var name in scenario.Players.Select(player => player.Bot).OfType<string>().Distinct().Where(name => cast.Find(name) is null))
                    problems.Error(
                        $"{task.ShownAs}/{ScenarioReader.Folder}/{scenario.Name}.json", Place.Unknown, $"There is no bot \"{name}\".",
                        $"The bots of this task are: {string.Join(", ", cast.Parts.Select(part => part.Name))}.");
            return problems;
        }
    }
}
