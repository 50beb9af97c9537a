using Crowdwork.Engine.Export;
using Crowdwork.Engine.Tests.Support;
using TemporaryFolder = Crowdwork.Engine.Tests.Tasks.TemporaryFolder;

namespace Crowdwork.Engine.Tests.Export;

/// <summary>What a real conversation writes into the store is what an export reads from it.</summary>
public sealed class RehearsalExportTests
{
    private const string Script = """
        record Deal(string Offer, string By);
        var (buyer, seller) = await Meet("buyer", "seller");
        var offer = await buyer.Ask("What do you offer?", check: reply => reply.Text == "no" ? "Offer something." : null);
        await seller.Tell(offer);
        var answer = await seller.Ask("Do you take it?");
        Save(new Deal(offer.Text, buyer.Id));
        seller.Save(new Deal(answer.Text, seller.Id));
        """;

    [Fact]
    public async Task Conversation_PlayedAndChangedInItsMidst_IsExportedWholly()
    {
        await using var house = await RehearsalHouse.Open(Script);
        using var folder = new TemporaryFolder();
        house.Come("buyer-1");
        house.Come("seller-1");
        await house.Say("buyer-1", "no");
        await house.Save("world.csx", Script.Replace("What do you offer?", "What will you pay?"));
        await house.Say("buyer-1", "ten dollars, said seller-1");
        await house.Say("seller-1", "yes");
        await house["seller-1"].Sees("ended finished");
        await house.Settle();

        var run = Assert.Single(house.Store.Runs()).Id;
        var report = RunExport.Make(house.Store, new ExportOrder(run, ExportFormat.Jsonl, Path.Combine(folder.Path, "out")), null, CancellationToken.None);

        Assert.True(report.AddsUp, string.Join('\n', report.Checks.Where(check => !check.Holds)));
        Assert.Equal((1, 1), (report.Conversations.Known, report.Conversations.Exported));
        var saved = ExportHouse.Lines(report, "saved.jsonl");
        Assert.Equal(["ten dollars, said " + NameOf("seller-1"), "yes"], saved.Select(row => row.GetProperty("data").GetProperty("Offer").GetString()));
        Assert.Equal([NameOf("buyer-1"), NameOf("seller-1")], saved.Select(row => row.GetProperty("data").GetProperty("By").GetString()));
        Assert.Equal("seller", saved[1].GetProperty("role").GetString());

        var lines = ExportHouse.Lines(report, "messages.jsonl");
        Assert.Equal(["yes"], lines.Where(line => line.GetProperty("kind").GetString() == "said" && line.GetProperty("role").GetString() == "seller").Select(line => line.GetProperty("text").GetString()));
        Assert.Contains(lines, line => line.GetProperty("kind").GetString() == "told" && line.GetProperty("from").GetString() == "buyer" && line.GetProperty("role").GetString() == "seller");
        Assert.All(ExportHouse.Lines(report, "parts.jsonl"), part => Assert.Equal(("finished", 1), (part.GetProperty("ending").GetString(), part.GetProperty("said").GetInt32())));

        string NameOf(string worker) => Pseudonyms.With(PseudonymKey.OfStore(house.StoreFolder), []).Of(worker);
    }
}
