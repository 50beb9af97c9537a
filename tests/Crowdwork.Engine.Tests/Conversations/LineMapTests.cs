using Crowdwork.Engine.Conversations;

namespace Crowdwork.Engine.Tests.Conversations;

public sealed class LineMapTests
{
    [Fact]
    public void Find_NothingChanged_IsTheSameLine()
    {
        var map = new LineMap("a\nb\nc", "a\nb\nc");

        Assert.Equal([1, 2, 3], new[] { 1, 2, 3 }.Select(line => map.Find(line)!.Value));
    }

    [Fact]
    public void Find_LinesInsertedAndRemoved_FollowsTheOthers()
    {
        var map = new LineMap("one\ntwo\nthree\nfour", "zero\none\nthree\nmore\nfour");

        Assert.Equal([2, null, 3, 5], new[] { 1, 2, 3, 4 }.Select(map.Find));
    }

    [Fact]
    public void Find_ARewordedLine_IsStillThatLine()
    {
        var map = new LineMap("x\nvar q = await a.Ask(\"Your name?\");\ny", "x\nvar q = await a.Ask(\"What is your name?\");\ny");

        Assert.Equal(2, map.Find(2));
    }

    [Fact]
    public void Find_AReplacedLine_IsGone()
    {
        var map = new LineMap("x\nvar q = await a.Ask(\"Your name?\");\ny", "x\nSave(3);\ny");

        Assert.Null(map.Find(2));
    }

    [Fact]
    public void Find_AnInsertedLineLikeTheNext_DoesNotStealIt()
    {
        const string ask = "var q = await a.Ask(\"Your name?\");";
        var map = new LineMap($"x\n{ask}\ny", $"x\nvar p = await a.Ask(\"Your age?\");\n{ask}\ny");

        Assert.Equal(3, map.Find(2));
    }

    [Fact]
    public void Find_OutsideOfTheText_IsNothing() => Assert.Null(new LineMap("a", "a").Find(7));

    [Fact]
    public void Find_IndentationAndLineEndings_DoNotMatter()
        => Assert.Equal(2, new LineMap("if (x)\r\n  go();", "if (x)\n      go();").Find(2));

    [Fact]
    public void Find_RandomEdits_NeverMapsTwoLinesToOneAndKeepsTheOrder()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var chance = new Random(seed);
            var before = Enumerable.Range(0, chance.Next(20)).Select(_ => $"line {chance.Next(8)} of {chance.Next(3)}").ToList();
            var after = before.ToList();
            for (var i = 0; i < 4; i++)
            {
                if (after.Count > 0 && chance.Next(2) == 0) after.RemoveAt(chance.Next(after.Count));
                else after.Insert(chance.Next(after.Count + 1), $"line {chance.Next(8)} of {chance.Next(3)}");
            }

            var map = new LineMap(string.Join('\n', before), string.Join('\n', after));
            var lines = Enumerable.Range(1, before.Count).Select(map.Find).OfType<int>().ToArray();
            Assert.Equal(lines.Distinct().Order(), lines);
        }
    }
}
