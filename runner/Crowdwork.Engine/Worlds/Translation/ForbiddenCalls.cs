using Crowdwork.Engine.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Crowdwork.Engine.Worlds.Translation;

internal static partial class ForbiddenCalls
{
    public static bool IsSuspect(string name) => false;
    public static bool IsCreatable(string name) => false;
    public static bool IsOwner(SimpleNameSyntax node) => false;
    public static bool CanMatter(SimpleNameSyntax node) => false;
    public static bool IsShared(SyntaxTokenList modifiers) => false;
    public static IEnumerable<Problem> Of(CSharpCompilation compilation, IReadOnlyDictionary<string, ScriptText> texts, CancellationToken cancellation) => [];
}
