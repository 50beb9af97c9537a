using Crowdwork.Engine.Tasks;
using Crowdwork.Scripting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Crowdwork.Engine.Worlds.Translation.ForbiddenTable;

namespace Crowdwork.Engine.Worlds.Translation;

/// <summary>
/// Refuses what a replay could not repeat, and what would take the whole program with it.
/// </summary>
/// <remarks>
/// It is a help for authors, not a wall against them: it knows names, not intentions. The walk over the text notes names that are in the
/// table; only those few are bound, so an ordinary world costs nothing and an author's own <c>Delay</c> is left alone.
/// </remarks>
internal static class ForbiddenCalls
{
    private static readonly ILookup<string, Rule> ByName = Rules.ToLookup(rule => rule.Member is null or ".ctor" ? SimpleName(rule.Type) : rule.Member);
    private static readonly HashSet<string> Names = [.. ByName.Select(group => group.Key), "dynamic", nameof(GetHashCode)];
    private static readonly HashSet<string> TypeNames = [.. Rules.Where(rule => rule.Member is null).Select(rule => SimpleName(rule.Type)), "dynamic"];
    private static readonly HashSet<string> CreatableNames = [.. Rules.Where(rule => rule.Member == ".ctor").Select(rule => SimpleName(rule.Type))];

    public static bool IsSuspect(string name) => Names.Contains(name);

    public static bool IsCreatable(string name) => CreatableNames.Contains(name);

    /// <summary>Whether a name stands left of a dot: <c>Random</c> in <c>Random.Next()</c>.</summary>
    public static bool IsOwner(SimpleNameSyntax node) => node.Parent is MemberAccessExpressionSyntax access && access.Expression == node;

    /// <summary>Whether a suspect name stands where it could mean what the table means.</summary>
    public static bool CanMatter(SimpleNameSyntax node)
    {
        var name = node.Identifier.ValueText;
        if (TypeNames.Contains(name)) return true;

        SyntaxNode whole = node;
        while (whole.Parent is QualifiedNameSyntax or AliasQualifiedNameSyntax) whole = whole.Parent;
        return whole.Parent switch
        {
            MemberAccessExpressionSyntax access => access.Name == whole,
            MemberBindingExpressionSyntax => true,
            NameColonSyntax => true,
            ObjectCreationExpressionSyntax or BaseTypeSyntax or UsingDirectiveSyntax => IsCreatable(name),
            _ => false,
        };
    }

    /// <summary>Whether a variable is one for all conversations, and may change.</summary>
    public static bool IsShared(SyntaxTokenList modifiers)
        => modifiers.Any(SyntaxKind.StaticKeyword) && !modifiers.Any(SyntaxKind.ReadOnlyKeyword);

    /// <summary>As <see cref="IsShared(SyntaxTokenList)"/>, for a property that keeps its value itself.</summary>
    public static bool IsShared(PropertyDeclarationSyntax property)
        => IsShared(property.Modifiers) && property.AccessorList?.Accessors.Any(accessor =>
            !accessor.IsKind(SyntaxKind.GetAccessorDeclaration) && accessor.Body is null && accessor.ExpressionBody is null) == true;

    public static IEnumerable<Problem> Of(
        CSharpCompilation compilation, IReadOnlyDictionary<string, ScriptText> texts, CancellationToken cancellation)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            var text = texts[tree.FilePath];
            if (text.Suspects.Count == 0) continue;

