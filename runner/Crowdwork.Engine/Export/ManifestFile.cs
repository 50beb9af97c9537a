using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Export;

/// <summary>manifest.json: what is in the folder, and an account of everything that the run had.</summary>
internal static class ManifestFile
{
    public const string FormatName = "crowdwork-export/1";

    private static readonly JsonSerializerOptions Compact = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static void Write(Stream file, ExportOrder order, RunRow run, LaunchRow? launch, ExportReport report, Account account, Pseudonyms names)
    {
        using var json = new Utf8JsonWriter(file, Provenance.Format);
        json.WriteStartObject();
        json.WriteString("format", FormatName);
        json.WriteString("run", run.Id.Value);
        json.WriteString("task", run.Task);
        json.WriteString("crowd", launch?.Crowd ?? run.Kind);
        json.WriteString("state", run.ClosedAtUnixMs is null ? "open" : "closed");
        json.WriteString("tables", order.Format == ExportFormat.Csv ? "csv" : "jsonl");
        json.WriteString("workers", order.WithWorkerIds ? "ids" : "pseudonyms");
        json.WriteBoolean("guardsFormulas", order.Format == ExportFormat.Csv && order.GuardsFormulas);
        json.WriteStartArray("leftOut");
        foreach (var table in ExportOrder.Tables.Where(table => order.Only.Count > 0 && !order.Only.Contains(table))) json.WriteStringValue(table);
        json.WriteEndArray();
        List(json, "files", report.Files);
        json.WriteStartObject("totals");
        Total(json, "units", report.Units);
        Total(json, "hits", report.Hits);
        Total(json, "assignments", report.Assignments);
        Total(json, "conversations", report.Conversations);
        json.WriteEndObject();
        json.WriteBoolean("addsUp", report.AddsUp);
        List(json, "checks", report.Checks);
        List(json, "units", account.Units.Select(Named));
        List(json, "hits", account.Hits.Select(Named));
        List(json, "assignments", account.Assignments.Select(Named));
        List(json, "conversations", account.Conversations.Select(Named));
        json.WriteEndObject();

        // A reason may quote what a crowd or a script said.
        AccountEntry Named(AccountEntry entry) => entry.Why is { } why ? entry with { Why = names.InName(why) } : entry;
    }

    private static void Total(Utf8JsonWriter json, string name, AccountTotal total)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(JsonSerializer.Serialize(total, Compact));
    }

    private static void List<T>(Utf8JsonWriter json, string name, IEnumerable<T> items)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteRawValue(JsonSerializer.Serialize(item, Compact));
            if (json.BytesPending > 1 << 16) json.Flush();
        }

        json.WriteEndArray();
    }
}
