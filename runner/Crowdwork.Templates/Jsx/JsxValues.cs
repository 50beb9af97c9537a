namespace Crowdwork.Templates.Jsx;

/// <summary>What the templates in a task's .jsx and .tsx files know. A page is built once for all who see it, so nothing of one worker is among it.</summary>
/// <param name="Folder">The task's folder. Templates are rendered in its files, and <c>include</c> reads from there.</param>
/// <param name="Names">The names that a template may read, such as <c>task</c>.</param>
public sealed record JsxValues(string Folder, IReadOnlyDictionary<string, object?> Names);
