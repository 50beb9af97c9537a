using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Crowdwork.Engine.Worlds.Translation;

/// <summary>
/// What the names of one file stand for, as far as the text alone tells: which are functions, which are variables, and which variables
/// hold functions. Read only when a lambda that is one expression calls something that may be a variable; most files never need it.
/// </summary>
internal sealed class ScriptNamesInUse(CompilationUnitSyntax root)
{
    private static readonly HashSet<string> FunctionTypes = ["Func", "Action", "Predicate", "Comparison", "Converter", "Delegate", "EventHandler"];

    private Contents? _contents;

    private Contents Names => _contents ??= Contents.Read(root);

    public bool UsesStatic { get; } = root.Usings.Any(directive => !directive.StaticKeyword.IsKind(SyntaxKind.None));

    /// <summary>Whether the file declares a function of this name.</summary>
    public bool IsFunction(string name) => Names.Functions.Contains(name);

    /// <summary>Whether a variable, field, property or parameter of this name may hold a function.</summary>
    public bool HoldsFunction(string name) => Names.Holders.Contains(name) && !Names.Functions.Contains(name);

    /// <summary>Whether what is called is a variable that holds a function, rather than a function's name.</summary>
    public bool MayBeVariable(ExpressionSyntax called) => called switch
    {
        IdentifierNameSyntax { Identifier.ValueText: var name }
            => (Names.Variables.Contains(name) || Names.Holders.Contains(name)) && !Names.Functions.Contains(name),
        MemberAccessExpressionSyntax or MemberBindingExpressionSyntax or GenericNameSyntax => false,
        _ => true,
    };

    /// <summary>Whether an expression is surely a value, not the name of a type or namespace.</summary>
    public bool IsValue(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax { Identifier.ValueText: var name } => Names.Variables.Contains(name) && !Names.Types.Contains(name),
        MemberAccessExpressionSyntax access => IsValue(access.Expression),
        InvocationExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax or CastExpressionSyntax => true,
        _ => false,
    };

    private sealed class Contents : CSharpSyntaxWalker
    {
        private HashSet<string> _functionTypes = FunctionTypes;

        public HashSet<string> Functions { get; } = [];
        public HashSet<string> Variables { get; } = [];
        public HashSet<string> Holders { get; } = [];
        public HashSet<string> Types { get; } = [];

        public static Contents Read(CompilationUnitSyntax root)
        {
            var contents = new Contents();
            var ownTypes = root.DescendantNodes().OfType<DelegateDeclarationSyntax>().Select(type => type.Identifier.ValueText).ToArray();
            if (ownTypes.Length > 0) contents._functionTypes = [.. FunctionTypes, .. ownTypes];
            contents.Visit(root);
            return contents;
        }

        public override void VisitMethodDeclaration(MethodDeclarationSyntax node)
        {
            Functions.Add(node.Identifier.ValueText);
            base.VisitMethodDeclaration(node);
        }

        public override void VisitLocalFunctionStatement(LocalFunctionStatementSyntax node)
        {
            Functions.Add(node.Identifier.ValueText);
            base.VisitLocalFunctionStatement(node);
        }

        public override void VisitClassDeclaration(ClassDeclarationSyntax node)
        {
            Types.Add(node.Identifier.ValueText);
            base.VisitClassDeclaration(node);
        }

        public override void VisitStructDeclaration(StructDeclarationSyntax node)
        {
            Types.Add(node.Identifier.ValueText);
            base.VisitStructDeclaration(node);
        }

        public override void VisitRecordDeclaration(RecordDeclarationSyntax node)
        {
            Types.Add(node.Identifier.ValueText);
            base.VisitRecordDeclaration(node);
        }

        public override void VisitVariableDeclaration(VariableDeclarationSyntax node)
        {
            foreach (var variable in node.Variables) Declare(variable.Identifier.ValueText, node.Type, variable.Initializer?.Value);
            base.VisitVariableDeclaration(node);
        }

        public override void VisitParameter(ParameterSyntax node)
        {
            Declare(node.Identifier.ValueText, node.Type, value: null);
            base.VisitParameter(node);
        }

        public override void VisitPropertyDeclaration(PropertyDeclarationSyntax node)
        {
            Declare(node.Identifier.ValueText, node.Type, node.Initializer?.Value);
            base.VisitPropertyDeclaration(node);
        }

        public override void VisitTupleElement(TupleElementSyntax node)
        {
            Declare(node.Identifier.ValueText, node.Type, value: null);
            base.VisitTupleElement(node);
        }

        public override void VisitSingleVariableDesignation(SingleVariableDesignationSyntax node)
        {
            Variables.Add(node.Identifier.ValueText);
            base.VisitSingleVariableDesignation(node);
        }

        public override void VisitForEachStatement(ForEachStatementSyntax node)
        {
            Declare(node.Identifier.ValueText, node.Type, value: null);
            base.VisitForEachStatement(node);
        }

        public override void VisitArgument(ArgumentSyntax node)
        {
            // A named element of a tuple, or a named argument: either may take a function.
            if (node.NameColon is { } name && node.Expression is LambdaExpressionSyntax) Holders.Add(name.Name.Identifier.ValueText);
            base.VisitArgument(node);
        }

        public override void VisitAssignmentExpression(AssignmentExpressionSyntax node)
        {
            if (node.Right is AnonymousFunctionExpressionSyntax)
            {
                var name = node.Left switch
                {
                    IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
                    MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
                    _ => null,
                };
                if (name is not null) Holders.Add(name);
            }

            base.VisitAssignmentExpression(node);
        }

        private void Declare(string name, TypeSyntax? type, ExpressionSyntax? value)
        {
            if (name.Length == 0) return;
            Variables.Add(name);
            var isFunction = value is AnonymousFunctionExpressionSyntax
                || (type is not null && type.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(part => _functionTypes.Contains(part.Identifier.ValueText)));
            if (isFunction) Holders.Add(name);
        }
    }
}
