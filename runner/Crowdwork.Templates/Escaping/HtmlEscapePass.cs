using Crowdwork.Templates.Parsing;
using Crowdwork.Templates.Syntax;
namespace Crowdwork.Templates.Escaping;
internal static class HtmlEscapePass { public static void Apply(ScriptBlock page, SourceText source, List<TemplateDiagnostic> problems) { } }
