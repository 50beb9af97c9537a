using System.Text;
using System.Text.Json;
using Crowdwork.Engine.Conversations;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Tests.Conversations;

public sealed class SignalsJsonTests
{
    private static readonly Signals Full = new()
    {
        Characters = 250, Keys = 12, Typed = 10, Deleted = 2, Pastes = 1, Pasted = 240, Drops = 3, Dropped = 4, Kept = 5, Writing = TimeSpan.FromMilliseconds(5300), TimesLeft = 3,
        Away = TimeSpan.FromSeconds(42),
    };

    [Fact]
    public void Signals_WithEveryFigure_AreTheSameAfterwards()
    {
        Assert.DoesNotContain(typeof(Signals).GetProperties().Where(property => property.CanWrite), property => Equals(property.GetValue(Full), Activator.CreateInstance(property.PropertyType)));
        Assert.Equal(
            """{"chars":250,"keys":12,"typed":10,"deleted":2,"pastes":1,"pasted":240,"drops":3,"dropped":4,"kept":5,"writing":5300,"left":3,"away":42000}""", SignalsJson.Text(Full));
        Assert.Equal((Full, Full), Both(SignalsJson.Text(Full)));
    }

    [Fact]
    public void Signals_OfAClick_AreAnEmptyObject()
    {
        Assert.Equal("{}", SignalsJson.Text(new Signals()));
        Assert.Equal((new Signals(), new Signals()), Both("{}"));
    }

    [Fact]
    public void Names_ThatAreNotKnown_ArePassedOver() => Assert.Equal(new Signals { Keys = 3 }, Both("""{"mood":7,"keys":3,"\u006beys":4,"\ud800":1}""", inDocuments: false).Read);

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("\"keys\"")]
    [InlineData("[1,2]")]
    [InlineData("""{"keys":-1}""")]
    [InlineData("""{"keys":"12"}""")]
    [InlineData("""{"keys":1.5}""")]
    [InlineData("""{"keys":1e3}""")]
    [InlineData("""{"keys":true}""")]
    [InlineData("""{"keys":null}""")]
    [InlineData("""{"keys":1000001}""")]
    [InlineData("""{"writing":604800001}""")]
    [InlineData("""{"keys":99999999999999999999}""")]
    [InlineData("""{"keys":{"keys":1}}""")]
    [InlineData("""{"keys":[[[[[[1]]]]]],"typed":3}""")]
    [InlineData("""{"mood":{"deep":[1,{"deeper":[]}]},"typed":3}""")]
    [InlineData("""{"mood":"good"}""")]
    public void Signals_ThatAreBroken_AreNone_AndTheReaderStandsBehindThem(string broken) => Assert.Equal((null, null), Both(broken));

    [Fact]
    public void Signals_AtTheirLimits_AreTaken()
    {
        var (read, found) = Both("""{"keys":1000000,"away":604800000}""");

        Assert.Equal((1_000_000, TimeSpan.FromDays(7)), (read!.Keys, read.Away));
        Assert.Equal(read, found);
    }

    [Fact]
    public void Signals_ThatAreTooLarge_AreNone()
    {
        var many = string.Join(',', Enumerable.Range(0, 100).Select(number => $"\"made-up-{number}\":{number}"));

        Assert.Null(Both($$"""{"keys":1,{{many}}}""", inDocuments: false).Read);
    }

    [Fact]
    public void Signals_NestedDeeperThanAnyDocument_AreNone()
    {
        var deep = new string('[', 5000) + new string(']', 5000);

        Assert.Null(Both($$"""{"keys":{{deep}}}""", inDocuments: false).Read);
    }

    [Theory]
    [InlineData(240, 0, 250, true)]
    [InlineData(0, 125, 250, true)]
    [InlineData(124, 0, 250, false)]
    [InlineData(19, 0, 19, false)]
    [InlineData(0, 0, 0, false)]
    public void MostlyPasted_IsHalfOfALongAnswer(int pasted, int dropped, int characters, bool expected)
        => Assert.Equal(expected, new Signals { Characters = characters, Pasted = pasted, Dropped = dropped }.IsMostlyPasted);

    [Theory]
    [InlineData(0, 0, 0, true)]
    [InlineData(124, 0, 0, true)]
    [InlineData(125, 0, 0, false)]
    [InlineData(5, 200, 0, false)]
    [InlineData(5, 0, 245, false)]
    public void Untyped_IsWhatCameInNoWayThatPeopleWriteIn(int typed, int pasted, int kept, bool expected)
        => Assert.Equal(expected, new Signals { Characters = 250, Typed = typed, Pasted = pasted, Kept = kept }.IsUntyped);

    [Fact]
    public void Choices_AreNeverUntyped() => Assert.False(new Signals().IsUntyped);

    /// <summary>As a frame is read, and as the journal is; the frame goes on behind them.</summary>
    private static (Signals? Read, Signals? Found) Both(string json, bool inDocuments = true)
    {
        var frame = Encoding.UTF8.GetBytes($$"""{"signals":{{json}},"text":"kept"}""");
        var reader = new Utf8JsonReader(frame, new JsonReaderOptions { MaxDepth = int.MaxValue });
        Assert.True(reader.Read() && reader.Read());
        var read = SignalsJson.Read(ref reader);
        Assert.True(reader.Read() && reader.ValueTextEquals("text"));

        if (!inDocuments) return (read, null);
        using var document = JsonDocument.Parse(frame);
        return (read, SignalsJson.Read(document.RootElement.GetProperty("signals")));
    }
}