            var trial = new Trial(compilation, tree, text, cancellation);
            foreach (var suspect in text.Suspects)
            {
                if (trial.Judge(suspect) is { } problem) yield return problem;
            }
        }
    }

    private static string SimpleName(string type)
    {
        var name = type[(type.LastIndexOf('.') + 1)..];
        var arity = name.IndexOf('`');
        if (arity >= 0) name = name[..arity];
        return name.EndsWith("Attribute", StringComparison.Ordinal) ? name[..^"Attribute".Length] : name;
    }

    /// <summary>Judges the suspects of one file.</summary>
    private sealed class Trial(CSharpCompilation compilation, SyntaxTree tree, ScriptText text, CancellationToken cancellation)
    {
        private readonly SemanticModel _model = compilation.GetSemanticModel(tree);
        private readonly SyntaxNode _root = tree.GetRoot(cancellation);
        private readonly OnceScope _once = new(compilation);

        public Problem? Judge(Suspect suspect)
        {
            var node = _root.FindToken(text.ToGuarded(suspect.Position)).Parent;
            return node switch
            {
                SimpleNameSyntax name => JudgeName(name),
                ImplicitObjectCreationExpressionSyntax creation => JudgeCreation(creation),
                _ when node?.FirstAncestorOrSelf<DestructorDeclarationSyntax>() is { } destructor => Refuse(
                    destructor, $"`~{destructor.Identifier.Text}()` would run at some time of the computer's choosing, outside of any conversation.", LeaveOut),
                _ when node?.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member => Refuse(
                    member, "A `static` variable is shared by all conversations, so a replay of one would see what the others did to it.",
                    "Leave `static` out: the variables of a script belong to one conversation. What never changes may be `const` or `static readonly`."),
                _ => null,
            };
        }

        private Problem? JudgeName(SimpleNameSyntax node)
        {
            var name = node.Identifier.ValueText;
            var symbol = SymbolOf(node);
            if (name == "dynamic") return IsDynamic(node) ? Refuse(node, "`dynamic` keeps every version of the script in memory for ever.", "Use a record, or `JsonElement` for JSON.") : null;
            if (symbol is null) return null;

            if (name == nameof(GetHashCode) && IsUnstableHash(symbol, node))
                return Refuse(node, $"`{symbol.ContainingType.Name}.GetHashCode()` {DiffersByProcess}.", UseValues);

            var creation = node.Parent is ObjectCreationExpressionSyntax ? _model.GetSymbolInfo(node.Parent, cancellation).Symbol : null;
            foreach (var rule in ByName[name])
            {
                var hit = rule.Member switch
                {
                    null => IsNamed(TypeOf(symbol), rule.Type) && !HasRuleOfItsOwn(node),
                    ".ctor" => IsNamed(TypeOf(symbol), rule.Type) && (creation is not IMethodSymbol constructor || rule.When is null || rule.When(constructor)),
                    _ => IsNamed(symbol.ContainingType, rule.Type) && (rule.When is null || (symbol is IMethodSymbol method && rule.When(method))),
                };
                if (!hit || (rule.InOnce && _once.Holds(node))) continue;
                return Refuse(rule, node);
            }

            return null;
        }

        private Problem? JudgeCreation(ImplicitObjectCreationExpressionSyntax node)
        {
            if (_model.GetSymbolInfo(node, cancellation).Symbol is not IMethodSymbol constructor) return null;
            var rule = Rules.FirstOrDefault(rule => rule.Member == ".ctor"
                && IsNamed(constructor.ContainingType, rule.Type) && (rule.When is null || rule.When(constructor)));
            return rule is null || (rule.InOnce && _once.Holds(node)) ? null : Refuse(node, Sentence($"new {SimpleName(rule.Type)}()", rule), rule.Instead);
        }

        private ISymbol? SymbolOf(SimpleNameSyntax node)
        {
            var info = _model.GetSymbolInfo(node, cancellation);
            var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
            return symbol is IMethodSymbol { ReducedFrom: { } extension } ? extension : symbol;
        }

        // `dynamic` may be the author's own name for something.
        private bool IsDynamic(SimpleNameSyntax node)
            => node.Parent is not MemberAccessExpressionSyntax && _model.GetTypeInfo(node, cancellation).Type?.TypeKind == TypeKind.Dynamic
                && SymbolOf(node) is not (ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol);

        private static INamedTypeSymbol? TypeOf(ISymbol symbol) => symbol switch
        {
            INamedTypeSymbol type => type,
            IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.ContainingType,
            _ => null,
        };

        private static bool IsNamed(INamedTypeSymbol? type, string fullName)
        {
            if (type is null || !fullName.EndsWith(type.MetadataName, StringComparison.Ordinal)) return false;
            return fullName == $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}";
        }

        // `Thread` in `Thread.Sleep`: the rule for Sleep says it better.
        private static bool HasRuleOfItsOwn(SimpleNameSyntax node)
            => IsOwner(node) && node.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var member }
                && ByName[member].Any(rule => rule.Member == member && SimpleName(rule.Type) == node.Identifier.ValueText);

        private static bool IsUnstableHash(ISymbol symbol, SyntaxNode node)
        {
            if (symbol is not IMethodSymbol { Parameters.Length: 0 } method) return false;

            // Within a GetHashCode of the author's own it only reaches hash tables, whose order does not depend on it.
            if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>()?.Identifier.ValueText == nameof(GetHashCode)) return false;
            var type = method.ContainingType;
            return type.SpecialType is SpecialType.System_String or SpecialType.System_Object or SpecialType.System_ValueType
                || type.IsTupleType || type.IsAnonymousType || method.IsImplicitlyDeclared;
        }

        private Problem Refuse(Rule rule, SimpleNameSyntax node)
        {
            var type = SimpleName(rule.Type);
            var shown = rule.Member switch
            {
                null => type,
                ".ctor" => $"new {type}()",
                _ => $"{type}.{rule.Member}",
            };
            return Refuse(Whole(node), Sentence(shown, rule), rule.Instead);
        }

        private static string Sentence(string shown, Rule rule) => $"`{shown}` {rule.Why}.";

        // The place is where the reader's eye begins: at `Task` in `System.Threading.Tasks.Task.Delay`, but at `Result` in `reply.Result`.
        private SyntaxNode Whole(SimpleNameSyntax node)
        {
            if (node.Parent is MemberAccessExpressionSyntax access && access.Name == node
                && _model.GetSymbolInfo(access.Expression, cancellation).Symbol is INamedTypeSymbol or INamespaceSymbol)
                return access;

            SyntaxNode whole = node;
            while (whole.Parent is QualifiedNameSyntax or ObjectCreationExpressionSyntax) whole = whole.Parent;
            return whole;
        }

        private Problem Refuse(SyntaxNode node, string message, string remedy)
        {
            var place = tree.GetLineSpan(node.Span, cancellation).StartLinePosition;
            var column = text.Columns.ToAuthor(place.Line, place.Character) + 1;
            return new Problem(tree.FilePath, place.Line + 1, column, message, remedy);
        }
    }

    /// <summary>Knows what runs only inside of <c>Once</c>: the function that is given to it, and functions that nobody else calls.</summary>
    private sealed class OnceScope(CSharpCompilation compilation)
    {
        public bool Holds(SyntaxNode node) => Holds(node, []);

        private bool Holds(SyntaxNode node, HashSet<string> asked)
        {
            foreach (var ancestor in node.AncestorsAndSelf())
            {
                if (IsGivenToOnce(ancestor)) return true;

                var function = ancestor switch
                {
                    MethodDeclarationSyntax method => method.Identifier.ValueText,
                    LocalFunctionStatementSyntax local => local.Identifier.ValueText,
                    _ => null,
                };
                if (function is not null && IsOnlyCalledInOnce(function, asked)) return true;
            }

            return false;
        }

        private bool IsOnlyCalledInOnce(string function, HashSet<string> asked)
        {
            if (!asked.Add(function)) return true;
            var calls = compilation.SyntaxTrees
                .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
                .Where(name => name.Identifier.ValueText == function)
                .ToArray();
            return calls.Length > 0 && calls.All(call => Holds(call, asked));
        }

        private bool IsGivenToOnce(SyntaxNode node)
        {
            if (node.Parent is not ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } }) return false;
            if (node is not (AnonymousFunctionExpressionSyntax or SimpleNameSyntax)) return false;

            var name = call.Expression switch
            {
                SimpleNameSyntax simple => simple,
                MemberAccessExpressionSyntax access => access.Name,
                _ => null,
            };
            if (name?.Identifier.ValueText != nameof(World.Once)) return false;

            var info = compilation.GetSemanticModel(call.SyntaxTree).GetSymbolInfo(call);
            var method = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
            return method is null || method.ContainingType.Name == nameof(World);
        }
    }
}
