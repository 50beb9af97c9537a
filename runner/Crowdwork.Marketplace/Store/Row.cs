namespace Crowdwork.Marketplace.Store;

/// <summary>The row a query stands on. It is gone when the reading function returns.</summary>
internal readonly struct Row(Statement statement)
{
    public long Number(int column) => statement.Number(column);

    public int Small(int column) => (int)statement.Number(column);

    public bool Flag(int column) => statement.Number(column) != 0;

    public string Text(int column) => statement.Text(column);

    public long? NumberOrNull(int column) => statement.IsNull(column) ? null : statement.Number(column);

    public string? TextOrNull(int column) => statement.IsNull(column) ? null : statement.Text(column);
}
