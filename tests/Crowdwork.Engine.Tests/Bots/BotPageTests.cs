using System.Text;
using System.Text.Json;
using Crowdwork.Engine.Bots;
using Crowdwork.Scripting.Bots;

namespace Crowdwork.Engine.Tests.Bots;

/// <summary>What a bot knows of the server's frames: as much as a page.</summary>
public sealed class BotPageTests
{
    private readonly BotPage _page = new("tab1");

    [Fact]
    public void Prompt_Asked_IsOpenUntilItIsAnswered()
    {
        Hear("""{"t":"welcome","conversation":7,"edition":1,"seq":0,"reset":false}""");
        Hear("""{"t":"event","e":1,"s":1,"at":0,"k":"asked","prompt":4,"kind":"choice","text":"Which?","options":["A","B"],"due":60000}""");

        Assert.Equal(BotPromptKind.Choice, _page.Open!.Kind);
        Assert.Equal(["A", "B"], _page.Open.Options);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(60_000), _page.Open.Due);
        var answer = _page.Say(4, "A", null);
        Assert.Null(_page.Open);
        Assert.Equal("""{"t":"say","conversation":7,"e":1,"prompt":4,"text":"A","cid":"tab1-1"}""", Encoding.UTF8.GetString(answer.Frame));

        Hear("""{"t":"event","e":1,"s":2,"at":0,"k":"said","cid":"tab1-1","prompt":4,"text":"A"}""");
        Assert.Empty(_page.Outbox);
        Assert.True(_page.AnswerTo("tab1-1")!.Accepted);
    }

    [Fact]
    public void Answer_NotAccepted_OpensThePromptAgainWithTheComplaint()
    {
        Hear("""{"t":"event","e":1,"s":1,"at":0,"k":"asked","prompt":1,"kind":"form","text":"How was it?","fields":[{"name":"Ease","label":"Ease","type":"integer","required":true,"min":1,"max":5}]}""");
        _page.Say(1, null, JsonSerializer.SerializeToElement(new { Ease = 9 }));
        Hear("""{"t":"event","e":1,"s":2,"at":0,"k":"again","cid":"tab1-1","prompt":1,"text":"Please look again.","answer":"","problems":{"Ease":"From 1 to 5."}}""");

        Assert.Equal("Please look again. Ease: From 1 to 5.", _page.Open!.Complaint);
        Assert.Equal("5", _page.Open.Fields[0].Max);
        Assert.False(_page.AnswerTo("tab1-1")!.Accepted);
    }

    [Fact]
    public void Event_ThatWasSeen_ChangesNothing()
    {
        const string Told = """{"t":"event","e":1,"s":1,"at":0,"k":"told","from":"task","text":"Welcome."}""";
        Hear(Told);
        Hear(Told);

        Assert.Single(_page.Messages);
    }

    [Fact]
    public void Reset_TakesThePlaceOfEverything()
    {
        Hear("""{"t":"event","e":1,"s":1,"at":0,"k":"seated","role":"asker","others":[]}""");
        Hear("""{"t":"event","e":1,"s":2,"at":0,"k":"told","from":"task","text":"Old."}""");
        Hear("""{"t":"reset","edition":2,"note":null,"events":[{"t":"event","e":2,"s":1,"at":0,"k":"seated","role":"judge","others":[]}]}""");

        Assert.Equal("judge", _page.Role);
        Assert.Empty(_page.Messages);
        Assert.Equal((2, 1), (_page.Edition, _page.Seq));
    }

    [Fact]
    public void Message_NotAcknowledged_IsTakenOverByAReload()
    {
        _page.Say(0, "Hello", null);

        var reloaded = new BotPage("tab2");
        reloaded.TakeOver(_page);

        Assert.Equal("tab1-1", Assert.Single(reloaded.Outbox).ClientId);
        Assert.Contains("\"seq\":0", reloaded.Hello("token").ToJsonString());
    }

    [Fact]
    public void Test_Passed_IsNoEnd()
    {
        Hear("""{"t":"event","e":1,"s":1,"at":0,"k":"ended","state":"passed","text":"Passed."}""");
        Assert.Null(_page.Ended);

        Hear("""{"t":"event","e":1,"s":2,"at":0,"k":"ended","state":"finished","text":"Done.","pay":"You will be paid $1.00."}""");
        Assert.Equal(new BotEnding("finished", "Done.", "You will be paid $1.00."), _page.Ended);
    }

    private void Hear(string frame)
    {
        using var document = JsonDocument.Parse(frame);
        _page.Hear(document.RootElement);
    }
}
