using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;

namespace Crowdwork.MTurk.Tests.Wire;

/// <summary>
/// Objects to JSON and back by reflection, with nothing of the client's own reader and writer: two ways to the same place that can disagree.
/// </summary>
internal static class Mirror
{
    /// <summary>An object with the members that the JSON has; one that the type does not have is a fault.</summary>
    public static object Build(Type type, JsonNode json)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Build(underlying, json);
        if (type == typeof(string)) return json.GetValue<string>();
        if (type == typeof(int)) return json.GetValue<int>();
        if (type == typeof(long)) return json.GetValue<long>();
        if (type == typeof(bool)) return json.GetValue<bool>();
        if (type == typeof(DateTime)) return DateTimeOffset.FromUnixTimeMilliseconds((long)(decimal.Parse(json.ToJsonString()) * 1000)).UtcDateTime;
        if (type.IsSubclassOf(typeof(ConstantClass))) return Activator.CreateInstance(type, json.GetValue<string>())!;
        if (json is JsonArray items)
        {
            var list = (IList)Activator.CreateInstance(type)!;
            foreach (var item in items) list.Add(Build(type.GetGenericArguments()[0], item!));
            return list;
        }

        var built = Activator.CreateInstance(type)!;
        var members = Members(type);
        foreach (var (name, value) in json.AsObject())
        {
            if (!members.TryGetValue(name, out var member)) throw new ArgumentException($"{type.Name} has no member {name}.");
            member.SetValue(built, Build(member.PropertyType, value!));
        }

        return built;
    }

    /// <summary>The names of all members of a type and of the types within it, as the JSON of a full one has them.</summary>
    public static IEnumerable<string> Names(Type type)
    {
        if (type.IsGenericType) type = type.GetGenericArguments()[0];
        if (type.Namespace != "Amazon.MTurk.Model") return [];
        return Members(type).Values.SelectMany(member => Names(member.PropertyType).Select(inner => $"{member.Name}.{inner}").Prepend(member.Name));
    }

    /// <summary>The JSON of an object. What is null is left out.</summary>
    public static JsonNode Describe(object value)
    {
        switch (value)
        {
            case string text: return JsonValue.Create(text);
            case int or long or bool: return JsonSerializer.SerializeToNode(value)!;
            case ConstantClass constant: return JsonValue.Create(constant.Value);
            case DateTime time:
                Assert.Equal(DateTimeKind.Utc, time.Kind);
                var milliseconds = new DateTimeOffset(time).ToUnixTimeMilliseconds();
                return milliseconds % 1000 == 0 ? JsonValue.Create(milliseconds / 1000) : JsonValue.Create(milliseconds / 1000.0);
            case IList list: return new JsonArray([.. list.Cast<object>().Select(Describe)]);
        }

        var described = new JsonObject();
        foreach (var (name, member) in Members(value.GetType()))
        {
            if (member.GetValue(value) is { } set) described[name] = Describe(set);
        }

        return described;
    }

    private static Dictionary<string, PropertyInfo> Members(Type type)
        => type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).ToDictionary(property => property.Name);
}
