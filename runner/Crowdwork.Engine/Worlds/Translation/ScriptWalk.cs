using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Crowdwork.Engine.Worlds.Translation;

/// <summary>
/// One walk over a script: decides where guards go, and which names the compiler has to look at.
/// </summary>
/// <remarks>
/// <para>Every endless path meets a guard:</para>
/// <code>
///   while (x) Talk();              while (x) { Fuel.Tick(); Talk(); }
///   goto again;                    { Fuel.Tick(); goto again; }
///   void Talk() { ... }            void Talk() { Fuel.Enter(); ... }
///   int Next() => n + 1;           int Next() { Fuel.Enter(); return n + 1; }
///   n => again(n)                  n => (Fuel.Enter(again))(n)
/// </code>
/// <para>
/// A lambda that is one expression stays one: whether its value is wanted is only known after binding. It can only call itself through
/// a variable, so the variable is guarded where it is called or handed on.
/// </para>
/// </remarks>
internal sealed class ScriptWalk : CSharpSyntaxWalker
{
    private const string Fuel = "global::Crowdwork.Scripting.Fuel.";
    private const string Tick = Fuel + "Tick();";
    private const string Enter = Fuel + "Enter();";

    private readonly List<Guard> _guards = [];
    private readonly List<Suspect> _suspects = [];
    private readonly List<Suspect> _unnamedCreations = [];
    private bool _mentionsCreatable;
    private int _expressionLambdas;
    private ScriptNamesInUse? _names;

    public IReadOnlyList<Suspect> Suspects => _mentionsCreatable ? [.. _suspects, .. _unnamedCreations] : _suspects;

    /// <summary>The guards by position. Where several share one, the order of the walk is the order of nesting.</summary>
    public IReadOnlyList<Guard> InOrder(bool guarded) => [.. _guards.Where(guard => guarded || guard.Always).OrderBy(guard => guard.Start)];

    public override void VisitCompilationUnit(CompilationUnitSyntax node)
    {
        _names = new ScriptNamesInUse(node);
        base.VisitCompilationUnit(node);
    }

    // Loops

    public override void VisitWhileStatement(WhileStatementSyntax node)
    {
        Visit(node.Condition);
        VisitBody(node.Statement);
    }

    public override void VisitDoStatement(DoStatementSyntax node)
    {
        VisitBody(node.Statement);
        Visit(node.Condition);
    }

    public override void VisitForStatement(ForStatementSyntax node)
    {
        Visit(node.Declaration);
        foreach (var initializer in node.Initializers) Visit(initializer);
        Visit(node.Condition);
        foreach (var incrementor in node.Incrementors) Visit(incrementor);
        VisitBody(node.Statement);
    }

    public override void VisitForEachStatement(ForEachStatementSyntax node)
    {
        Visit(node.Type);
        Visit(node.Expression);
        VisitBody(node.Statement);
    }

    public override void VisitForEachVariableStatement(ForEachVariableStatementSyntax node)
    {
        Visit(node.Variable);
        Visit(node.Expression);
        VisitBody(node.Statement);
    }

    public override void VisitGotoStatement(GotoStatementSyntax node)
    {
        Put(node.SpanStart, $"{{ {Tick} ");
        base.VisitGotoStatement(node);
        Put(node.Span.End, " }");
    }

    private void VisitBody(StatementSyntax body)
    {
        // A declaration cannot stand alone in a loop; braces around it would make it seem that it can.
        if (body is LocalDeclarationStatementSyntax or LocalFunctionStatementSyntax or LabeledStatementSyntax)
        {
            Visit(body);
            return;
        }

        if (body is BlockSyntax block)
        {
            Put(block.OpenBraceToken.Span.End, " " + Tick);
            Visit(body);
            return;
        }

        Put(body.SpanStart, $"{{ {Tick} ");
        Visit(body);
        Put(body.Span.End, " }");
    }

    // Functions

    public override void VisitMethodDeclaration(MethodDeclarationSyntax node)
        => VisitFunction(node.Body, node.ExpressionBody, ReturnsNothing(node.ReturnType, node.Modifiers), () => base.VisitMethodDeclaration(node));

    public override void VisitLocalFunctionStatement(LocalFunctionStatementSyntax node)
        => VisitFunction(node.Body, node.ExpressionBody, ReturnsNothing(node.ReturnType, node.Modifiers), () => base.VisitLocalFunctionStatement(node));

    public override void VisitConstructorDeclaration(ConstructorDeclarationSyntax node)
        => VisitFunction(node.Body, node.ExpressionBody, returnsNothing: true, () => base.VisitConstructorDeclaration(node));

    public override void VisitOperatorDeclaration(OperatorDeclarationSyntax node)
        => VisitFunction(node.Body, node.ExpressionBody, ReturnsNothing(node.ReturnType, node.Modifiers), () => base.VisitOperatorDeclaration(node));

    public override void VisitConversionOperatorDeclaration(ConversionOperatorDeclarationSyntax node)
        => VisitFunction(node.Body, node.ExpressionBody, returnsNothing: false, () => base.VisitConversionOperatorDeclaration(node));

