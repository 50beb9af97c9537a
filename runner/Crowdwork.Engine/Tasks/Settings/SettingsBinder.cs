using System.Collections;
using System.Collections.ObjectModel;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Crowdwork.Engine.Tasks;

/// <summary>
/// Makes a settings record of a file's values. A value that does not fit becomes a problem and its key keeps its
/// default, so that one pass finds everything. Afterwards it can tell where each key stood, for the rules between keys.
/// </summary>
internal sealed partial class SettingsBinder(string file, Problems problems)
{
    private readonly Dictionary<string, Place> _places = [];
    private readonly HashSet<string> _failed = [];

    // A value that could not be used. Null is a value, so null cannot say this.
    private static readonly object _unusable = new();

    /// <summary>The record of a whole file.</summary>
    public T Bind<T>(SourceNode root)
    {
        var settings = Activator.CreateInstance<T>()!;
        Fill(settings, root, "");
        return settings;
    }

    /// <summary>Where a key stands ("limits.perWorker"), or the whole file if it is not there.</summary>
    public Place PlaceOf(string path) => _places.GetValueOrDefault(path);

    /// <summary>Whether the file says something about this key.</summary>
    public bool Has(string path) => _places.ContainsKey(path);

    /// <summary>Whether the key's value could not be used, so that a rule about it would complain about a default.</summary>
    public bool Failed(string path) => _failed.Contains(path);

    private object Group(Type type, SourceNode node, string path)
    {
        var group = Activator.CreateInstance(type)!;
        return Fill(group, node, path) ? group : _unusable;
    }

    // False when a key is missing that the group makes no sense without.
    private bool Fill(object group, SourceNode node, string path)
    {
        var type = group.GetType();
        var keys = SettingsShape.KeysOf(type);
        foreach (var member in node.Members)
        {
            var memberPath = Join(path, member.Name);
            _places[memberPath] = member.Place;
            if (path == "" && member.Name == "$schema")
            {
                continue;
            }

            var key = keys.FirstOrDefault(candidate => candidate.Key == member.Name);
            if (key is null)
            {
                Unknown(type, keys, member, path);
                continue;
            }

            var value = Nullable(key, member.Value, memberPath);
            if (value != _unusable && Passes(key, member, memberPath, value))
            {
                key.Property.SetValue(group, value);
            }
        }

        var missing = keys.Where(key => key.Required && node.Members.All(member => member.Name != key.Key)).ToList();
        foreach (var key in missing)
        {
            _failed.Add(Join(path, key.Key));
            problems.Error(file, node.Place, $"{Whole(path)} has no \"{key.Key}\", which is required.", $"Add \"{key.Key}\": {SettingsWording.Example(key.Property.PropertyType)}.");
        }

        // A value that was refused leaves its property as empty as a missing one.
        return missing.Count == 0 && !keys.Any(key => key.Required && Failed(Join(path, key.Key)));
    }

    private object? Nullable(SettingKey key, SourceNode node, string path)
    {
        var type = System.Nullable.GetUnderlyingType(key.Property.PropertyType) ?? key.Property.PropertyType;
        if (node.Kind != JsonValueKind.Null)
        {
            return Value(type, node, path);
        }

        return key.Nullable ? null : Refuse(node, path, $"must be {SettingsWording.Noun(type)}, but is null.", "Write a value, or leave the key out to get its default.");
    }

    private object Value(Type type, SourceNode node, string path)
    {
        if (SettingsShape.IsGroup(type))
        {
            return node.Kind == JsonValueKind.Object ? Group(type, node, path) : WrongType(type, node, path);
        }

        if (SettingsShape.ItemOf(type) is { } item)
        {
            return node.Kind == JsonValueKind.Array ? List(item, node, path) : WrongType(type, node, path);
        }

        if (SettingsShape.NamedItemOf(type) is { } named)
        {
            return node.Kind == JsonValueKind.Object ? Dictionary(named, node, path) : WrongType(type, node, path);
        }

        if (type == typeof(bool))
        {
            return node.Kind is JsonValueKind.True or JsonValueKind.False ? node.Kind == JsonValueKind.True : WrongType(type, node, path);
        }

