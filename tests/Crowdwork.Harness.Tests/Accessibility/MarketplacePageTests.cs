using System.Text.Json;
using Crowdwork.Harness.Tests.Browsers;
using Crowdwork.Marketplace;
using Crowdwork.Marketplace.Requesters;
using Crowdwork.Marketplace.Wire;
using Microsoft.Playwright;

namespace Crowdwork.Harness.Tests.Accessibility;

/// <summary>The marketplace's pages for workers and for its operator, looked at by axe.</summary>
[Collection(BrowserTests.Name)]
public sealed class MarketplacePageTests(Chromium chromium)
{
    private const string Form = """
        <QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd">
        <Overview><Title>Birds</Title><Text>Look, then answer.</Text><List><ListItem>one</ListItem></List></Overview>
        <Question><QuestionIdentifier>kind</QuestionIdentifier><DisplayName>1</DisplayName><IsRequired>true</IsRequired><QuestionContent><Text>Which bird?</Text></QuestionContent>
        <AnswerSpecification><SelectionAnswer><Selections><Selection><SelectionIdentifier>r</SelectionIdentifier><Text>Robin</Text></Selection><OtherSelection/></Selections></SelectionAnswer></AnswerSpecification></Question>
        <Question><QuestionIdentifier>where</QuestionIdentifier><QuestionContent><Text>Where?</Text></QuestionContent>
        <AnswerSpecification><SelectionAnswer><StyleSuggestion>dropdown</StyleSuggestion><Selections><Selection><SelectionIdentifier>t</SelectionIdentifier><Text>Tree</Text></Selection></Selections></SelectionAnswer></AnswerSpecification></Question>
        <Question><QuestionIdentifier>count</QuestionIdentifier><IsRequired>true</IsRequired><QuestionContent><Text>How many?</Text></QuestionContent><AnswerSpecification><FreeTextAnswer/></AnswerSpecification></Question>
        </QuestionForm>
        """;

    [Fact]
    public async Task PagesOfTheMarketplace_HaveNoBarriers()
    {
        Assert.SkipUnless(Chromium.IsThere, Chromium.Missing);
        var folder = Directory.CreateTempSubdirectory("crowdwork-market");
        await using (var market = await MarketplaceServer.StartAsync(new MarketplaceOptions(Path.Combine(folder.FullName, "market.db")) { Port = 0 }))
        {
            await Call(market, "CreateQualificationType", new { Name = "Careful", Description = "Reads with care.", QualificationTypeStatus = "Active" });
            var hit = await Call(market, "CreateHIT", new
            {
                Title = "Name the bird", Description = "Look and tell.", Keywords = "birds, images", Reward = "0.25", AssignmentDurationInSeconds = 1800, LifetimeInSeconds = 86_400, MaxAssignments = 2, Question = Form,
            });
            var group = hit.GetProperty("HIT").GetProperty("HITGroupId").GetString();
            await using var context = await chromium.Browser.NewContextAsync();
            var page = await context.NewPageAsync();
            var site = market.Url.GetLeftPart(UriPartial.Authority);

            await Look("workers", "/");
            await page.GetByText("Choose the id").ClickAsync();
            await page.GetByLabel("Worker id").FillAsync("AONE");
            await Press("Start working");
            await Look("find work", null);
            await Look("nothing found", "/w/AONE?q=zebra");
            await Look("group", $"/w/AONE/groups/{group}");
            await Press("Accept and work");
            await Look("work", null);
            await Press("Submit");
            await Look("refused answers", null);
            await Look("queue", "/w/AONE/queue");
            await Look("qualifications", "/w/AONE/qualifications");
            await Look("clock", "/clock");
            await Look("faults", "/faults");
            await Look("no such page", "/w/AONE/groups/3NONE");
            await page.GotoAsync($"{site}/w/AONE/queue");
            await page.GetByRole(AriaRole.Link, new() { Name = "Work on Name the bird" }).ClickAsync();
            await page.GetByLabel("Robin").CheckAsync();
            await page.GetByRole(AriaRole.Textbox, new() { Name = "How many?" }).FillAsync("3");
            await Press("Submit");
            await Look("handed in", null);
            await Look("earnings", "/w/AONE/earnings");

            async Task Look(string state, string? path)
            {
                if (path is not null) await page.GotoAsync(site + path);
                await page.Locator("#theme button").WaitForAsync();
                await Axe.FindsNothing(page, state);
            }

            async Task Press(string button) => await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        }

        folder.Delete(recursive: true);
    }

    /// <summary>One operation of the requester API, without the wire around it.</summary>
    private static async Task<JsonElement> Call(MarketplaceServer market, string name, object parameters)
    {
        var operation = Operations.Find(name)!;
        var input = JsonSerializer.SerializeToElement(parameters);
        Validation.Check(operation.Input, input);
        var work = operation.Prepare(new Input(input));
        var reply = await market.Store.Ask(store => work(store, store.Database.First(
            "SELECT id, access_key, customer_id FROM requester LIMIT 1", static row => new Caller(row.Number(0), row.Text(1), row.Text(2)))!));
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            reply?.Invoke(json);
            json.WriteEndObject();
        }

        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }
}
