using System.Text.Json;
using Crowdwork.Templates.Parsing;
using Crowdwork.Templates.Running;

namespace Crowdwork.Templates.Builtins;

internal static class ObjectFunctions
{
    public static readonly Dictionary<string, object?> All = BuiltinFunctions.Group(
        "object",
        ("default", "value, default", c => c.Value(0) is null or "" ? c.Marked(1) : c.Marked(0)),
        ("eval", "value", c => Eval(c, "{{ " + c.Text(0) + "\n}}")),
        ("eval_template", "value", c => Eval(c, c.Text(0))),
        ("format", "value, format, culture?", Format),
        ("has_key", "value, key", c => Find(c, out _)),
        ("has_value", "value, key", c => Find(c, out var value) && value is not null),
        ("keys", "value", c => List(c, e => e.Key)),
        ("size", "value", Size),
        ("typeof", "value", c => ScriptValue.TypeOf(c.Value(0))),
        ("kind", "value", c => ScriptValue.KindOf(c.Value(0))),
        ("values", "value", c => List(c, e => e.Value)),
        ("from_json", "json", FromJson),
        ("to_json", "value", ToJson));

    public static object? Format(BuiltinCall call)
    {
        var value = call.Value(0);
        if (value is null) return "";
        if (value is not IFormattable formattable) return call.Text(0);
        var format = call.Text(1);
        // "N999999999" is a short way to ask for a gigabyte of zeros.
        if (format.Any(char.IsAsciiDigit) && format.Split(format.Where(c => !char.IsAsciiDigit(c)).ToArray()).Any(n => n.Length > 3))
        {
            throw call.Fail($"The format `{format}` asks for too many digits.");
        }
        try
        {
            var culture = call.Has(2) ? Cultures.Find(call, call.Text(2)) : System.Globalization.CultureInfo.InvariantCulture;
            return call.Limited(formattable.ToString(format, culture));
        }
        catch (FormatException mistake)
        {
            throw call.Fail($"`{format}` does not fit a value {ScriptValue.KindOrNull(value)}.", "The formats are those of .NET: N2, X4, 0.00.", mistake);
        }
    }

    private static object? Eval(BuiltinCall call, string text)
    {
        if (call.Value(0) is not string) return call.Value(0);
        if (!call.Context.Options.AllowEval)
        {
            throw call.Fail("`object.eval` and `object.eval_template` are switched off, because they run data as a template.", "Use `include`, a function, or `if`.");
        }
        var template = Template.Parse(text, call.Span.File + " (eval)", call.Context.Options, call.Context.Escaping);
        if (template.HasErrors) throw call.Fail("The text cannot be evaluated: " + template.Messages[0].Message);
        return template.RunInside(call.Context, call.Node, new Frame(ScriptArray.Empty, null));
    }

    private static bool Find(BuiltinCall call, out object? value)
    {
        value = null;
        if (!ScriptMembers.HasMembers(call.Value(0))) return false;
        var key = call.Text(1);
        foreach (var (name, member) in ScriptMembers.Entries(call.Value(0)!))
        {
            call.Context.Step(call.Node);
            if (name != key) continue;
            value = member;
            return true;
        }
        return false;
    }

    private static ScriptArray List(BuiltinCall call, Func<KeyValuePair<string, object?>, object?> select)
    {
        var result = new ScriptArray();
        if (!ScriptMembers.HasMembers(call.Value(0))) return result;
        foreach (var entry in ScriptMembers.Entries(call.Value(0)!))
        {
            call.Context.Step(call.Node);
            result.Add(ScriptMembers.Normalize(select(entry)));
        }
        return result;
    }

    private static object? Size(BuiltinCall call) => call.Value(0) switch
    {
        null => 0,
        string text => text.Length,
        ScriptObject members => members.Count,
        var value when ScriptList.IsList(value) => call.List(0).Count,
        var value when ScriptMembers.HasMembers(value) => ScriptMembers.Entries(value).Count(),
        _ => 0,
    };

    private static object? FromJson(BuiltinCall call)
    {
        if (call.Value(0) is null) return null;
        try
        {
            using var document = JsonDocument.Parse(call.Text(0));
            call.Context.Steps(call.Text(0).Length / 8, call.Span);
            return ScriptMembers.FromJson(document.RootElement);
        }
        catch (JsonException mistake)
        {
            throw call.Fail($"This text is not JSON: {mistake.Message}", null, mistake);
        }
    }

    private static object? ToJson(BuiltinCall call)
    {
        var json = JsonPrinter.Print(call.Context, call.Marked(0), call.Span);
        return call.Context.Escaping ? new JsonText(json) : json;
    }
}