    public override void VisitAccessorDeclaration(AccessorDeclarationSyntax node)
        => VisitFunction(node.Body, node.ExpressionBody, !node.IsKind(SyntaxKind.GetAccessorDeclaration), () => base.VisitAccessorDeclaration(node));

    public override void VisitPropertyDeclaration(PropertyDeclarationSyntax node)
    {
        if (ForbiddenCalls.IsShared(node)) _suspects.Add(new Suspect(node.SpanStart, ""));
        VisitGetter(node.ExpressionBody, () => base.VisitPropertyDeclaration(node));
    }

    public override void VisitIndexerDeclaration(IndexerDeclarationSyntax node)
        => VisitGetter(node.ExpressionBody, () => base.VisitIndexerDeclaration(node));

    public override void VisitAnonymousMethodExpression(AnonymousMethodExpressionSyntax node)
    {
        Put(node.Block.OpenBraceToken.Span.End, " " + Enter);
        base.VisitAnonymousMethodExpression(node);
    }

    public override void VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node)
        => VisitLambda(node, () => base.VisitSimpleLambdaExpression(node));

    public override void VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node)
        => VisitLambda(node, () => base.VisitParenthesizedLambdaExpression(node));

    private void VisitFunction(BlockSyntax? body, ArrowExpressionClauseSyntax? arrow, bool returnsNothing, Action visitChildren)
    {
        if (body is not null) Put(body.OpenBraceToken.Span.End, " " + Enter);
        if (arrow is not null) Open(arrow, "{ ", isStatement: returnsNothing || arrow.Expression is ThrowExpressionSyntax);
        visitChildren();
        if (arrow is not null) Put(arrow.GetLastToken().GetNextToken().Span.End, " }");
    }

    private void VisitGetter(ArrowExpressionClauseSyntax? arrow, Action visitChildren)
    {
        if (arrow is not null) Open(arrow, "{ get { ", isStatement: arrow.Expression is ThrowExpressionSyntax);
        visitChildren();
        if (arrow is not null) Put(arrow.GetLastToken().GetNextToken().Span.End, " } }");
    }

    // The white space goes with the arrow, so that a fault in `return` has the place of the expression.
    private void Open(ArrowExpressionClauseSyntax arrow, string brace, bool isStatement)
    {
        var between = arrow.ArrowToken.TrailingTrivia;
        var removed = between.All(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)) && arrow.Expression.GetFirstToken().LeadingTrivia.Count == 0
            ? arrow.ArrowToken.FullSpan.End - arrow.ArrowToken.SpanStart
            : arrow.ArrowToken.Span.Length;
        _guards.Add(new Guard(arrow.ArrowToken.SpanStart, removed, $"{brace}{Enter} {(isStatement ? "" : "return ")}"));
    }

    private void VisitLambda(LambdaExpressionSyntax node, Action visitChildren)
    {
        if (node.Block is { } block) Put(block.OpenBraceToken.Span.End, " " + Enter);

        var outer = _expressionLambdas;
        _expressionLambdas = node.ExpressionBody is null ? 0 : outer + 1;
        visitChildren();
        _expressionLambdas = outer;
    }

    private static bool ReturnsNothing(TypeSyntax type, SyntaxTokenList modifiers)
    {
        if (type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword }) return true;
        if (!modifiers.Any(SyntaxKind.AsyncKeyword)) return false;

        var name = type is QualifiedNameSyntax qualified ? qualified.Right : type;
        return name is IdentifierNameSyntax { Identifier.ValueText: "Task" or "ValueTask" };
    }

    // What runs before a constructor's own body

    public override void VisitClassDeclaration(ClassDeclarationSyntax node)
    {
        GuardInitializers(node);
        base.VisitClassDeclaration(node);
    }

    public override void VisitRecordDeclaration(RecordDeclarationSyntax node)
    {
        GuardInitializers(node);
        base.VisitRecordDeclaration(node);
    }

    public override void VisitStructDeclaration(StructDeclarationSyntax node)
    {
        GuardInitializers(node);
        base.VisitStructDeclaration(node);
    }

    public override void VisitConstructorInitializer(ConstructorInitializerSyntax node)
    {
        foreach (var argument in node.ArgumentList.Arguments) VisitEarlyArgument(argument);
    }

    public override void VisitPrimaryConstructorBaseType(PrimaryConstructorBaseTypeSyntax node)
    {
        Visit(node.Type);
        foreach (var argument in node.ArgumentList.Arguments) VisitEarlyArgument(argument);
    }

    // `class Node { Node next = new(); }` calls itself without any function of the author's in between.
    private void GuardInitializers(TypeDeclarationSyntax node)
    {
        if (node.OpenBraceToken.IsKind(SyntaxKind.None)) return;
        if (!node.Members.Any(member => InitializersOf(member).Any(Creates))) return;
        Put(node.OpenBraceToken.Span.End, $" private readonly bool __entered = {Fuel}Enter(true);");
    }

    private static IEnumerable<EqualsValueClauseSyntax> InitializersOf(MemberDeclarationSyntax member) => member switch
    {
        _ when member.Modifiers.Any(SyntaxKind.StaticKeyword) || member.Modifiers.Any(SyntaxKind.ConstKeyword) => [],
        FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Initializer).OfType<EqualsValueClauseSyntax>(),
        PropertyDeclarationSyntax { Initializer: { } initializer } => [initializer],
        _ => [],
    };

    private void VisitEarlyArgument(ArgumentSyntax argument)
    {
        var guard = argument.RefKindKeyword.IsKind(SyntaxKind.None) && Creates(argument.Expression);
        if (guard) Put(argument.Expression.SpanStart, $"({Fuel}Enter(true) ? ");
        Visit(argument.Expression);
        if (guard) Put(argument.Expression.Span.End, " : default!)");
    }

    private static bool Creates(SyntaxNode node)
        => node.DescendantNodesAndSelf().Any(inner => inner is BaseObjectCreationExpressionSyntax);

    // Functions in variables, inside lambdas that are one expression

    public override void VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        if (IsAwaitOfParentheses(node))
        {
            // At the top level of a script the parser takes `await (a ?? b).Tell("")` for a call of a function named await. A name behind
            // it makes the meaning plain.
            var parenthesis = node.ArgumentList.OpenParenToken.SpanStart;
            _guards.Add(new Guard(parenthesis, 0, $" {Fuel}Enter", Always: true));
            Visit(node.ArgumentList);
            return;
        }

        if (_expressionLambdas > 0 && _names!.MayBeVariable(node.Expression)) Wrap(node.Expression, () => Visit(node.Expression));
        else Visit(node.Expression);
        Visit(node.ArgumentList);
    }

    private bool IsAwaitOfParentheses(InvocationExpressionSyntax node)
        => node.Expression is IdentifierNameSyntax { Identifier.ValueText: "await" }
            && node.ArgumentList.Arguments is [{ NameColon: null }]
            && !_names!.IsFunction("await");

    public override void VisitMemberAccessExpression(MemberAccessExpressionSyntax node)
    {
        var isCall = node.Name.Identifier.ValueText is "Invoke" or "DynamicInvoke"
            || (node.Parent is InvocationExpressionSyntax && _names!.HoldsFunction(node.Name.Identifier.ValueText));
        if (_expressionLambdas > 0 && isCall && _names!.IsValue(node.Expression)) Wrap(node.Expression, () => Visit(node.Expression));
        else Visit(node.Expression);
        Visit(node.Name);
    }

    public override void VisitConditionalAccessExpression(ConditionalAccessExpressionSyntax node)
    {
        var isCall = node.WhenNotNull is InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.ValueText: "Invoke" } };
        if (_expressionLambdas > 0 && isCall && _names!.IsValue(node.Expression)) Wrap(node.Expression, () => Visit(node.Expression));
        else Visit(node.Expression);
        Visit(node.WhenNotNull);
    }

    public override void VisitArgument(ArgumentSyntax node)
    {
        var isFunction = node.RefKindKeyword.IsKind(SyntaxKind.None)
            && node.Expression is IdentifierNameSyntax { Identifier.ValueText: var name } && _names!.HoldsFunction(name);
        if (_expressionLambdas > 0 && isFunction) Wrap(node.Expression, () => base.VisitArgument(node));
        else base.VisitArgument(node);
    }

    // In parentheses, because a colon outside of them would end the hole of an interpolated string.
    private void Wrap(ExpressionSyntax expression, Action visit)
    {
        Put(expression.SpanStart, $"({Fuel}Enter(");
        visit();
        Put(expression.Span.End, "))");
    }

    // Suspects

    public override void VisitIdentifierName(IdentifierNameSyntax node) => Suspect(node);

    public override void VisitGenericName(GenericNameSyntax node)
    {
        Suspect(node);
        base.VisitGenericName(node);
    }

    public override void VisitImplicitObjectCreationExpression(ImplicitObjectCreationExpressionSyntax node)
    {
        _unnamedCreations.Add(new Suspect(node.SpanStart, ""));
        base.VisitImplicitObjectCreationExpression(node);
    }

    public override void VisitFieldDeclaration(FieldDeclarationSyntax node)
    {
        if (ForbiddenCalls.IsShared(node.Modifiers)) _suspects.Add(new Suspect(node.SpanStart, ""));
        base.VisitFieldDeclaration(node);
    }

    public override void VisitDestructorDeclaration(DestructorDeclarationSyntax node)
    {
        _suspects.Add(new Suspect(node.SpanStart, ""));
        base.VisitDestructorDeclaration(node);
    }

    private void Suspect(SimpleNameSyntax node)
    {
        var name = node.Identifier.ValueText;
        if (!ForbiddenCalls.IsSuspect(name)) return;
        if (ForbiddenCalls.IsCreatable(name) && !ForbiddenCalls.IsOwner(node)) _mentionsCreatable = true;
        if (_names!.UsesStatic || ForbiddenCalls.CanMatter(node)) _suspects.Add(new Suspect(node.SpanStart, name));
    }

    private void Put(int position, string text) => _guards.Add(new Guard(position, 0, text));
}
