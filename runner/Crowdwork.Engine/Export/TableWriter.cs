using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsvHelper;

namespace Crowdwork.Engine.Export;

/// <summary>Writes rows of one table into one file.</summary>
internal abstract class TableWriter<T> : IDisposable
{
    public long Rows { get; private set; }

    public void Write(T row)
    {
        WriteRow(row);
        Rows++;
    }

    public abstract void Dispose();

    protected abstract void WriteRow(T row);
}

/// <summary>How values look, in either format.</summary>
internal static class Written
{
    public static string Time(object moment) => ((DateTimeOffset)moment).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string Dollars(object cents) => ((long)cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    public static string Number(object number) => number is double seconds
        ? seconds.ToString("0.###", CultureInfo.InvariantCulture)
        : Convert.ToString(number, CultureInfo.InvariantCulture)!;
}

/// <summary>RFC 4180: commas, CRLF, quotes where they are needed; UTF-8. What is not there is an empty cell, an empty text is a quoted one.</summary>
internal sealed class CsvTable<T> : TableWriter<T>
{
    private readonly ExportTable<T> _table;
    private readonly Pseudonyms _names;
    private readonly bool _guarded;
    private readonly CsvWriter _csv;

    public CsvTable(Stream file, ExportTable<T> table, Pseudonyms names, bool guarded)
    {
        (_table, _names, _guarded) = (table, names, guarded);
        _csv = CsvWriter.Create(file, new CsvWriterOptions(), false);
        foreach (var column in table.Columns) Cell(Guarded(names.InText(column.Name)));
        _csv.EndRecord();
    }

    public override void Dispose() => _csv.Dispose();

    protected override void WriteRow(T row)
    {
        foreach (var column in _table.Columns) Cell(column.Of(row) is { } value ? Shown(column.Kind, value) : null);
        _csv.EndRecord();
    }

    private string? Shown(ColumnKind kind, object value) => kind switch
    {
        ColumnKind.Worker => Guarded(_names.Of((string)value)),
        ColumnKind.Name => Guarded(_names.InName((string)value)),
        ColumnKind.Text => Guarded(_names.InText((string)value)),
        // Only a negative number looks like a formula here, and is none.
        ColumnKind.Json => _names.InJson((string)value),
        ColumnKind.Value => ValueCell((string)value),
        ColumnKind.Number => Written.Number(value),
        ColumnKind.Time => Written.Time(value),
        ColumnKind.Dollars => Written.Dollars(value),
        ColumnKind.Flag => (bool)value ? "true" : "false",
        _ => Guarded((string)value),
    };

    private string? ValueCell(string json)
    {
        if (json == "null") return null;
        if (json is not ['"', ..]) return _names.InJson(json);
        using var document = JsonDocument.Parse(json);
        return Guarded(_names.InText(JsonText.Of(document.RootElement)));
    }

    private string Guarded(string text) => _guarded ? FormulaGuard.Guard(text) : text;

    private void Cell(string? text)
    {
        if (text is "") _csv.WriteField(text, CsvQuoting.Always);
        else _csv.WriteField(text);
    }
}

/// <summary>One JSON object a line; nothing is left out, and texts are exactly as they were.</summary>
internal sealed class JsonlTable<T>(Stream file, ExportTable<T> table, Pseudonyms names) : TableWriter<T>
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private readonly Utf8JsonWriter _json = new(file, Readable);

    public override void Dispose()
    {
        _json.Dispose();
        file.Dispose();
    }

    protected override void WriteRow(T row)
    {
        _json.WriteStartObject();
        foreach (var column in table.Columns)
        {
            _json.WritePropertyName(column.Name);
            if (column.Of(row) is { } value) WriteValue(column.Kind, value);
            else _json.WriteNullValue();
        }

        _json.WriteEndObject();
        _json.Flush();
        file.WriteByte((byte)'\n');
        _json.Reset();
    }

    private void WriteValue(ColumnKind kind, object value)
    {
        switch (kind)
        {
            case ColumnKind.Worker:
                _json.WriteStringValue(names.Of((string)value));
                break;
            case ColumnKind.Name:
                _json.WriteStringValue(names.InName((string)value));
                break;
            case ColumnKind.Text:
                _json.WriteStringValue(names.InText((string)value));
                break;
            case ColumnKind.Json or ColumnKind.Value:
                _json.WriteRawValue(names.InJson((string)value), skipInputValidation: true);
                break;
            case ColumnKind.Number:
                _json.WriteRawValue(Written.Number(value), skipInputValidation: true);
                break;
            case ColumnKind.Dollars:
                _json.WriteRawValue(Written.Dollars(value), skipInputValidation: true);
                break;
            case ColumnKind.Time:
                _json.WriteStringValue(Written.Time(value));
                break;
            case ColumnKind.Flag:
                _json.WriteBooleanValue((bool)value);
                break;
            default:
                _json.WriteStringValue((string)value);
                break;
        }
    }
}
