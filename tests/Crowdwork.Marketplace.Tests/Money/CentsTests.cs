using Crowdwork.Marketplace.Money;

namespace Crowdwork.Marketplace.Tests.Money;

public sealed class CentsTests
{
    [Theory]
    [InlineData("0", 0, "0.00")]
    [InlineData("0.5", 50, "0.50")]
    [InlineData("1.", 100, "1.00")]
    [InlineData("007.25", 725, "7.25")]
    [InlineData("1000000", 100_000_000, "1000000.00")]
    public void TryRead_AnAmountOfThePattern_IsExact(string text, long cents, string written)
    {
        Assert.True(Cents.TryRead(text, out var read));
        Assert.Equal((cents, written), (read, Cents.Text(read)));
    }

    [Theory]
    [InlineData("1000000.01")]
    [InlineData("99999999999999999999999999999999999999")]
    [InlineData("-1")]
    [InlineData("1e3")]
    [InlineData("1,000")]
    [InlineData(" 1")]
    [InlineData("")]
    public void TryRead_WhatIsNone_IsRefused(string text) => Assert.False(Cents.TryRead(text, out _));
}
