using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Export;

/// <summary>Where the data come from: which scripts, which task, on what terms, with which versions. There is no date of the export in it.</summary>
internal static class Provenance
{
    public const string File = "provenance.json";

    internal static JsonWriterOptions Format { get; } = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Stream file, CrowdReader store, RunRow run, LaunchRow? launch, int conversations)
    {
        using var json = new Utf8JsonWriter(file, Format);
        json.WriteStartObject();
        json.WriteString("run", run.Id.Value);
        json.WriteString("task", run.Task);
        json.WriteString("kind", run.Kind);
        json.WriteString("openedAt", At(run.OpenedAtUnixMs));
        if (run.ClosedAtUnixMs is { } closed) json.WriteString("closedAt", At(closed));
        json.WriteNumber("conversations", conversations);
        WriteScripts(json, store, run);
        if (launch is not null) WriteLaunch(json, store, launch);
        json.WriteStartObject("exportedWith");
        json.WriteString("runner", typeof(Provenance).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown");
        json.WriteString("runtime", Environment.Version.ToString());
        json.WriteNumber("storeSchema", Schema.Steps.Count);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // A rehearsal may have gone through many scripts; each conversation says which was its last.
    private static void WriteScripts(Utf8JsonWriter json, CrowdReader store, RunRow run)
    {
        var scripts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var conversation in store.ConversationsOf(run.Id)) scripts[conversation.World] = scripts.GetValueOrDefault(conversation.World) + 1;
        json.WriteStartArray("scripts");
        foreach (var (hash, count) in scripts)
        {
            json.WriteStartObject();
            json.WriteString("hash", hash);
            json.WriteNumber("conversations", count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteLaunch(Utf8JsonWriter json, CrowdReader store, LaunchRow launch)
    {
        json.WriteStartObject("launch");
        json.WriteString("crowd", launch.Crowd);
        json.WriteString("hitType", launch.HitType);
        json.WriteString("at", At(launch.AtUnixMs));
        if (launch.StoppedAtUnixMs is { } stopped) json.WriteString("stoppedAt", At(stopped));
        json.WriteNumber("cap", launch.CapCents / 100m);
        json.WritePropertyName("terms");
        WriteJson(json, launch.Terms);
        json.WriteEndObject();

        json.WriteStartObject("snapshot");
        json.WriteString("hash", launch.Snapshot);
        var (task, problems) = FrozenTask.Open(store.Folder, launch.Snapshot);
        if (task is not null)
        {
            json.WritePropertyName("manifest");
            JsonSerializer.Serialize(json, task.Manifest, SnapshotManifest.Format);
        }
        else
        {
            json.WriteString("missing", string.Join(' ', problems.Select(problem => problem.Message).Distinct()));
        }

        json.WriteEndObject();
    }

    private static void WriteJson(Utf8JsonWriter json, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            document.RootElement.WriteTo(json);
        }
        catch (JsonException)
        {
            json.WriteStringValue(text);
        }
    }

    private static string At(long unixMs) => Written.Time(DateTimeOffset.FromUnixTimeMilliseconds(unixMs));
}
