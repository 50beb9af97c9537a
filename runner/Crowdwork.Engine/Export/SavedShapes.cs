using System.Text.Json;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Export;

/// <summary>
/// The tables that saved data makes, one for each type that a script saved: a column for each property that any of its values has, in the order in which they were first
/// seen. What is nested stays JSON text. They are found by reading all of it once before it is written, since a header comes first.
/// </summary>
internal sealed class SavedShapes
{
    private const int MostColumns = 1000;
    private const string Single = "value";
    private const string Rest = "rest";
    private readonly Dictionary<string, Shape> _shapes = new(StringComparer.Ordinal);

    public IEnumerable<string> Types => _shapes.Keys;

    public static SavedShapes Of(IEnumerable<SavedRow> saved)
    {
        var shapes = new SavedShapes();
        foreach (var row in saved) shapes.Note(row);
        shapes.NameFiles();
        return shapes;
    }

    public string FileOf(string type) => _shapes[type].File;

    public ExportTable<SavedEntry> TableOf(string type)
    {
        var fixedOnes = ExportTables.SavedColumns();
        var taken = fixedOnes.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        var shape = _shapes[type];
        return new ExportTable<SavedEntry>(type,
        [
            .. fixedOnes,
            .. shape.HasSingle ? [new ExportColumn<SavedEntry>(Named(Single, taken), ColumnKind.Value, entry => IsObject(entry.Thing.Json) ? null : entry.Thing.Json)] : Array.Empty<ExportColumn<SavedEntry>>(),
            .. shape.Keys.Select(key => new ExportColumn<SavedEntry>(Named(key, taken), ColumnKind.Value, entry => Property(entry.Thing.Json, key))),
            .. shape.HasRest ? [new ExportColumn<SavedEntry>(Named(Rest, taken), ColumnKind.Value, entry => Others(entry.Thing.Json, shape.Known))] : Array.Empty<ExportColumn<SavedEntry>>(),
        ]);
    }

    private void Note(SavedRow row)
    {
        if (!_shapes.TryGetValue(row.Type, out var shape)) _shapes.Add(row.Type, shape = new Shape());
        using var json = JsonDocument.Parse(row.Json);
        if (json.RootElement.ValueKind != JsonValueKind.Object)
        {
            shape.HasSingle = true;
            return;
        }

        foreach (var property in json.RootElement.EnumerateObject())
        {
            if (shape.Known.Contains(property.Name)) continue;
            // Data whose properties are names rather than fields would have more columns than anybody can read.
            if (shape.Keys.Count == MostColumns) shape.HasRest = true;
            else if (shape.Known.Add(property.Name)) shape.Keys.Add(property.Name);
        }
    }

    // A type's name may hold what no file's may (List<int>), and two may differ in case only.
    private void NameFiles()
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (type, shape) in _shapes)
        {
            var safe = string.Concat(type.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-')).Trim('-');
            if (safe.Length is 0 or > 80) safe = safe.Length == 0 ? "data" : safe[..80];
            var name = safe;
            for (var n = 2; !taken.Add(name); n++) name = $"{safe}-{n}";
            shape.File = name;
        }
    }

    // A property that is called like one of the columns before it is told apart by a prefix, and so is one that has the prefix already.
    private static string Named(string key, HashSet<string> taken) => taken.Contains(key) || key.StartsWith("data.", StringComparison.Ordinal) ? "data." + key : key;

    private static bool IsObject(string json) => json.AsSpan().TrimStart() is ['{', ..];

    private static string? Property(string json, string key)
    {
        if (!IsObject(json)) return null;
        using var document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty(key, out var value) ? value.GetRawText() : null;
    }

    private static string? Others(string json, HashSet<string> known)
    {
        if (!IsObject(json)) return null;
        using var document = JsonDocument.Parse(json);
        var others = document.RootElement.EnumerateObject().Where(property => !known.Contains(property.Name)).ToDictionary(property => property.Name, property => property.Value.Clone());
        return others.Count == 0 ? null : JsonSerializer.Serialize(others);
    }

    private sealed class Shape
    {
        public List<string> Keys { get; } = [];
        public HashSet<string> Known { get; } = new(StringComparer.Ordinal);
        public bool HasSingle { get; set; }
        public bool HasRest { get; set; }
        public string File { get; set; } = "";
    }
}
