using System.Text.Json;
using Crowdwork.Engine.Bots;
using Crowdwork.Scripting;
using Crowdwork.Scripting.Bots;

namespace Crowdwork.Engine.Tests.Bots;

public sealed class BotWritingTests
{
    private static readonly string s_text = new('x', 100);
    private static readonly BotPrompt s_asked = Asked(BotPromptKind.Text);

    [Fact]
    public void Typing_TakesKeysSlipsAndTime()
        => Assert.Equal(
            new Signals { Characters = 100, Keys = 110, Typed = 105, Deleted = 5, Writing = TimeSpan.FromMilliseconds(109 * 180) },
            BotWriting.Of(BotHand.Typed, s_asked, s_text, TimeSpan.FromMinutes(1)));

    [Theory]
    [InlineData(10_000, 8_000)]
    [InlineData(0, 0)]
    [InlineData(-5_000, 0)]
    public void Typing_IsDoneInTheTimeThatThereWas(int milliseconds, int writing)
        => Assert.Equal(TimeSpan.FromMilliseconds(writing), BotWriting.Of(BotHand.Typed, s_asked, s_text, TimeSpan.FromMilliseconds(milliseconds)).Writing);

    [Fact]
    public void Pasting_IsAllAtOnce()
    {
        var signals = BotWriting.Of(BotHand.Pasted, null, s_text, TimeSpan.FromMinutes(1));

        Assert.Equal(new Signals { Characters = 100, Pastes = 1, Pasted = 100 }, signals);
        Assert.True(signals.IsMostlyPasted);
    }

    [Fact]
    public void Choices_AreClicked_HoweverTheBotSaysThem()
        => Assert.All(Enum.GetValues<BotHand>(), hand => Assert.Equal(new Signals(), BotWriting.Of(hand, Asked(BotPromptKind.Choice), "Yes", TimeSpan.FromSeconds(9))));

    [Fact]
    public void Forms_AreTypedWhereSomethingIsWritten()
    {
        var prompt = Asked(BotPromptKind.Form, Field("Why", "long"), Field("Which", "choice", "a longer option", "b"), Field("Sure", "checkbox"), Field("Age", "integer"));

        var signals = BotWriting.Of(prompt, JsonSerializer.SerializeToElement(new { Why = "Because.", Which = "a longer option", Sure = true, Age = 31 }), TimeSpan.FromMinutes(1));

        Assert.Equal((10, 10, false), (signals.Characters, signals.Typed, signals.IsUntyped));
    }

    private static BotPrompt Asked(BotPromptKind kind, params BotField[] fields) => new(1, kind, "Well?", [], fields, null, null);

    private static BotField Field(string name, string type, params string[] options) => new(name, name, type, true, null, null, null, null, null, options);
}
