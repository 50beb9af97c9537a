using System.Text.RegularExpressions;
using Crowdwork.Harness.Tests.Browsers;
using Crowdwork.Harness.Tests.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crowdwork.Harness.Tests.Runs;

/// <summary>The page of a run in a real browser, while workers come and go and the operator takes part.</summary>
[Collection(BrowserTests.Name)]
public sealed class RunPageTests(Chromium chromium)
{
    [Fact]
    public async Task RunPage_WhileWorkersComeAndTheOperatorStops_FollowsLive()
    {
        Assert.SkipUnless(Chromium.IsThere, Chromium.Missing);
        await using var run = await RealRun.Launch(
            ProjectCopy.With("qa", """
                var worker = await Meet();
                var answer = await worker.Ask("How was it?");
                if (answer.Text == "break") throw new InvalidOperationException("It broke.");
                Save(new { answer.Text });
                """, """{ "title": "Questions", "description": "Answer.", "reward": 0.50 }"""), "qa", "-n", "4");
        await using var view = await OperatorView.Open(chromium, run);
        await Expect(view.Page.GetByText("of 4 finished")).ToBeVisibleAsync();
        Assert.DoesNotContain("key=", view.Page.Url);

        var (broken, _) = await run.Come("ABROKEN");
        await using (broken)
        {
            var row = view.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "ABROKEN" });
            await Expect(row).ToContainTextAsync("at work");
            await broken.Until(one => one.Asked is not null, "asked something");
            await broken.Answer("break");
            await Expect(row).ToContainTextAsync("script failed");
            await Expect(view.Page.Locator(".fault-place")).ToHaveTextAsync("qa/world.csx:3:29");
            await Expect(view.Page.GetByText("It broke.")).ToBeVisibleAsync();
        }

        var (staying, _) = await run.Come("ASTAYING");
        await using (staying)
        {
            await staying.Until(one => one.Asked is not null, "asked something");
            await view.Page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
            await view.Page.GetByRole(AriaRole.Button, new() { Name = "Stop the run" }).ClickAsync();
            await Expect(view.Page.Locator(".phase")).ToHaveTextAsync("finishing");
            await staying.Answer("It was fine.");
            await Expect(view.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "ASTAYING" })).ToContainTextAsync("finished");
        }

        Assert.Empty(view.Errors);
    }

    [Fact]
    public async Task RunPage_WhoseServerIsKilledAndResumed_SaysSoAndGoesOnWithoutAReload()
    {
        Assert.SkipUnless(Chromium.IsThere, Chromium.Missing);
        await using var run = await RealRun.Launch(
            ProjectCopy.With("qa", """
                var worker = await Meet();
                Save(new { (await worker.Ask("How was it?")).Text });
                """, """{ "title": "Questions", "description": "Answer.", "reward": 0.50 }"""), "qa", "-n", "2");
        await using var view = await OperatorView.Open(chromium, run);
        await Expect(view.Page.GetByText("of 2 finished")).ToBeVisibleAsync();
        await view.Page.EvaluateAsync("() => { window.sameDocument = true; }");

        await run.Leave();
        await Expect(view.Page.GetByText("No connection to the runner")).ToBeVisibleAsync();
        await run.Resume();
        await Expect(view.Page.GetByText("No connection to the runner")).ToHaveCountAsync(0);

        // What happens now is seen, and what is asked for is done: the page's own token still fits.
        await run.Finish("AFIRST", "It was fine.");
        await Expect(view.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "AFIRST" })).ToContainTextAsync("finished");
        await view.Page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await view.Page.GetByRole(AriaRole.Button, new() { Name = "Stop the run" }).ClickAsync();
        await Expect(view.Page.Locator(".phase")).ToHaveTextAsync(new Regex("finishing|over"));
        Assert.True(await view.Page.EvaluateAsync<bool>("() => window.sameDocument === true"));
    }

    [Fact]
    public async Task Pilot_ThatIsOver_GoesOnWhenTheOperatorSaysSo_UnderACapThatIsOnlyRaised()
    {
        Assert.SkipUnless(Chromium.IsThere, Chromium.Missing);
        await using var run = await RealRun.Launch(
            ProjectCopy.With("qa", """
                var worker = await Meet();
                Save(new { (await worker.Ask("How was it?")).Text });
                """, """{ "title": "Questions", "description": "Answer.", "reward": 0.50 }"""), "qa", "-n", "3", "--pilot", "1");
        await run.Finish("AFIRST", "It was fine.");
        await using var view = await OperatorView.Open(chromium, run);
        await Expect(view.Page.Locator(".phase")).ToHaveTextAsync("pilot done, waiting for you");

        await view.Page.GetByRole(AriaRole.Button, new() { Name = "Raise the cap" }).ClickAsync();
        var cap = view.Page.GetByLabel("New cap in dollars");
        await cap.FillAsync("0.01");
        await cap.PressAsync("Enter");
        await Expect(view.Page.GetByText("A cap is only raised")).ToBeVisibleAsync();
        await cap.FillAsync("9.50");
        await cap.PressAsync("Enter");
        await Expect(view.Page.GetByText("of $9.50 spent")).ToBeVisibleAsync();

        await view.Page.GetByRole(AriaRole.Button, new() { Name = "Go on with all" }).ClickAsync();
        await view.Page.GetByRole(AriaRole.Button, new() { Name = "Go on", Exact = true }).ClickAsync();
        await Expect(view.Page.Locator(".phase")).ToHaveTextAsync("running");
        await run.Finish("ASECOND", "It was fine, too.");
        Assert.Empty(view.Errors);
    }

    [Fact]
    public async Task OperatorsSeat_InTheRunPage_TakesPartInTheConversation()
    {
        Assert.SkipUnless(Chromium.IsThere, Chromium.Missing);
        await using var run = await RealRun.Launch(
            ProjectCopy.With("interview", """
                var (host, guest) = await Meet("host", "guest");
                var question = await host.Ask("Ask the guest something.");
                var answer = await guest.Ask(question.Text);
                await host.Tell($"They said: {answer.Text}");
                Save(new { answer.Text });
                """, """{ "title": "Interview", "description": "Talk.", "reward": 0.50, "roles": { "host": { "operator": true }, "guest": {} } }"""), "interview", "-n", "1");
        await using var view = await OperatorView.Open(chromium, run);
        var seat = view.Page.FrameLocator("iframe[title='Your own seat in the conversations']");
        await Expect(seat.GetByText("Connected")).ToBeVisibleAsync();

        var (guest, _) = await run.Come("AGUEST");
        await using (guest)
        {
            await seat.Locator("#answer").FillAsync("Who are you?");
            await seat.Locator("#answer").PressAsync("Enter");
            await guest.Until(one => one.Asked?.Text == "Who are you?", "asked by the operator");
            await guest.Answer("A guest.");
            await Expect(seat.GetByText("They said: A guest.")).ToBeVisibleAsync();
            await Expect(view.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "AGUEST" })).ToContainTextAsync("finished");
        }

        Assert.Empty(view.Errors);
    }
}
