namespace Crowdwork.Templates.Jsx;

/// <summary>Something that is wrong with a page.</summary>
/// <param name="File">The file's full path.</param>
/// <param name="Line">From 1; 0 when it is not known.</param>
/// <param name="Column">From 1; 0 when it is not known.</param>
/// <param name="Message">What is wrong, as a sentence.</param>
/// <param name="Remedy">What to do about it; empty when the message says it all.</param>
/// <param name="IsWarning">Whether the page works all the same.</param>
public sealed record JsxProblem(string File, int Line, int Column, string Message, string Remedy = "", bool IsWarning = false);
