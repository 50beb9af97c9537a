using Crowdwork.Engine.Bots;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Tests.Support;
using Crowdwork.Engine.Tests.Worlds;

namespace Crowdwork.Engine.Tests.Bots;

public sealed class BotScriptsTests : IDisposable
{
    private readonly ScriptFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Bots_Declared_AreThereInTheirOrder()
    {
        _folder.Write("shared.csx", "record Passage(string Text); string Ask(Passage passage) => $\"What about {passage.Text}?\";");
        var (bots, problems) = Load("""
            #load "shared.csx"

            Bot("diligent", async bot => await bot.Say(Ask(bot.Data<Passage>())));
            Bot("ghost", bot => bot.BeSilent());
            """);

        Assert.Empty(problems);
        Assert.Equal(["diligent", "ghost"], bots!.Parts.Select(part => part.Name));
        bots.Dispose();
    }

    [Theory]
    [InlineData("Bot(\"one\", async bot => await bot.Sing());", 1, 35, "Sing")]
    [InlineData("Bot(\"one\", async bot => { await Task.Delay(5); });", 1, 33, "bot.Think")]
    [InlineData("Bot(\"one\", async bot => { var x = new Random(); await bot.Say($\"{x}\"); });", 1, 35, "bot.Random")]
    [InlineData("Bot(\"one\", async bot => await bot.Say(DateTime.Now.ToString()));", 1, 39, "bot.Now")]
    [InlineData("Bot(\"one\", async bot => { bot.Say(\"hello\"); });", 1, 27, "await")]
    [InlineData("Bot(\"one\", bot => bot.BeSilent());\nBot(\"one\", bot => bot.BeSilent());", 2, 1, "another name")]
    [InlineData("Bot(\"two words\", bot => bot.BeSilent());", 1, 1, "letters")]
    [InlineData("// Declares nothing.\nwhile (true) { }", 2, 15, "computes without end")]
    public void Script_WithAMistake_IsRefusedWithPlaceAndRemedy(string script, int line, int column, string says)
    {
        var (bots, problems) = Load(script);

        Assert.Null(bots);
        var problem = Assert.Single(problems, problem => problem.Severity == Severity.Error);
        Assert.Equal(("bots.csx", line, column), (problem.File, problem.Line, problem.Column));
        Assert.Contains(says, problem.ToString());
    }

    [Fact]
    public void Script_WithoutABot_IsRefused()
    {
        var (bots, problems) = Load("record Passage(string Text);");

        Assert.Null(bots);
        Assert.Contains("declares no bot", Assert.Single(problems).Message);
    }

    [Fact]
    public void Mix_Dealt_HasEveryBotInItsShareAndTheSameOrderForTheSameSeed()
    {
        var (mix, _) = BotMix.Read("diligent:8, ghost:1, slow");

        var dealt = mix!.Deal(200, seed: 7);

        Assert.Equal([("diligent", 160), ("ghost", 20), ("slow", 20)], dealt.CountBy(name => name).Select(count => (count.Key, count.Value)).Order());
        Assert.Equal(dealt, mix.Deal(200, seed: 7));
        Assert.NotEqual(dealt, mix.Deal(200, seed: 8));
    }

    [Theory]
    [InlineData("diligent:0")]
    [InlineData("diligent:many")]
    [InlineData("ghost:1,ghost:2")]
    [InlineData(",")]
    public void Mix_ThatCannotBeRead_IsExplained(string text)
    {
        var (mix, problem) = BotMix.Read(text);

        Assert.Null(mix);
        Assert.NotEmpty(problem!);
    }

    private (BotScripts? Bots, IReadOnlyList<Problem> Problems) Load(string script)
        => BotScripts.Load(Scripts.Compiler, _folder.Write("bots.csx", script), path => Path.GetFileName(path));
}
