using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Tests.Worlds;

public sealed class WorldCompilerTests : IDisposable
{
    private readonly ScriptFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Compile_AWholeWorld_RunsToItsEnd()
    {
        var host = new ScriptedHost();
        using var world = _folder.Load("""
            record Pair(string Question, string Answer);

            Review(part => part.Finished ? Decision.Approve("Complete") : Decision.AskAHuman("Stopped early"));

            var (asker, answerer) = await Meet("asker", "answerer", within: Minutes(5));
            var question = await asker.Ask("Question?", check: reply => reply.Words < 3 ? "Longer." : null);
            await answerer.Tell(question);
            var answer = await answerer.Ask("Answer?");
            Save(new Pair(question.Text, answer.Text));
            """);

        await world.Run(host.World);

        Assert.Equal("Pair { Question = a plain answer, Answer = a plain answer }", Assert.Single(host.Saved).ToString());
        Assert.NotNull(host.Rule);
    }
}
