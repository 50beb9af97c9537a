using Crowdwork.Templates.Parsing;
using Crowdwork.Templates.Syntax;

namespace Crowdwork.Templates;

/// <summary>What can be said about a template without running it.</summary>
internal sealed class Survey
{
    private readonly HashSet<string> _own = new(StringComparer.Ordinal);
    private readonly List<TemplateReference> _reads = [];

    public List<SourceSpan> RawOutputs { get; } = [];

    public List<TemplateReference> Includes { get; } = [];

    public List<TemplateReference> References { get; private set; } = [];

    public static Survey Of(ScriptNode page)
    {
        var survey = new Survey();
        survey.Visit(page);
        survey.References = survey._reads.Where(r => !survey._own.Contains(Root(r.Name)) && !Builtins.BuiltinFunctions.IsReserved(Root(r.Name))).ToList();
        return survey;
    }

    private static string Root(string name) => name.Split('.')[0];

    // With a stack of its own: a long expression is a deep tree.
    private void Visit(ScriptNode page)
    {
        var open = new List<ScriptNode> { page };
        while (open.Count > 0)
        {
            var node = open[^1];
            open.RemoveAt(open.Count - 1);
            var known = open.Count;
            foreach (var child in Look(node))
            {
                if (child is not null) open.Add(child);
            }
            // The first child has to lie on top: names are listed in the order of the file.
            open.Reverse(known, open.Count - known);
        }
    }

    // Takes note of a node and gives what is still to be looked at.
    private IEnumerable<ScriptNode?> Look(ScriptNode node)
    {
        switch (node)
        {
            case ScriptRawFunction raw: RawOutputs.Add(raw.Span); return [];
            case ScriptAssignStatement { Target: ScriptGlobalVariable target } assign:
                _own.Add(target.Name);
                return [assign.Value];
            case ScriptCaptureStatement { Target: ScriptGlobalVariable captured }: _own.Add(captured.Name); break;
            case ScriptLoopStatement { Variable: ScriptGlobalVariable variable }: _own.Add(variable.Name); break;
            case ScriptFunctionStatement { Target: ScriptGlobalVariable function }: _own.Add(function.Name); break;
            case ScriptFunctionDefinition { Parameters: { } parameters }:
                foreach (var parameter in parameters) _own.Add(parameter.Name);
                break;
            case ScriptFunctionCall { Target: ScriptGlobalVariable { Name: "include" }, Piped: null, Arguments: [{ Value: ScriptLiteral { Value: string name } }, ..] } call:
                Includes.Add(new TemplateReference(name, call.Span));
                return call.Children.Skip(1);
            // What is called is a function, which an included file may have brought along, and not data.
            case ScriptFunctionCall call when NameOf(call.Target) is not null: return call.Children.Skip(1);
            case ScriptWrapStatement wrap when NameOf(wrap.Target) is not null: return [wrap.Body];
            case ScriptPath path when NameOf(path) is { } read:
                _reads.Add(new TemplateReference(read, path.Span));
                return [];
        }
        return node.Children;
    }

    // data.title is one name; data.items[0].title ends where the index begins.
    private static string? NameOf(ScriptExpression expression) => expression switch
    {
        ScriptGlobalVariable variable => variable.Name,
        ScriptMemberExpression member when NameOf(member.Target) is { } owner => $"{owner}.{member.Member}",
        ScriptIndexerExpression { Index: ScriptLiteral { Value: string key } } indexer when NameOf(indexer.Target) is { } owner => $"{owner}.{key}",
        _ => null,
    };
}
