using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Tests.Tasks;

namespace Crowdwork.Engine.Tests.Runs;

public sealed class WorkerListTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("A1\nA2\n")]
    [InlineData("# blocked in spring\r\nA1 # noise\r\n\r\n  A2\r\nA1\r\n")]
    [InlineData("worker\nA1\nA2\n")]
    [InlineData("\uFEFFWorker ID,Number of HITs\r\n\"A1\",5\r\n\"A2\",7\r\n")]
    [InlineData("reason,worker\n\"left, often\",A1\n,A2\n")]
    public void List_InAnyUsualForm_IsRead(string text)
    {
        var (workers, problems) = WorkerList.Read(_folder.Write("list", text));

        Assert.Empty(problems);
        Assert.Equal(["A1", "A2"], workers.Select(worker => worker.Worker));
    }

    [Fact]
    public void Table_WithValuesAndReasons_HasThem()
    {
        var (workers, _) = WorkerList.Read(_folder.Write("list.csv", "worker,value,reason\nA1,80,\"good, mostly\"\nA2,,\n"));

        Assert.Equal([new ListedWorker("A1", 80, "good, mostly"), new ListedWorker("A2", null, null)], workers);
    }

    [Theory]
    [InlineData("", "no worker ids")]
    [InlineData("# nobody\n", "no worker ids")]
    [InlineData("worker,value\n", "no worker ids")]
    [InlineData("A1\nA 2\n", "(2,1): 'A 2' is no worker id")]
    [InlineData("A1\nw_0123456789abcdef\n", "pseudonym")]
    [InlineData("worker,value\nA1,many\n", "(2,1): 'many' is no value")]
    [InlineData("name,value\nA1,1\n", "No column holds worker ids")]
    [InlineData("worker,value\nA1,1\nA2\n", "not part of the table")]
    [InlineData("<html>,\n", "No column")]
    [InlineData("A1\0A2\n", "not a text file")]
    public void List_WithAMistakeAnywhere_IsNotReadAtAll(string text, string message)
    {
        var (workers, problems) = WorkerList.Read(_folder.Write("list", text));

        Assert.Empty(workers);
        Assert.Contains(message, string.Join('\n', problems));
    }

    [Fact]
    public void List_ThatIsNotThereOrNoText_IsAProblem()
    {
        File.WriteAllBytes(_folder["latin"], [0x41, 0x31, 0x0a, 0xe4, 0xf6]);

        Assert.Contains("cannot be read", Assert.Single(WorkerList.Read(_folder["nowhere"]).Problems).Message);
        Assert.Contains("not a text file", Assert.Single(WorkerList.Read(_folder["latin"]).Problems).Message);
    }
}
