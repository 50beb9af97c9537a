using Crowdwork.Harness.Tests.Browsers;
using Microsoft.Playwright;

namespace Crowdwork.Harness.Tests.Money;

/// <summary>A worker who is owed something collects it on the marketplace's own site, with no server of ours there.</summary>
[Collection(BrowserTests.Name)]
public sealed class CompensationInTheBrowserTests(Chromium chromium)
{
    [Fact(Skip = Chromium.Missing, SkipType = typeof(Chromium), SkipUnless = nameof(Chromium.IsThere))]
    public async Task Worker_AcceptsAndPressesTheButton_AndIsPaid()
    {
        await using var project = await LaunchedProject.Start();
        await project.Register("ALOST");
        await project.Register("AOTHER");
        Assert.Equal(0, (await project.Runner("compensate", LaunchedProject.Run, "ALOST", "0.75", "--because", "Our server lost <your> answers.")).ExitCode);
        var context = await chromium.Browser.NewContextAsync();
        var page = await context.NewPageAsync();

        await page.GotoAsync(new Uri(project.Market, "/w/AOTHER").AbsoluteUri);
        await Assertions.Expect(page.GetByText("Your payment for: Questions")).ToHaveCountAsync(0);
        await page.GotoAsync(new Uri(project.Market, "/w/ALOST").AbsoluteUri);
        await page.GetByRole(AriaRole.Link, new() { Name = "Your payment for: Questions", Exact = true }).ClickAsync();
        await Assertions.Expect(page.FrameLocator("#task").GetByText("Accept this HIT first.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept and work", Exact = true }).First.ClickAsync();
        await Assertions.Expect(page.FrameLocator("#task").GetByText("Our server lost <your> answers.")).ToBeVisibleAsync();
        await page.FrameLocator("#task").GetByRole(AriaRole.Button, new() { Name = "Collect the payment" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Handed in. Thank you.").First).ToBeVisibleAsync();
        await context.CloseAsync();

        var paid = await project.Runner("pay", LaunchedProject.Run, "--yes");
        Assert.True(paid.ExitCode == 0, paid.ToString());
        Assert.Equal(0.90m, await project.Spent());
        Assert.Equal(new Engine.Crowds.Money(0.75m), (await project.Crowd.Hits(CancellationToken.None).ToListAsync(CancellationToken.None)).Single().Reward);
    }
}
