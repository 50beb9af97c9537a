using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crowdwork.Harness.Tests.Jsx;

/// <summary>The example with a page for each role, played in a real browser.</summary>
public sealed class ReferenceGameTests
{
    [Fact]
    public async Task ReferenceGame_TwoPeoplePlayIt_EachOnTheirOwnPage()
    {
        await using var task = await RehearsedTask.Example("reference-game");
        var one = await task.Worker("W1");
        var two = await task.Worker("W2", width: 375);
        await Expect(one.Locator(".cell")).ToHaveCountAsync(6);
        await Expect(two.Locator(".cell")).ToHaveCountAsync(6);

        // Who is seated as what is not fixed; only the director's page marks a figure.
        var isOneDirector = await one.Locator(".cell-marked").CountAsync() == 1;
        var (director, matcher) = isOneDirector ? (one, two) : (two, one);
        await Expect(director.Locator(".cell-marked")).ToHaveCountAsync(1);
        await Expect(matcher.Locator(".cell-marked")).ToHaveCountAsync(0);

        for (var round = 1; round <= 3; round++)
        {
            await Expect(director.GetByText($"Round {round} of 3")).ToBeVisibleAsync();
            await director.GetByLabel("Your words").FillAsync($"It looks like thing {round}");
            await director.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
            await Expect(matcher.GetByText($"It looks like thing {round}")).ToBeVisibleAsync();

            if (round == 1)
            {
                await matcher.GetByLabel("Your question").FillAsync("Has it a neck?");
                await matcher.GetByRole(AriaRole.Button, new() { Name = "Ask" }).ClickAsync();
                await Expect(director.Locator(".said").GetByText("Has it a neck?")).ToBeVisibleAsync();
                await director.GetByLabel("Your words").FillAsync("A long one");
                await director.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
                await Expect(matcher.GetByText("A long one")).ToBeVisibleAsync();
            }

            await matcher.GetByRole(AriaRole.Button, new() { Name = "Figure 2" }).ClickAsync();
        }

        await Expect(director.Locator(".said").GetByText("of 3 figures.")).ToBeVisibleAsync();
        await Expect(director.GetByText("All done")).ToBeVisibleAsync();
        await Expect(matcher.GetByText("All done")).ToBeVisibleAsync();
        await Expect(matcher.Locator(".balloon-picked")).ToHaveCountAsync(3);
        Assert.Equal(3, task.Saved().Count);
        Assert.Empty(task.Browser.ConsoleErrors);
    }
}
