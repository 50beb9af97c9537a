using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Crowdwork.Engine.Tasks;

/// <summary>One key that a group of settings knows.</summary>
/// <param name="Key">As it stands in the file.</param>
/// <param name="Property">Where its value goes.</param>
/// <param name="Nullable">Whether null is a value of its own ("no limit", "the full reward").</param>
/// <param name="Required">Whether the group makes no sense without it.</param>
/// <param name="Checks">The rules about its value alone.</param>
internal sealed record SettingKey(
    string Key,
    PropertyInfo Property,
    bool Nullable,
    bool Required,
    IReadOnlyList<SettingCheckAttribute> Checks);

/// <summary>What a settings record looks like as a file: its keys, and which types are groups of their own.</summary>
internal static class SettingsShape
{
    /// <summary>The keys of a record in the order of its properties.</summary>
    public static IReadOnlyList<SettingKey> KeysOf(Type group)
    {
        var nullability = new NullabilityInfoContext();
        return group
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite && property.GetCustomAttribute<JsonIgnoreAttribute>() is null)
            .Select(property => new SettingKey(
                JsonNamingPolicy.CamelCase.ConvertName(property.Name),
                property,
                nullability.Create(property).WriteState == NullabilityState.Nullable,
                property.IsDefined(typeof(RequiredMemberAttribute)),
                property.GetCustomAttributes<SettingCheckAttribute>().ToList()))
            .ToList();
    }

    /// <summary>Whether a type is a group with keys of its own.</summary>
    public static bool IsGroup(Type type) => type.IsClass && type.Namespace == typeof(TaskConfig).Namespace;

    /// <summary>What a list holds, or null when the type is no list.</summary>
    public static Type? ItemOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    /// <summary>What a dictionary holds under each name, or null when the type is no dictionary.</summary>
    public static Type? NamedItemOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) ? type.GetGenericArguments()[1] : null;

    /// <summary>The group below <paramref name="root"/> that knows a key, by the key that leads to it: "limits" for "perWorker".</summary>
    public static string? GroupThatKnows(Type root, string key) =>
        KeysOf(root)
            .Where(candidate => IsGroup(candidate.Property.PropertyType))
            .FirstOrDefault(candidate => KeysOf(candidate.Property.PropertyType).Any(inner => inner.Key == key))
            ?.Key;
}
