using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Tests.Support;

namespace Crowdwork.Engine.Tests.Conversations;

public sealed class MeetingSizeTests
{
    [Theory]
    [InlineData("await Meet();", 1)]
    [InlineData("""var (a, b) = await Meet("a", "b");""", 2)]
    [InlineData("""var (a, b, c) = await Meet("a", "b", "c");""", 3)]
    [InlineData("""Model("b", async turn => "yes"); var (a, b) = await Meet("a", "b");""", 1)]
    [InlineData("""var a = await Meet("a"); await a.Ask("?"); var b = await Meet("b");""", 1)]
    [InlineData("throw new InvalidOperationException();", 1)]
    public void Of_AScript_IsWhomItMeetsFirst(string script, int workers) => Assert.Equal(workers, Size(script, new TaskConfig { Title = "T" }));

    [Fact]
    public void Of_RolesThatAreSettled_CountAlthoughTheyAreMetLater()
    {
        var config = new TaskConfig { Title = "T", Roles = new Dictionary<string, RoleConfig> { ["a"] = new(), ["b"] = new() } };

        Assert.Equal(2, Size("""var a = await Meet("a"); await a.Ask("?"); var b = await Meet("b");""", config));
    }

    [Fact]
    public void Of_TheOperatorsRole_IsNoWorkerOfTheCrowd()
    {
        var config = new TaskConfig { Title = "T", Roles = new Dictionary<string, RoleConfig> { ["wizard"] = new() { Operator = true } } };

        Assert.Equal(1, Size("""var (wizard, user) = await Meet("wizard", "user");""", config));
    }

    [Fact]
    public void Of_TheRoleOfATest_IsNobodyInTheConversation()
    {
        var config = new TaskConfig { Title = "T", Roles = new Dictionary<string, RoleConfig> { ["worker"] = new() { Page = "Test.jsx" }, ["a"] = new(), ["b"] = new() } };

        Assert.Equal(2, Size("""Onboard(async worker => true); var (a, b) = await Meet("a", "b");""", config));
    }

    private static int Size(string script, TaskConfig config)
    {
        using var world = Scripts.Compile(script);
        return MeetingSize.Of(world, new PlayRules { Task = "t" }, null, config);
    }
}
