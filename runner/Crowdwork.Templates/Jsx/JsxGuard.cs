using Crowdwork.Templates.Parsing;
using Crowdwork.Templates.Syntax;
namespace Crowdwork.Templates.Jsx;
internal static class JsxGuard { public static string Protect(SourceText source, List<TemplateDiagnostic> problems) => source.Text; }
internal static class JsxEscapePass { public static void Apply(ScriptBlock page, List<TemplateDiagnostic> problems) { } }
