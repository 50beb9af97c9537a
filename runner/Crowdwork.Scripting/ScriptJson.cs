using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Crowdwork.Scripting;

/// <summary>How values of a script become JSON and come back: forgiving about case, and about numbers in quotes as data files have them.</summary>
internal static class ScriptJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNameCaseInsensitive = true,
        NumberHandling = JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string Write(object value) => JsonSerializer.Serialize(value, value.GetType(), Options);

    public static string NameOf(object value)
    {
        var name = value.GetType().Name;
        return name.StartsWith('<') ? "" : name;
    }
}
