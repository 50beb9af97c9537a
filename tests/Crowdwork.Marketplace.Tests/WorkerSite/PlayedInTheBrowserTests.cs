using Crowdwork.Harness.Tests.Browsers;
using Crowdwork.Marketplace.Tests.Questions;
using Microsoft.Playwright;

namespace Crowdwork.Marketplace.Tests.WorkerSite;

/// <summary>A requester and workers, a whole marketplace, a browser: what people do with it, from one end to the other.</summary>
[Collection(BrowserTests.Name)]
public sealed class PlayedInTheBrowserTests(Chromium chromium)
{
    private static string Form => Forms.Form(Forms.Ask("colour", Forms.Selections("", "", "red", "blue"), "<IsRequired>true</IsRequired>", "<Text>Which colour?</Text>"));

    private static async Task Press(IPage page, string button) => await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).First.ClickAsync();

    [Fact]
    public async Task ExternalQuestion_IsPreviewedDoneInItsFrameAndPaid()
    {
        Assert.SkipUnless(Chromium.IsThere, Chromium.Missing);
        await using var lab = await LabServer.Open();
        await using var market = await OpenMarketplace.Open();
        var (hit, _) = await market.Publish(Forms.External($"{lab.Address}/task?row=7"));
        await using var window = await WorkerWindow.Open(chromium, market.Address);

        var page = await window.Tab("/");
        await page.GetByLabel("Country").FillAsync("us");
        await Press(page, "Start working");
        await page.GetByRole(AriaRole.Link, new() { Name = "Name the bird", Exact = true }).ClickAsync();
        await Assertions.Expect(page.FrameLocator("#task").GetByText("Accept to begin.")).ToBeVisibleAsync();
        await Press(page, "Accept and work");
        var task = page.FrameLocator("#task");
        await task.GetByLabel("Bird").FillAsync("Robin & wren <3");
        await Assertions.Expect(task.Locator("body")).ToHaveAttributeAsync("data-reached", "nothing");
        await task.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await WorkerWindow.Sees(page, "Handed in. Thank you.");

        var answer = Assert.Single(await market.Answers(hit));
        Assert.Contains("<QuestionIdentifier>bird</QuestionIdentifier><FreeText>Robin &amp; wren &lt;3</FreeText>", answer.GetProperty("Answer").GetString());
        Assert.Equal(2, lab.Visits.Count);
        Assert.StartsWith("?row=7&assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE&hitId=", lab.Visits.First());
        Assert.Contains($"workerId={answer.GetProperty("WorkerId").GetString()}&turkSubmitTo=http%3A%2F%2F", lab.Visits.Last());

        await market.Call("ApproveAssignment", new { AssignmentId = answer.GetProperty("AssignmentId").GetString(), RequesterFeedback = "Well seen" });
        await market.Call("SendBonus", new { AssignmentId = answer.GetProperty("AssignmentId").GetString(), WorkerId = answer.GetProperty("WorkerId").GetString(), BonusAmount = "1.00", Reason = "For the wren" });
        await page.GetByRole(AriaRole.Link, new() { Name = "Earnings" }).ClickAsync();
        await WorkerWindow.Sees(page, "Well seen");
        await WorkerWindow.Sees(page, "bonus $1.00");
        await WorkerWindow.Sees(page, "100 %");
        await page.GetByRole(AriaRole.Link, new() { Name = "Messages" }).ClickAsync();
        await WorkerWindow.Sees(page, "For the wren");
        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task HtmlQuestion_RunsItsOwnScriptsAndReachesNothingOfOurs()
    {
        Assert.SkipUnless(Chromium.IsThere, Chromium.Missing);
        await using var market = await OpenMarketplace.Open();
        var home = await market.Employ("AONE");
        var (hit, group) = await market.Publish(Forms.HtmlDocument("""
            <!DOCTYPE html><html lang="en"><head><title>Colours</title><script src="https://s3.amazonaws.com/mturk-public/externalHIT_v1.js"></script></head><body>
            <form name="mturk_form" id="mturk_form" method="post" action="https://www.mturk.com/mturk/externalSubmit">
            <input type="hidden" id="assignmentId" name="assignmentId"><label>Colour <input name="colour"></label>
            <input type="checkbox" name="hue" value="warm" checked><input type="checkbox" name="hue" value="bright" checked>
            <input type="hidden" name="tried" id="tried"><button id="submitButton">Send colours</button></form>
            <script>
              turkSetAssignmentID();
              const found = [];
              try { parent.document.title; found.push("parent"); } catch { }
              try { top.location.href.length; found.push("address"); } catch { }
              try { localStorage.length; found.push("storage"); } catch { }
              try { document.cookie; found.push("cookie"); } catch { }
              document.getElementById("tried").value = found.join() || "nothing";
            </script></body></html>
            """));
        await using var window = await WorkerWindow.Open(chromium, market.Address);

        var page = await window.Tab($"{home}/groups/{group}");
        await Assertions.Expect(page.FrameLocator("#task").Locator("body")).ToContainTextAsync("Accept the HIT before submitting");
        await Press(page, "Accept and work");
        await page.FrameLocator("#task").GetByLabel("Colour").FillAsync("blue");
        await page.FrameLocator("#task").Locator("#submitButton").ClickAsync();
        await WorkerWindow.Sees(page, "Handed in. Thank you.");

        var xml = Assert.Single(await market.Answers(hit)).GetProperty("Answer").GetString()!;
        Assert.Contains("<FreeText>blue</FreeText>", xml);
        Assert.Contains("<FreeText>warm|bright</FreeText>", xml);
        Assert.Contains("<FreeText>nothing</FreeText>", xml);
        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task QuestionForm_WithTheNextOneAfterIt_GoesFromHitToHit()
    {
        Assert.SkipUnless(Chromium.IsThere, Chromium.Missing);
        await using var market = await OpenMarketplace.Open();
        var home = await market.Employ("AONE");
        var hits = new[] { await market.Publish(Form), await market.Publish(Form) };
        await using var window = await WorkerWindow.Open(chromium, market.Address);

        var page = await window.Tab(home);
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept Name the bird" }).ClickAsync();
        await page.GetByLabel("Accept the next one after this").CheckAsync();
        await page.GetByLabel("blue").CheckAsync();
        var first = page.Url;
        await Press(page, "Submit");
        await Assertions.Expect(page.GetByLabel("Accept the next one after this")).ToBeCheckedAsync();
        Assert.NotEqual(first, page.Url);
        await page.GetByLabel("Accept the next one after this").UncheckAsync();
        await page.GetByLabel("red").CheckAsync();
        await Press(page, "Submit");
        await WorkerWindow.Sees(page, "Handed in. Thank you.");

        Assert.Contains("<SelectionIdentifier>blue</SelectionIdentifier>", Assert.Single(await market.Answers(hits[0].HitId)).GetProperty("Answer").GetString());
        Assert.Contains("<SelectionIdentifier>red</SelectionIdentifier>", Assert.Single(await market.Answers(hits[1].HitId)).GetProperty("Answer").GetString());
        await page.GotoAsync($"{market.Address}{home}/groups/{hits[0].GroupId}");
        await WorkerWindow.Sees(page, "Somebody was faster");
        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task QuestionForm_WithoutScriptsAndWithTheKeyboardAlone_IsDone()
    {
        Assert.SkipUnless(Chromium.IsThere, Chromium.Missing);
        await using var market = await OpenMarketplace.Open();
        var home = await market.Employ("AONE");
        var (hit, group) = await market.Publish(Form);
        await using var window = await WorkerWindow.Open(chromium, market.Address, scripts: false);

        var page = await window.Tab($"{home}/groups/{group}");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByText("Skip to the content")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Accept and work" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByLabel("red").FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await WorkerWindow.Sees(page, "Handed in. Thank you.");
        Assert.Contains("<SelectionIdentifier>blue</SelectionIdentifier>", Assert.Single(await market.Answers(hit)).GetProperty("Answer").GetString());
        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task QualificationTest_IsTakenGradedAndOpensTheWork()
    {
        Assert.SkipUnless(Chromium.IsThere, Chromium.Missing);
        await using var market = await OpenMarketplace.Open();
        var home = await market.Employ("AONE");
        var type = (await market.Call("CreateQualificationType", new
        {
            Name = "Knows birds", Description = "A short test.", QualificationTypeStatus = "Active", Test = Form, TestDurationInSeconds = 600,
            AnswerKey = Forms.Key(Forms.Keyed("colour", 0, ("blue", 80))),
        })).GetProperty("QualificationType").GetProperty("QualificationTypeId").GetString()!;
        var (_, group) = await market.Publish(Form, requirements: [new { QualificationTypeId = type, Comparator = "GreaterThanOrEqualTo", IntegerValues = new[] { 50 } }]);
        await using var window = await WorkerWindow.Open(chromium, market.Address);

        var page = await window.Tab($"{home}/groups/{group}");
        await WorkerWindow.Sees(page, "A qualification is missing.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Ask for it Knows birds" }).ClickAsync();
        await Press(page, "Take the test");
        await page.GetByLabel("blue").CheckAsync();
        await Press(page, "Submit");
        await WorkerWindow.Sees(page, "the qualification is yours");
        await WorkerWindow.Sees(page, "granted: 80");
        await page.GotoAsync($"{market.Address}{home}/groups/{group}");
        await Press(page, "Accept and work");
        await Assertions.Expect(page.Locator("#timer")).ToBeVisibleAsync();
        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task LastPlace_OfTwoWorkersSideBySide_GoesToOne()
    {
        Assert.SkipUnless(Chromium.IsThere, Chromium.Missing);
        await using var market = await OpenMarketplace.Open();
        var (one, two) = (await market.Employ("AONE"), await market.Employ("ATWO"));
        var (_, group) = await market.Publish(Form);
        await using var window = await WorkerWindow.Open(chromium, market.Address);

        var first = await window.Tab($"{one}/groups/{group}");
        var second = await window.Tab($"{two}/groups/{group}");
        await Press(first, "Accept and work");
        await Assertions.Expect(first.Locator("#timer")).ToBeVisibleAsync();
        await Press(second, "Accept and work");
        await WorkerWindow.Sees(second, "Somebody was faster");
        await Press(first, "Return");
        await WorkerWindow.Sees(first, "Returned. Somebody else can take it now.");
        await second.GotoAsync($"{market.Address}{two}/groups/{group}");
        await Press(second, "Accept and work");
        await Assertions.Expect(second.Locator("#timer")).ToBeVisibleAsync();
        // The browser itself writes down that a page came with 409.
        Assert.DoesNotContain(window.Errors, error => !error.Contains("409"));
    }

    [Fact]
    public async Task Deadline_WhenTheClockPassesIt_EndsTheWorkOnThePage()
    {
        Assert.SkipUnless(Chromium.IsThere, Chromium.Missing);
        await using var lab = await LabServer.Open();
        await using var market = await OpenMarketplace.Open();
        var home = await market.Employ("AONE");
        var (hit, group) = await market.Publish(Forms.External($"{lab.Address}/task"));
        await using var window = await WorkerWindow.Open(chromium, market.Address);

        var page = await window.Tab($"{home}/groups/{group}");
        await Press(page, "Accept and work");
        await page.FrameLocator("#task").GetByLabel("Bird").FillAsync("Robin");
        Assert.Null(await market.Server.Operator.PutForward(TimeSpan.FromMinutes(31)));
        await page.EvaluateAsync("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))");
        await WorkerWindow.Sees(page, "The time for this HIT is over");
        await Assertions.Expect(page.Locator("#task")).ToHaveCountAsync(0);
        Assert.Empty(await market.Answers(hit));
        await page.GetByRole(AriaRole.Link, new() { Name = "Queue" }).ClickAsync();
        await WorkerWindow.Sees(page, "The queue is empty");
        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task Deadline_PassedWhileTheFormWasFilledIn_RefusesThePost()
    {
        Assert.SkipUnless(Chromium.IsThere, Chromium.Missing);
        await using var market = await OpenMarketplace.Open();
        var home = await market.Employ("AONE");
        var (hit, group) = await market.Publish(Form);
        await using var window = await WorkerWindow.Open(chromium, market.Address);

        var page = await window.Tab($"{home}/groups/{group}");
        await Press(page, "Accept and work");
        await page.GetByLabel("blue").CheckAsync();
        Assert.Null(await market.Server.Operator.PutForward(TimeSpan.FromMinutes(31)));
        await page.EvaluateAsync("document.getElementById('answers').submit()");
        await WorkerWindow.Sees(page, "The time for this HIT is over");
        Assert.Empty(await market.Answers(hit));
    }
}
