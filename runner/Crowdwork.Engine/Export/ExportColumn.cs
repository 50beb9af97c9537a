namespace Crowdwork.Engine.Export;

/// <summary>What a column holds, and with it how it is written.</summary>
internal enum ColumnKind
{
    /// <summary>A word of ours, or an id that is no worker's: as it is.</summary>
    Code,

    /// <summary>A worker's id.</summary>
    Worker,

    /// <summary>A text that Crowdwork or a crowd wrote, in which an id may stand.</summary>
    Name,

    /// <summary>A text that a person or a script wrote.</summary>
    Text,

    /// <summary>JSON text.</summary>
    Json,

    /// <summary>A JSON value on its own: a text without its quotes, everything else as JSON, nothing for null.</summary>
    Value,

    /// <summary>A number, exactly as it is.</summary>
    Number,

    /// <summary>A moment, in UTC, to the millisecond.</summary>
    Time,

    /// <summary>An amount of money in US dollars, from cents.</summary>
    Dollars,

    /// <summary>true or false.</summary>
    Flag,
}

/// <summary>A column of an exported table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Of">Its value in a row; null leaves it empty.</param>
internal sealed record ExportColumn<T>(string Name, ColumnKind Kind, Func<T, object?> Of);

/// <summary>A table of an export: its columns are the only description of the file, and docs/data.md is tested against them.</summary>
internal sealed record ExportTable<T>(string Name, IReadOnlyList<ExportColumn<T>> Columns);
