namespace Crowdwork.Engine.Export;

/// <summary>
/// Keeps spreadsheets from running what workers wrote. A cell that begins with <c>=</c>, <c>+</c>, <c>-</c>, <c>@</c>, a tab or a line break is a formula to them, and a formula
/// can read other cells and open addresses. Such a text gets an apostrophe in front; so does one that has apostrophes before such a character, so that taking one away
/// gives every text back as it was.
/// </summary>
public static class FormulaGuard
{
    /// <summary>The text as a cell.</summary>
    public static string Guard(string text) => IsDangerous(text) ? "'" + text : text;

    /// <summary>The text behind a guarded cell.</summary>
    public static string Undo(string cell) => cell is ['\'', ..] && IsDangerous(cell) ? cell[1..] : cell;

    private static bool IsDangerous(string text) => text.AsSpan().TrimStart('\'') is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..];
}
