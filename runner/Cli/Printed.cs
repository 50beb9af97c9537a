using System.Text.Encodings.Web;
using System.Text.Json;

namespace Crowdwork.Cli;

/// <summary>What <c>--json</c> prints: one JSON value, readable, camelCase.</summary>
internal static class Printed
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Json(object value) => Console.WriteLine(JsonSerializer.Serialize(value, Readable));
}
