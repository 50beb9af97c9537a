using System.Text.Json;
using Crowdwork.Engine.Store;
using Microsoft.Data.Sqlite;

namespace Crowdwork.Engine.Tests.Support;

/// <summary>Fills a store that may have only so many pages, to the last, and makes room in it again from outside.</summary>
internal static class FullDisk
{
    public static async Task Fill(CrowdStore store)
    {
        for (var number = 1; ; number++)
        {
            var junk = new Junk(number);
            store.Submit(junk);
            if (!await junk.IsStored) return;
        }
    }

    public static void MakeRoom(string folder)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "crowd.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout = 10000; DELETE FROM turn WHERE conversation = 999";
        command.ExecuteNonQuery();
    }

    private sealed class Junk(int number) : Commit(new TurnRow(
        new ConversationId(999), 1, number, 0, 0, null, JsonSerializer.SerializeToUtf8Bytes(new string('j', 2_000))))
    {
        private readonly TaskCompletionSource<bool> _stored = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<bool> IsStored => _stored.Task;

        protected internal override void Committed() => _stored.TrySetResult(true);

        protected internal override void Failed(StoreFault fault) => _stored.TrySetResult(false);
    }
}
