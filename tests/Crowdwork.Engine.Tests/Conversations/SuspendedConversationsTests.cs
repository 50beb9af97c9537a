using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tests.Support;

namespace Crowdwork.Engine.Tests.Conversations;

/// <summary>By themselves, because they look at the memory of the whole process.</summary>
[CollectionDefinition(nameof(SuspendedConversationsTests), DisableParallelization = true)]
public sealed class SuspendedConversationsAlone;

[Collection(nameof(SuspendedConversationsTests))]
public sealed class SuspendedConversationsTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Suspended_TenThousandConversations_CostLessThanFourKilobytesEach()
    {
        const int count = 10_000;
        using var house = new ConversationHouse("""
            var (a, b) = await Meet("asker", "answerer");
            await Everyone.Tell("Welcome.");
            var question = await a.Ask("Ask something.");
            await b.Tell(question);
            var answer = await b.Ask("Please answer.");
            """);
        var setting = new ConversationSetting(house.Store, house.Time, house.Deadlines, new SilentRoom(), () => true);
        await Play(new Conversation(house.Store.NextConversation(), house.Script, house.Rules, setting));
        await house.Store.FlushAsync();

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var conversations = new List<Conversation>(count);
        for (var i = 0; i < count; i++) conversations.Add(new Conversation(house.Store.NextConversation(), house.Script, house.Rules, setting));
        foreach (var conversation in conversations) _ = Play(conversation);
        foreach (var conversation in conversations) Assert.Equal(3, (await conversation.Look().WaitAsync(RecordingOutlet.Guard)).Turns);
        await house.Store.FlushAsync();
        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)count;

        output.WriteLine($"{each:0} bytes for each of {count:N0} suspended conversations");
        Assert.InRange(each, 1, 4096);
        GC.KeepAlive(conversations);
    }

    private static async Task Play(Conversation conversation)
    {
        conversation.Begin(new Began("run", "w", 0, null, 1, Onboarding: false));
        conversation.Post(new Arrival(1, [new Comer("W1", "asker", null, IsModel: false), new Comer("W2", "answerer", null, IsModel: false)]));
        conversation.Post(new Mail.Message(new RecordingOutlet(), new WorkerId("W1"), "c-1", 1, 2, "Why is the sky blue?", null));
        await conversation.Look();
    }

    /// <summary>Keeps nothing, so that only the conversations are weighed.</summary>
    private sealed class SilentRoom : IConversationRoom
    {
        public void MeetingsChanged(Conversation conversation)
        {
        }

        public void PartEnded(Conversation conversation, Seat seat, string state, int sent)
        {
        }

        public void Qualified(Conversation conversation, WorkerId worker, string name, int? value)
        {
        }

        public void Over(Conversation conversation, string ending)
        {
        }

        public void Failed(Conversation conversation, Crowdwork.Engine.Worlds.WorldFault fault)
        {
        }

        public void PartsAre(Conversation conversation, IReadOnlyList<Seat> seats)
        {
        }

        public void NotSeated(Conversation conversation, IReadOnlyList<WorkerId> workers)
        {
        }

        public void NeverBegan(Conversation conversation)
        {
        }

        public void StoreFailed(Conversation conversation, StoreFault fault)
        {
        }

        public void Saved(int count)
        {
        }

        public void Changed()
        {
        }
    }
}
