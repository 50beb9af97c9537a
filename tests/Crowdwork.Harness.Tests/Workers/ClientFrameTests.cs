using System.Text;
using Crowdwork.Web.Workers;

namespace Crowdwork.Harness.Tests.Workers;

/// <summary>What a page may send, and what becomes of it if it is none of that.</summary>
public sealed class ClientFrameTests
{
    [Fact]
    public void Say_WithSignals_HasThem()
    {
        var frame = Read("""{"t":"say","cid":"c-1","prompt":4,"signals":{"chars":5,"keys":6,"typed":5,"writing":900},"text":"hello"}""");

        Assert.Equal((5, 6, TimeSpan.FromMilliseconds(900)), (frame.Signals!.Typed, frame.Signals.Keys, frame.Signals.Writing));
        Assert.Equal(("hello", 4, null), (frame.Text, frame.Prompt, frame.Damage));
    }

    [Fact]
    public void Say_OfAnOlderPage_HasNone() => Assert.Null(Read("""{"t":"say","cid":"c-1","text":"hello"}""").Signals);

    [Theory]
    [InlineData("\"typed\"")]
    [InlineData("-5")]
    [InlineData("[]")]
    [InlineData("""{"keys":-1}""")]
    [InlineData("""{"keys":"6"}""")]
    [InlineData("""{"keys":99999999999999999999999999}""")]
    [InlineData("""{"keys":{"keys":[{"keys":{}}]}}""")]
    [InlineData("""{"\ud800":1,"\udfff":"x"}""")]
    public void Say_WithBrokenSignals_KeepsTheAnswer(string signals)
    {
        var frame = Read($$"""{"t":"say","cid":"c-1","prompt":4,"signals":{{signals}},"text":"hello"}""");

        Assert.Equal((null, "hello", 4, null), (frame.Signals, frame.Text, frame.Prompt, frame.Damage));
    }

    [Theory]
    [InlineData("signals")]
    [InlineData("whatever")]
    public void Say_WithAbyssesInIt_KeepsTheAnswer(string name)
    {
        var abyss = new string('[', 30_000) + new string(']', 30_000);

        var frame = Read($$"""{"t":"say","cid":"c-1","{{name}}":{{abyss}},"text":"hello"}""");

        Assert.Equal((null, "hello"), (frame.Signals, frame.Text));
    }

    [Fact]
    public void Fields_DeeperThanTheJournalCanBeRead_AreRefusedWithTheirId()
    {
        var frame = Read($$"""{"t":"say","cid":"c-1","fields":{"a":{{new string('[', 60)}}{{new string(']', 60)}}},"prompt":4}""");

        Assert.Equal(("c-1", 4), (frame.ClientId, frame.Prompt));
        Assert.NotNull(frame.Damage);
        Assert.Null(Read("""{"t":"say","cid":"c-1","fields":{"a":[[{"b":[]}]]}}""").Damage);
    }

    private static ClientFrame Read(string json) => ClientFrame.Read(Encoding.UTF8.GetBytes(json))!.Value;
}
