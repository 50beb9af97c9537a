using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Tests.Tasks;

public sealed class DurationTests
{
    [Theory]
    [InlineData("0s", 0)]
    [InlineData("90s", 90)]
    [InlineData("20m", 1200)]
    [InlineData("2h", 7200)]
    [InlineData("3d", 259200)]
    public void Parse_NumberAndUnit_IsThatManySeconds(string text, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Duration.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("10")]
    [InlineData("-1s")]
    [InlineData("1.5h")]
    [InlineData(" 1h")]
    [InlineData("1H")]
    [InlineData("1h30m")]
    [InlineData("٣s")]
    [InlineData("999999999d")]
    [InlineData(null)]
    public void TryParse_AnythingElse_IsRefused(string? text) =>
        Assert.False(Duration.TryParse(text, out _));

    [Theory]
    [InlineData("0s")]
    [InlineData("61s")]
    [InlineData("90m")]
    [InlineData("25h")]
    [InlineData("3d")]
    public void Format_WhatWasParsed_IsTheSameText(string text) =>
        Assert.Equal(text, Duration.Format(Duration.Parse(text)));

    [Theory]
    [InlineData("90", "90s")]
    [InlineData("20 min", "20m")]
    [InlineData("2 Hours", "2h")]
    [InlineData("1 week", "7d")]
    [InlineData("1h30m", null)]
    [InlineData("soon", null)]
    public void Guess_WhatPeopleWrite_IsTheFormItShouldHave(string text, string? meant) =>
        Assert.Equal(meant, Duration.Guess(text));

    [Theory]
    [InlineData("titel", "title")]
    [InlineData("Title", "title")]
    [InlineData("assignmentduration", "assignmentDuration")]
    [InlineData("perWroker", "perWorker")]
    [InlineData("colour", null)]
    public void NearestWord_Misspelt_IsTheWordThatWasMeant(string written, string? meant) =>
        Assert.Equal(meant, NearestWord.To(written, ["title", "assignmentDuration", "perWorker", "data"]));
}
