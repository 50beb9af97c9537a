using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;

namespace Crowdwork.Engine.Tasks;

/// <summary>
/// Makes the JSON Schema of a settings record, by which an editor completes and checks a file while it is written.
/// Types, ranges and defaults come from the record itself.
/// </summary>
internal static class ConfigSchema
{
    /// <summary>The schema's text.</summary>
    /// <param name="settings">The record of the whole file.</param>
    /// <param name="title">What the file is.</param>
    /// <param name="describe">The description of a key, from the comment at its property.</param>
    public static string Of(Type settings, string title, Func<PropertyInfo, string> describe)
    {
        var exporter = new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, node) => Transform(context, node, describe),
        };

        var exported = ConfigJson.Options.GetJsonSchemaAsNode(settings, exporter).AsObject();
        var schema = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = title };
        foreach (var (key, value) in exported)
        {
            schema[key] = value?.DeepClone();
        }

        // The exporter does not know that a file may say which schema it follows.
        schema["properties"]!.AsObject().Insert(0, "$schema", new JsonObject { ["type"] = "string", ["description"] = "The schema that this file follows." });
        return schema.ToJsonString(ConfigJson.Options) + "\n";
    }

    private static JsonObject Transform(JsonSchemaExporterContext context, JsonNode node, Func<PropertyInfo, string> describe)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        var schema = node as JsonObject ?? [];
        if (type == typeof(TimeSpan))
        {
            schema = new JsonObject { ["type"] = "string", ["pattern"] = Duration.Pattern };
        }
        else if (type == typeof(decimal))
        {
            // Not "multipleOf": 0.01, which some editors compute with binary fractions and then refuse 0.29.
            schema["minimum"] = 0;
        }
        else if (type == typeof(string))
        {
            schema["pattern"] = @"\S";
        }
        else if (SettingsShape.IsGroup(type))
        {
            schema["additionalProperties"] = false;
        }
        else if (SettingsShape.NamedItemOf(type) is not null)
        {
            schema["propertyNames"] = new JsonObject { ["pattern"] = "^[A-Za-z][A-Za-z0-9_-]{0,59}$" };
        }

        return context.PropertyInfo?.AttributeProvider is PropertyInfo property ? Property(property, schema, describe) : schema;
    }

    private static JsonObject Property(PropertyInfo property, JsonObject schema, Func<PropertyInfo, string> describe)
    {
        var key = SettingsShape.KeysOf(property.DeclaringType!).First(candidate => candidate.Property.Name == property.Name);
        foreach (var check in key.Checks)
        {
            check.Describe(schema);
        }

        if (key.Nullable && schema["type"] is JsonValue single)
        {
            schema["type"] = new JsonArray(single.DeepClone(), "null");
        }

        if (Default(property) is { } value)
        {
            schema["default"] = value;
        }

        schema.Insert(0, "description", describe(property));
        return schema;
    }

    private static JsonNode? Default(PropertyInfo property)
    {
        var type = property.PropertyType;
        if (SettingsShape.IsGroup(type) || SettingsShape.ItemOf(type) is not null || SettingsShape.NamedItemOf(type) is not null)
        {
            return null;
        }

        var value = property.GetValue(Activator.CreateInstance(property.DeclaringType!));
        return value is null or "" ? null : JsonSerializer.SerializeToNode(value, type, ConfigJson.Options);
    }
}
