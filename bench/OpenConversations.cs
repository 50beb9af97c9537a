using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Rehearsals;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds;

namespace Crowdwork.Bench;

/// <summary>A rehearsal in this process with many open conversations, each two prompts in, and no pages.</summary>
internal sealed class OpenConversations : IAsyncDisposable
{
    private readonly CrowdStore _store;

    private OpenConversations(CrowdStore store, Rehearsal rehearsal)
    {
        _store = store;
        Rehearsal = rehearsal;
    }

    public Rehearsal Rehearsal { get; }

    public static async Task<OpenConversations> Open(BenchProject project)
    {
        var store = CrowdStore.Open(new StoreOptions(Path.Combine(project.Folder, ".crowd")), TimeProvider.System);
        var tasks = new TaskLibrary(Path.Combine(project.Folder, "tasks"));
        var compiler = new WorldCompiler(new WorldCompilerOptions { CacheFolder = Path.Combine(project.Folder, ".crowd", "worlds") });
        var seed = 0;
        var rehearsal = await Rehearsal.Open(
            tasks.Find(BenchProject.Task)!, new RehearsalSetting(store, compiler, tasks, null, TimeProvider.System, () => ++seed));
        return new OpenConversations(store, rehearsal);
    }

    public async Task Begin(int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            var asker = new Page(this, new WorkerId($"W{(2 * i) + 1}"));
            var answerer = new Page(this, new WorkerId($"W{(2 * i) + 2}"));
            await Task.WhenAll(asker.Answered.Task, answerer.Answered.Task);
            asker.Leave();
            answerer.Leave();
        }

        await _store.FlushAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Rehearsal.DisposeAsync();
        _store.Dispose();
    }

    /// <summary>A page that answers two prompts and then goes away, without a browser and without a socket.</summary>
    private sealed class Page : ISeatOutlet
    {
        private readonly OpenConversations _open;
        private readonly WorkerId _worker;
        private int _answers;

        public Page(OpenConversations open, WorkerId worker)
        {
            _open = open;
            _worker = worker;
            open.Rehearsal.Connect(worker, isOperator: false, this, 0, 0);
        }

        public TaskCompletionSource Answered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Send(ReadOnlyMemory<byte> frame)
        {
            if (frame.Span.IndexOf("\"asked\""u8) < 0) return;
            if (_answers == 2)
            {
                Answered.TrySetResult();
                return;
            }

            using var json = System.Text.Json.JsonDocument.Parse(frame);
            var prompt = json.RootElement.GetProperty("prompt").GetInt32();
            _open.Rehearsal.Say(_worker, this, $"t-{++_answers}", 1, prompt, "How long is the river, and where does it meet the sea?", null);
            if (_answers == 2) Answered.TrySetResult();
        }

        public void Leave() => _open.Rehearsal.Disconnect(_worker, this);

        public void Hold() { }

        public void SendFirst(ReadOnlyMemory<byte> frame) => Send(frame);

        public void Release() { }

        public void Close(LineEnd end) { }
    }
}
