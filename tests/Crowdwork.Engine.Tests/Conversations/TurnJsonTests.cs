using System.Text;
using System.Text.Json;
using Crowdwork.Engine.Conversations;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Tests.Conversations;

public sealed class TurnJsonTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_123);

    private static readonly Input[] Inputs =
    [
        new Began("run-1", "hash", 3, """{"Q":"<b>ä'\""}""", -5, Onboarding: false),
        new Began("run-1", "hash", 0, null, 1, Onboarding: true),
        new Met(1, [new Seating(1, "W1", "a", false), new Seating(2, "model:b", "b", true)]),
        new Said(1, 4, "x-1", "line\n\"two\" 😀 </script> \u2028", """{"A":1}"""),
        new Said(2, 0, "x-2", "", null),
        new Said(1, 4, "x-3", "pasted", """{"A":1}""") { Signals = new Signals { Characters = 6, Pastes = 1, Pasted = 6, TimesLeft = 2, Away = TimeSpan.FromSeconds(9) } },
        new Said(1, 4, "x-4", "Yes", null) { Signals = new Signals() },
        new LeftFor(1, Departure.Disconnected),
        new LeftFor(1, Departure.Returned),
        new LeftFor(2, Departure.TimedOut),
        new Due(7),
        new Returned(3, """[1,2,{"a":null}]""", null),
        new Returned(3, null, "no line"),
        new Stopped("enough"),
        new Renewed(),
        new Broke("message", "/path/world.csx", 3, 5),
    ];

    [Fact]
    public void Inputs_OfEveryKind_AreTheSameAfterwards()
    {
        Assert.Equal(typeof(Input).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Input))).ToHashSet(), Inputs.Select(input => input.GetType()).ToHashSet());
        foreach (var input in Inputs)
        {
            var read = TurnJson.Read(9, At.ToUnixTimeMilliseconds(), TurnJson.Write(input, [])).Input;
            if (input is not Met met)
            {
                Assert.Equal(input, read);
                continue;
            }

            Assert.Equal(met.Call, Assert.IsType<Met>(read).Call);
            Assert.Equal(met.Seats, ((Met)read).Seats);
        }
    }

    [Fact]
    public void Acts_OfEveryKind_AreTheSameAfterwards()
    {
        foreach (var kind in Enum.GetValues<ActKind>())
        {
            var full = new Act(kind)
            {
                Call = 3, Seat = 2, Name = "name", Text = "text 'ü' \u0001", From = "role", Items = ["a", "b\""], Json = """{"x":[1]}""", Due = 1_790_000_000_999,
                Value = -4, Pay = "pay", Site = "world.csx:7",
            };
            var turn = TurnJson.Read(9, At.ToUnixTimeMilliseconds(), TurnJson.Write(new Renewed(), [full, new Act(kind)]));

            Assert.Equal((9, At), (turn.Number, turn.At));
            Assert.Equal(full with { Items = null }, turn.Acts[0] with { Items = null });
            Assert.Equal(full.Items, turn.Acts[0].Items);
            Assert.Equal(new Act(kind), turn.Acts[1]);
        }
    }

    [Fact]
    public void Text_WithHalfACharacter_IsStoredAllTheSame()
    {
        var turn = TurnJson.Read(1, 0, TurnJson.Write(new Said(1, 1, "x", "a\ud800b", null), []));

        Assert.Equal("a\ufffdb", ((Said)turn.Input).Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","signals":"none" """)]
    [InlineData(""","signals":{"typed":-1}""")]
    public void Said_WithoutSignalsThatCanBeRead_HasNone(string signals)
    {
        var body = Encoding.UTF8.GetBytes($$$"""{"in":{"k":"said","seat":1,"prompt":4,"cid":"c","text":"hi"{{{signals}}}},"did":[]}""");

        Assert.Equal(new Said(1, 4, "c", "hi", null), TurnJson.Read(1, 0, body).Input);
    }

    [Theory]
    [InlineData("""{"in":{"k":"dreamt"},"did":[]}""", "dreamt")]
    [InlineData("""{"in":{"k":"renewed"},"did":[{"k":"sing"}]}""", "sing")]
    public void Read_WhatANewerVersionWrote_SaysSo(string body, string kind)
    {
        var failure = Assert.Throws<InvalidDataException>(() => TurnJson.Read(1, 0, Encoding.UTF8.GetBytes(body)));

        Assert.Contains($"'{kind}'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SeatEvents_OfEachAct_AreWhatTheProtocolSays()
    {
        var said = new Said(1, 4, "x-1", "mine", """{"A":1}""");
        var acts = new Act[]
        {
            new(ActKind.Took) { Seat = 1, Call = 4 },
            new(ActKind.Again) { Seat = 1, Call = 4, Text = "Longer.", Json = """{"A":"?"}""" },
            new(ActKind.Tell) { Seat = 1, Text = "<i>" },
            new(ActKind.Tell) { Seat = 1, Text = "hi", From = "b" },
            new(ActKind.Ask) { Seat = 1, Call = 5, Name = "choice", Text = "?", Items = ["y"], Due = 99 },
            new(ActKind.Ask) { Seat = 1, Call = 6, Name = "form", Text = "?", Json = "[]" },
            new(ActKind.Ask) { Seat = 1, Call = 7, Name = "next", Text = "" },
            new(ActKind.Floor) { Seat = 1 },
            new(ActKind.Withdraw) { Seat = 1, Call = 5, Name = "other" },
            new(ActKind.Renew) { Seat = 1, Call = 5, Due = 100 },
            new(ActKind.Renew) { Seat = 0, Call = 8, Due = 100 },
            new(ActKind.Show) { Seat = 1, Name = "p.html", Json = """{"a":1}""" },
            new(ActKind.Departed) { Seat = 1, From = "b", Name = "returned" },
            new(ActKind.Save) { Seat = 1, Json = "1" },
            new(ActKind.Grant) { Seat = 1, Name = "q" },
            new(ActKind.Ended) { Seat = 1, Name = "finished", Text = "Thanks.", Pay = "$1" },
            new(ActKind.End) { Name = "finished" },
        };
        var frames = new List<string>();
        var next = 0;
        SeatEvents.Of(new Turn(1, At, said, acts), 2, _ => ++next, (_, frame) => frames.Add(Encoding.UTF8.GetString(frame)));

        string Event(int number, string rest) => $$"""{"t":"event","e":2,"s":{{number}},"at":1790000000123,{{rest[1..]}}""";
        Assert.Equal(
            [
                Event(1, """{"k":"said","cid":"x-1","prompt":4,"text":"mine","fields":{"A":1}}"""),
                Event(2, """{"k":"again","cid":"x-1","prompt":4,"text":"Longer.","answer":"mine","problems":{"A":"?"},"fields":{"A":1}}"""),
                Event(3, """{"k":"told","from":"task","text":"\u003Ci\u003E"}"""),
                Event(4, """{"k":"told","from":"b","text":"hi"}"""),
                Event(5, """{"k":"asked","prompt":5,"kind":"choice","text":"?","due":99,"options":["y"]}"""),
                Event(6, """{"k":"asked","prompt":6,"kind":"form","text":"?","fields":[]}"""),
                Event(7, """{"k":"floor","open":true}"""),
                Event(8, """{"k":"withdrawn","prompt":5,"why":"other"}"""),
                Event(9, """{"k":"renewed","prompt":5,"due":100}"""),
                Event(10, """{"k":"shown","page":"p.html","data":{"a":1}}"""),
                Event(11, """{"k":"departed","role":"b","why":"returned"}"""),
                Event(12, """{"k":"ended","state":"finished","text":"Thanks.","pay":"$1"}"""),
            ],
            frames);

        var counted = 0;
        SeatEvents.Count(new Turn(1, At, said, acts), _ => ++counted);
        Assert.Equal(frames.Count, counted);
    }

    [Fact]
    public void SeatEvents_OfAMeeting_SeatEverybodyWithTheOthers()
    {
        var met = new Met(1, [new Seating(1, "W1", "a", false), new Seating(2, "model:b", "b", true), new Seating(3, "W2", "c", false)]);
        var frames = new List<(int Seat, JsonElement Frame)>();
        SeatEvents.Of(new Turn(1, At, met, []), 1, _ => 1, (seat, frame) => frames.Add((seat, JsonDocument.Parse(frame).RootElement)));

        Assert.Equal([1, 3], frames.Select(frame => frame.Seat));
        Assert.Equal(["b", "c"], frames[0].Frame.GetProperty("others").EnumerateArray().Select(role => role.GetString()));
    }
}
