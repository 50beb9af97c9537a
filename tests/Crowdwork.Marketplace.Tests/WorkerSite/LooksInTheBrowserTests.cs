using Crowdwork.Harness.Tests.Browsers;
using Crowdwork.Marketplace.Qualifications;
using Crowdwork.Marketplace.Tests.Questions;
using Microsoft.Playwright;
using Crowdwork.Marketplace.WorkerSite;

namespace Crowdwork.Marketplace.Tests.WorkerSite;

/// <summary>Every page in light, in dark and at the width of a phone: nothing in the console, nothing wider than the window, everything has a name.</summary>
[Collection(BrowserTests.Name)]
public sealed class LooksInTheBrowserTests(Chromium chromium)
{
    [Theory]
    [InlineData("light", 1200)]
    [InlineData("dark", 1200)]
    [InlineData("phone", 375)]
    [InlineData("phone-dark", 375)]
    public async Task EveryPage_FitsAndComplainsOfNothing(string name, int width)
    {
        Assert.SkipUnless(Chromium.IsThere, Chromium.Missing);
        await using var lab = await LabServer.Open();
        await using var site = await PaperSite.Open();
        Furnish(site.Desk, lab);
        var frame = (await site.Desk.Accept(PaperDesk.Worker, "3EXTERNAL")).AssignmentId;
        var form = (await site.Desk.Accept(PaperDesk.Worker, "3FORM")).AssignmentId;
        await using var window = await WorkerWindow.Open(chromium, site.Http.BaseAddress!.GetLeftPart(UriPartial.Authority), name.Contains("dark"), width);
        var pages = new (string Name, string Path)[]
        {
            ("workers", "/"), ("find", site.Home), ("nothing", $"{site.Home}?q=zebra"), ("group-frame", $"{site.Home}/groups/3EXTERNAL"), ("group-form", $"{site.Home}/groups/3FORM"),
            ("group-barred", $"{site.Home}/groups/3BARRED"), ("work-frame", $"{site.Home}/work/{frame}"), ("work-form", $"{site.Home}/work/{form}"), ("queue", $"{site.Home}/queue"),
            ("earnings", $"{site.Home}/earnings"), ("messages", $"{site.Home}/messages"), ("qualifications", $"{site.Home}/qualifications"), ("qualification", $"{site.Home}/qualifications/3READER"),
        };
        foreach (var (what, path) in pages)
        {
            var page = await window.Tab(path);
            await page.Locator("main").WaitForAsync();
            await WorkerWindow.Shot(page, $"{name}-{what}", whole: true);
            var wide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
            Assert.True(wide <= 0, $"{what} is {wide} pixels wider than the window.");
            Assert.Equal("", await Nameless(page));
            await page.CloseAsync();
        }

        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task RefusedForm_TakesTheReaderToWhatIsWrong()
    {
        Assert.SkipUnless(Chromium.IsThere, Chromium.Missing);
        await using var lab = await LabServer.Open();
        await using var site = await PaperSite.Open();
        Furnish(site.Desk, lab);
        var form = (await site.Desk.Accept(PaperDesk.Worker, "3FORM")).AssignmentId;
        await using var window = await WorkerWindow.Open(chromium, site.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        var page = await window.Tab($"{site.Home}/work/{form}");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "How many do you see?" }).FillAsync("many");
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#problems")).ToBeFocusedAsync();
        await WorkerWindow.Shot(page, "light-refused", whole: true);
        await Assertions.Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "How many do you see?" })).ToHaveValueAsync("many");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Robin" }).CheckAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "How many do you see?" }).FillAsync("3");
        await page.Keyboard.PressAsync("Enter");
        await WorkerWindow.Sees(page, "Handed in. Thank you.");
        await WorkerWindow.Shot(page, "light-done");
        // The browser itself writes down that a page came with 422.
        Assert.DoesNotContain(window.Errors, error => !error.Contains("422"));
    }

    /// <summary>Controls without a name, pictures without a text, and ids that stand twice.</summary>
    private static Task<string> Nameless(IPage page) => page.EvaluateAsync<string>("""
        () => {
          const found = [];
          const text = id => document.getElementById(id)?.textContent.trim() ?? "";
          for (const control of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, iframe")) {
            const by = (control.getAttribute("aria-labelledby") ?? "").split(" ").map(text).join("");
            const name = by || control.getAttribute("aria-label") || control.getAttribute("title") || control.textContent.trim() || [...(control.labels ?? [])].map(label => label.textContent.trim()).join("");
            if (!name) found.push(`no name: ${control.outerHTML.slice(0, 120)}`);
          }
          for (const image of document.querySelectorAll("img:not([alt])")) found.push(`no alt: ${image.src}`);
          const ids = [...document.querySelectorAll("[id]")].map(element => element.id);
          for (const id of ids.filter((id, at) => ids.indexOf(id) !== at)) found.push(`twice: #${id}`);
          if (document.querySelectorAll("h1").length !== 1) found.push("not one h1");
          return found.join("\n");
        }
        """);

    private static void Furnish(PaperDesk desk, LabServer lab)
    {
        desk.People.Add(new WorkerCard("A2SECONDWORKER", new("DE"), true, false, 0, 0, 0, 0));
        desk.Add("3EXTERNAL", Forms.External($"{lab.Address}/task?row=7"), group => group with
        {
            Title = "Talk with another person about a paragraph", Description = "Read a short paragraph, then ask your partner questions about it. Takes about five minutes, and pays by the minute while you wait.",
            Keywords = "conversation, chat, reading", Requester = "Language Lab", RewardCents = 120,
        });
        desk.Add("3FORM", Form, group => group with { Title = "Which bird is this?", Description = "Look at a picture and name the bird.", Keywords = "images, birds, quick", Requester = "Ornithology", RewardCents = 5, Duration = TimeSpan.FromMinutes(5), AvailableHits = 431 });
        desk.Add("3BARRED", Form, group => group with
        {
            Title = "Überprüfe eine Übersetzung aus dem Deutschen ins Englische mit einem wirklich sehr langen Titel", Requester = "Übersetzungswerkstatt", RewardCents = 1050,
            Requirements =
            [
                new(new Requirement("3READER", Comparator.GreaterThanOrEqualTo, [80], [], GuardedActions.Accept), "Careful reader", null, false, true),
                new(new Requirement(SystemQualifications.Locale, Comparator.In, [], [new("US"), new("DE", "BY")], GuardedActions.Accept), "Location", HeldValue.Of(new WorkerLocale("US", "PA")), true, false),
            ],
        });
        var card = new QualificationCard("3READER", "Careful reader", "A short test of reading. It shows whether somebody reads to the end.", "reading", "Language Lab", true, true, TimeSpan.FromMinutes(10), QualificationState.None, null, null, null, false);
        desk.Shelf = new(
            [card with { TypeId = "3MASTERS", Name = "Masters", Requester = "Crowdwork marketplace", State = QualificationState.Granted, Value = HeldValue.Of(1), ChangedAt = desk.Now.AddDays(-4) }],
            [card with { TypeId = "3GERMAN", Name = "Speaks German", State = QualificationState.Requested, ChangedAt = desk.Now.AddHours(-3) }],
            [card]);
        desk.Money = new EarningsPage(245, 100, 50,
        [
            new("3A1", "3H1", "3FORM", "Which bird is this?", "Ornithology", desk.Now.AddHours(-1), WorkStatus.Pending, desk.Now.AddDays(3), 5, null, []),
            new("3A2", "3H2", "3EXTERNAL", "Talk with another person about a paragraph", "Language Lab", desk.Now.AddHours(-5), WorkStatus.Approved, desk.Now.AddHours(-2), 120, "Lovely questions, thank you.", [new(100, "Your partner left early; this is for your patience.", desk.Now.AddHours(-2))]),
            new("3A3", "3H3", "3FORM", "Which bird is this?", "Ornithology", desk.Now.AddDays(-1), WorkStatus.Rejected, desk.Now.AddHours(-20), 5, "The answer was empty.", []),
        ], 3);
        desk.Post.Add(new Letter("Language Lab", "The second part is open", "Dear worker,\n\nthe second part of the study has begun.\n\nThe Language Lab", desk.Now.AddHours(-6)));
    }

    private static string Form => Forms.Form(
        "<Overview><Title>Birds</Title><FormattedContent><![CDATA[<p>Look at the picture, and answer <b>both</b> questions.</p><table border=\"1\"><tr><th>Bird</th><th>Colour</th></tr><tr><td>Robin</td><td>red</td></tr></table>]]></FormattedContent><List><ListItem>Take your time</ListItem><ListItem>Guess when you must</ListItem></List></Overview>"
        + Forms.Ask("kind", Forms.Selections("", "<OtherSelection/>", "Robin", "Blackbird", "Great tit"), "<DisplayName>1</DisplayName><IsRequired>true</IsRequired>", "<Text>Which bird is it?</Text>")
        + Forms.Ask("count", "<FreeTextAnswer><Constraints><IsNumeric minValue=\"0\" maxValue=\"100\"/></Constraints></FreeTextAnswer>", "<DisplayName>2</DisplayName><IsRequired>true</IsRequired>", "<Text>How many do you see?</Text>")
        + Forms.Ask("traits", Forms.Selections("<MaxSelectionCount>3</MaxSelectionCount><StyleSuggestion>checkbox</StyleSuggestion>", "", "sings", "flies", "sits"), content: "<Text>What is it doing?</Text>")
        + Forms.Ask("where", Forms.Selections("<StyleSuggestion>dropdown</StyleSuggestion>", "", "tree", "ground", "air"), content: "<Text>Where is it?</Text>")
        + Forms.Ask("note", "<FreeTextAnswer><NumberOfLinesSuggestion>4</NumberOfLinesSuggestion></FreeTextAnswer>", content: "<Text>Anything else?</Text>"));
}
