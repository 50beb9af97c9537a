using Crowdwork.Templates.Parsing;
using Crowdwork.Templates.Syntax;

namespace Crowdwork.Templates.Escaping;

/// <summary>Escaping for pages of HTML.</summary>
internal static class HtmlEscapePass
{
    public static void Apply(ScriptBlock page, SourceText source, List<TemplateDiagnostic> problems) =>
        new EscapePass<HtmlState>(new HtmlScanner(problems), problems).Apply(page, source);
}
