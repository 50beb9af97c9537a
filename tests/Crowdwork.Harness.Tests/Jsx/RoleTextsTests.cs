using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crowdwork.Harness.Tests.Jsx;

/// <summary>What config.json says about roles in words: labels and instructions.</summary>
public sealed class RoleTextsTests
{
    private const string Settings = """
        { "title": "Trial", "reward": 0.10, "roles": { "buyer": { "label": "the customer", "instructions": "buyer.md" }, "seller": { "label": "Shop" } } }
        """;

    private const string World = """
        var (buyer, seller) = await Meet("buyer", "seller");
        await buyer.Tell("Good morning.", from: seller);
        await seller.Tell("Good day.", from: buyer);
        await buyer.Ask("Well?");
        """;

    [Fact]
    public async Task Labels_AndInstructionsOfARole_AreSeenByThoseWhomTheyConcern()
    {
        await using var task = await RehearsedTask.Of(
            ("config.json", Settings), ("world.csx", World), ("instructions.md", "For everybody."), ("buyer.md", "Never pay **more than 20**."));
        var one = await task.Worker("W1");
        await Expect(one.GetByText("For everybody.")).ToBeVisibleAsync();
        var other = await task.Worker("W2");
        await Expect(one.Locator("#role")).ToBeVisibleAsync();
        var (buyer, seller) = await one.Locator("#role").TextContentAsync() == "the customer" ? (one, other) : (other, one);

        await Expect(buyer.GetByText("You are the customer, together with the Shop.")).ToBeVisibleAsync();
        await Expect(buyer.Locator(".message-from")).ToHaveTextAsync("Shop");
        await Expect(buyer.GetByText("more than 20")).ToBeVisibleAsync();
        await Expect(buyer.GetByText("For everybody.")).ToBeHiddenAsync();
        await Expect(seller.GetByText("Waiting for the customer …")).ToBeVisibleAsync();
        await Expect(seller.GetByText("For everybody.")).ToBeVisibleAsync();
        Assert.DoesNotContain("more than 20", await seller.ContentAsync());

        await buyer.ReloadAsync();
        await Expect(buyer.GetByText("more than 20")).ToBeVisibleAsync();

        task.Save("buyer.md", "Never pay more than 30.");
        await Expect(buyer.GetByText("more than 30")).ToBeVisibleAsync();
        task.Save("config.json", Settings.Replace("Shop", "the shop"));
        await Expect(buyer.Locator(".message-from")).ToHaveTextAsync("the shop");
        await Expect(seller.Locator("#role")).ToHaveTextAsync("the shop");
    }

    [Fact]
    public async Task Instructions_OfARole_AreGivenToNobodyWithoutASession()
    {
        await using var task = await RehearsedTask.Of(("config.json", Settings), ("world.csx", World), ("buyer.md", "Secret."));
        var list = await task.List();
        var answer = await list.APIRequest.GetAsync(new Uri(new Uri(list.Url), "/worker/instructions?t=forged").ToString());
        Assert.Equal(403, answer.Status);
    }
}