        if (type == typeof(int) || type == typeof(double) || type == typeof(decimal))
        {
            return node.Kind == JsonValueKind.Number ? Number(type, node, path) : WrongType(type, node, path);
        }

        return node.Kind == JsonValueKind.String ? Text(type, node, path) : WrongType(type, node, path);
    }

    private IList List(Type type, SourceNode node, string path)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(type))!;
        for (var i = 0; i < node.Items.Count; i++)
        {
            var itemPath = $"{path}[{i}]";
            _places[itemPath] = node.Items[i].Place;
            var value = Value(type, node.Items[i], itemPath);
            if (value != _unusable)
            {
                list.Add(value);
            }
        }

        return list;
    }

    private object Dictionary(Type type, SourceNode node, string path)
    {
        var dictionary = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), type))!;
        foreach (var member in node.Members)
        {
            var itemPath = Join(path, member.Name);
            _places[itemPath] = member.Place;
            if (!NameForm().IsMatch(member.Name))
            {
                problems.Error(file, member.Place, $"\"{member.Name}\" is not a name for one of \"{path}\".", "Begin with a letter, go on with letters, digits, '-' and '_'.");
                continue;
            }

            var value = Value(type, member.Value, itemPath);
            if (value != _unusable)
            {
                dictionary[member.Name] = value;
            }
        }

        return Activator.CreateInstance(typeof(ReadOnlyDictionary<,>).MakeGenericType(typeof(string), type), dictionary)!;
    }

    private bool Passes(SettingKey key, SourceMember member, string path, object? value)
    {
        if (value is null)
        {
            return true;
        }

        var passes = true;
        foreach (var fault in key.Checks.Select(check => check.Check(value)))
        {
            if (fault is var (message, remedy))
            {
                Refuse(member.Value, path, message, remedy);
                passes = false;
            }
        }

        return passes;
    }

    private void Unknown(Type group, IReadOnlyList<SettingKey> keys, SourceMember member, string path)
    {
        var where = path == "" ? "" : $" in \"{path}\"";
        problems.Error(file, member.Place, $"There is no key \"{member.Name}\"{where}.", Advice());

        string Advice()
        {
            if (SecretForm().IsMatch(member.Name))
            {
                return "Secrets never stand in this file: put it into an environment variable and name that variable ("
                    + string.Join(", ", keys.Where(key => key.Key.EndsWith("Variable", StringComparison.Ordinal)).Select(key => $"\"{key.Key}\"").DefaultIfEmpty("see the documentation")) + ").";
            }

            if (SettingsShape.GroupThatKnows(group, member.Name) is { } home)
            {
                return $"It belongs into \"{home}\": {{ \"{member.Name}\": ... }}.";
            }

            if (path != "" && SettingsShape.KeysOf(typeof(TaskConfig)).Any(key => key.Key == member.Name) && Root(group))
            {
                return $"It belongs to the outermost level, beside \"{path.Split('.')[0]}\".";
            }

            return NearestWord.To(member.Name, keys.Select(key => key.Key)) is { } meant
                ? $"Did you mean \"{meant}\"?"
                : $"Remove it. The keys here are {SettingsWording.Quoted(keys.Select(key => key.Key))}.";
        }
    }

    // Whether a group is one of config.json; those of crowd.json have no outermost "title" or "reward".
    private static bool Root(Type group) =>
        SettingsShape.KeysOf(typeof(TaskConfig)).Any(key => key.Property.PropertyType == group || SettingsShape.ItemOf(key.Property.PropertyType) == group);

    private object Refuse(SourceNode node, string path, string message, string remedy)
    {
        _failed.Add(path);
        problems.Error(file, node.Place, $"\"{path}\" {message}", remedy);
        return _unusable;
    }

    private static string Join(string path, string name) => path == "" ? name : $"{path}.{name}";

    private static string Whole(string path) => path == "" ? "This file" : $"\"{path}\"";

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_-]{0,59}\z")]
    private static partial Regex NameForm();

    [GeneratedRegex("(api|access|secret)_?key|secret|password|token|credential", RegexOptions.IgnoreCase)]
    private static partial Regex SecretForm();
}
