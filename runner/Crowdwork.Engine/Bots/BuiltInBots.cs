using Crowdwork.Scripting.Bots;

namespace Crowdwork.Engine.Bots;

/// <summary>The bots that every task has, whether or not it brings some of its own. A task's own bot of the same name takes their place.</summary>
internal static class BuiltInBots
{
    /// <summary>Answers whatever is asked.</summary>
    public const string Default = "default";

    public static IReadOnlyList<BotPart> All { get; } =
    [
        Part(Default, bot => Work(bot, least: 2, most: 15)),
        Part("slow", bot => Work(bot, least: 20, most: 60)),
        Part("ghost", bot => bot.BeSilent()),
        Part("leaver", async bot =>
        {
            await Think(bot, 2, 10);
            await bot.Answer();
            await bot.Return();
        }),
        Part("vanisher", async bot =>
        {
            await Think(bot, 2, 10);
            await bot.Answer();
            await bot.Disconnect();
        }),
        Part("reloader", async bot =>
        {
            while (true)
            {
                await bot.Prompt();
                await bot.Reload();
                await Think(bot, 1, 5);
                await bot.Answer();
            }
        }),
    ];

    private static async Task Work(Bot bot, int least, int most)
    {
        while (true)
        {
            await Think(bot, least, most);
            await bot.Answer();
        }
    }

    private static Task Think(Bot bot, int least, int most) => bot.Think(TimeSpan.FromSeconds(least + bot.Random.NextDouble() * (most - least)));

    private static BotPart Part(string name, Func<Bot, Task> play) => new(name, play, e => e.Message);
}
