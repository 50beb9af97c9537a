using System.Text;
using Crowdwork.Templates.Escaping;
using Crowdwork.Templates.Running;
using Crowdwork.Templates.Syntax;

namespace Crowdwork.Templates.Builtins;

/// <summary>Other templates as values: rendered into a text of their own, with <c>$0</c> their name and <c>$1</c> the first argument.</summary>
internal sealed class IncludeFunctions(bool isJoin) : IScriptCustomFunction
{
    public static readonly IncludeFunctions Include = new(false);
    public static readonly IncludeFunctions IncludeJoin = new(true);

    public object? Invoke(TemplateContext context, ScriptNode caller, ScriptArguments arguments, ScriptBlock? block)
    {
        if (arguments.Values.Count == 0)
        {
            throw new ScriptRuntimeException(caller.Span, $"`{Name}` needs {(isJoin ? "a list of names" : "the name of a template")}.", "Write include 'part.html'.");
        }
        var text = isJoin ? Join(context, caller, arguments) : Render(context, caller, NameOf(context, caller, arguments.Values[0]), arguments);
        return context.Escaping ? new SafeHtml(text) : text;
    }

    private string Name => isJoin ? "include_join" : "include";

    private static string NameOf(TemplateContext context, ScriptNode caller, object? value)
    {
        var name = context.ToText(value, caller);
        if (name.Length > 0) return name;
        throw new ScriptRuntimeException(caller.Span, "The name of the template to include is empty.", "Write include 'part.html'.");
    }

    private static string Render(TemplateContext context, ScriptNode caller, string name, ScriptArguments arguments)
    {
        context.EnterCall(caller);
        var template = context.Include(name, caller.Span);
        var all = new ScriptArray(arguments.Values);
        var frame = new Frame(all, null);
        foreach (var (key, value) in arguments.Named)
        {
            (all.Members ??= [])[key] = value;
            frame.Set(key, value);
        }
        context.EnterInclude(caller.Span);
        var text = template.RunInside(context, caller, frame);
        context.LeaveInclude();
        context.LeaveCall();
        return text;
    }

    // include_join names separator begin end: each of the last three is a text, or a template after `tpl:`.
    private static string Join(TemplateContext context, ScriptNode caller, ScriptArguments arguments)
    {
        var names = ScriptList.Of(context, caller, arguments.Values[0]);
        var builder = new StringBuilder();
        for (var i = 0; i < names.Count; i++)
        {
            if (i > 0) builder.Append(Part(context, caller, arguments, 1));
            var name = NameOf(context, caller, names[i]);
            builder.Append(Render(context, caller, name, ScriptArguments.Of(name)));
            context.CheckLength(builder.Length, caller);
        }
        return builder.Length == 0 ? "" : Part(context, caller, arguments, 2) + builder + Part(context, caller, arguments, 3);
    }

    private static string Part(TemplateContext context, ScriptNode caller, ScriptArguments arguments, int index)
    {
        var value = index < arguments.Values.Count ? arguments.Values[index] : null;
        if (value is string text && text.StartsWith("tpl:", StringComparison.Ordinal)) return Render(context, caller, text[4..], ScriptArguments.Of(text[4..]));
        if (value is null) return "";
        return context.Escaping ? Escaper.Escape(context, value, EscapeContext.Text, caller) : context.ToText(value, caller);
    }

    public override string ToString() => "<function>";
}
