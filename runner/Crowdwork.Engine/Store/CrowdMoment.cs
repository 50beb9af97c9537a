using Microsoft.Data.Sqlite;

namespace Crowdwork.Engine.Store;

/// <summary>
/// A store as it was when this was opened: however many questions are asked, and whatever is written meanwhile, all answers are of the same moment. For one thread at a
/// time. The writer's log cannot begin anew while it is open, so close it when done.
/// </summary>
public sealed class CrowdMoment : CrowdReader
{
    private readonly SqliteConnection _connection;

    internal CrowdMoment(StoreFile file) : base(file)
    {
        _connection = file.OpenToRead();
        // SQLite takes its snapshot with the first read, not with BEGIN.
        file.Guarded(() =>
        {
            StoreFile.Run(_connection, "BEGIN; SELECT count(*) FROM run;");
            return true;
        });
    }

    private protected override SqliteConnection Rent() => _connection;

    private protected override void Return(SqliteConnection connection)
    {
        // It stays ours until the end: another connection would see another moment.
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _connection.Dispose();
        base.Dispose(disposing);
    }
}
