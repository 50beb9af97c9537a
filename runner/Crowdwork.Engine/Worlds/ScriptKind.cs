using Crowdwork.Scripting;
using Crowdwork.Scripting.Bots;

namespace Crowdwork.Engine.Worlds;

/// <summary>What kind of script a file is: what its bare names mean, and what its author is advised to write.</summary>
/// <param name="Name">For fingerprints and messages.</param>
/// <param name="Globals">The type whose members are the script's bare names.</param>
/// <param name="Usings">Namespaces that it sees besides the usual ones.</param>
/// <param name="WhenEmpty">What to write into an empty file.</param>
/// <param name="Advice">Advice that is meant for worlds, and what takes its place here.</param>
internal sealed record ScriptKind(
    string Name, Type Globals, IReadOnlyList<string> Usings, string WhenEmpty, IReadOnlyList<(string ForWorlds, string Here)> Advice)
{
    public static ScriptKind World { get; } = new(
        "world", typeof(World), [], "Write what is to happen, beginning with `var worker = await Meet();`.", []);

    public static ScriptKind Bots { get; } = new(
        "bots", typeof(BotScript), [typeof(Bot).Namespace!], "Declare a bot: `Bot(\"diligent\", async bot => { ... });`.",
        [
            ("docs/writing-a-world.md lists what a worker and a reply can do", "docs/bots.md lists what a bot and a prompt can do"),
            ("docs/writing-a-world.md", "docs/bots.md"),
            ("`Now.Date`", "`bot.Now.Date`"),
            ("`Now`", "`bot.Now`"),
            (" the time of the event that the script is answering", " the time by the clock of the simulation"),
            ("; `Reply.Took` has the time of an answer", ""),
            ("`Random.Shuffle(array)`", "`bot.Random.Shuffle(array)`"),
            ("`Random`", "`bot.Random`"),
            ("Use `NewId()`, which is the same in every replay of a conversation.", "Make a name of `bot.Id`, which is the worker's."),
            ("`await Pause(Seconds(3))`; to limit an answer's time, `within:`", "`await bot.Think(Seconds(3))`"),
            ("`await Pause(...)`", "`await bot.Think(...)`"),
            ("Use `await All(...)` to wait for several things, `await FirstOf(...)` for whichever comes first.", "A bot does one thing at a time, as a worker does."),
            ("Put it into `await Once(\"name\", async ct => ...)`, which does it once and keeps the result.", "A bot plays from what its page shows. Put what it needs into bots.csx, or into a file that it loads."),
            ("Use `Save(...)` to keep something, `Tell` to say it to a worker.", "Use `await bot.Say(...)`; what a bot says is shown by the harness and `runner test`."),
            ("To end this conversation, `return` from the top level, or let an exception through.", "`return` from the bot's function, or let an exception through."),
        ]);

    /// <summary>Advice in the words of this kind.</summary>
    public string Advise(string remedy) => Advice.Aggregate(remedy, (text, word) => text.Replace(word.ForWorlds, word.Here, StringComparison.Ordinal));
}
