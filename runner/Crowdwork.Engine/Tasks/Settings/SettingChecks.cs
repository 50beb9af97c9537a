using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Crowdwork.Engine.Tasks;

/// <summary>
/// A rule about one key's value. The same attribute checks the value when a file is read and describes the rule in the
/// JSON Schema, so that an editor and the runner cannot disagree.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal abstract class SettingCheckAttribute : Attribute
{
    /// <summary>Message and remedy, or null when the value is fine. A message continues a sentence that begins with the key.</summary>
    public abstract (string Message, string Remedy)? Check(object value);

    /// <summary>Adds the rule to the key's schema.</summary>
    public abstract void Describe(JsonObject schema);
}

/// <summary>A number between two others, both allowed.</summary>
internal sealed class BetweenAttribute(double least, double most) : SettingCheckAttribute
{
    public override (string Message, string Remedy)? Check(object value)
    {
        var number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        return number >= least && number <= most
            ? null
            : ($"is {number}, which is out of range.", $"Write a number from {least} to {most}.");
    }

    public override void Describe(JsonObject schema)
    {
        schema["minimum"] = least;
        schema["maximum"] = most;
    }
}

/// <summary>A duration between two others, both allowed, written as in a configuration.</summary>
internal sealed class DurationBetweenAttribute(string least, string most) : SettingCheckAttribute
{
    public override (string Message, string Remedy)? Check(object value)
    {
        var duration = (TimeSpan)value;
        return duration >= Duration.Parse(least) && duration <= Duration.Parse(most)
            ? null
            : ($"is \"{Duration.Format(duration)}\", which is out of range.", $"Write a duration from \"{least}\" to \"{most}\".");
    }

    // JSON Schema cannot compare durations; the range is in the key's description.
    public override void Describe(JsonObject schema)
    {
    }
}

/// <summary>A text that is not longer than a crowd accepts.</summary>
internal sealed class AtMostCharactersAttribute(int most) : SettingCheckAttribute
{
    public override (string Message, string Remedy)? Check(object value)
    {
        var length = ((string)value).Length;
        return length <= most ? null : ($"has {length} characters.", $"Crowds accept at most {most}; shorten it.");
    }

    public override void Describe(JsonObject schema) => schema["maxLength"] = most;
}

/// <summary>A file within the task's own folder.</summary>
internal sealed class FileInTaskAttribute : SettingCheckAttribute
{
    public override (string Message, string Remedy)? Check(object value) =>
        ContainedPath.IsPlain((string)value)
            ? null
            : ($"is \"{value}\", which is not a path within the task's folder.", "Write the file's path from this folder on, with '/' and without '..': \"pages/task.html\".");

    public override void Describe(JsonObject schema) => schema["pattern"] = ContainedPath.PlainPattern;
}

/// <summary>
/// The name of an environment variable. Whoever pastes the key itself instead must be told so, without the key being
/// repeated in a terminal, a log or a page.
/// </summary>
internal sealed partial class VariableNameAttribute : SettingCheckAttribute
{
    private const string Form = "^[A-Za-z_][A-Za-z0-9_]{0,63}$";

    public override (string Message, string Remedy)? Check(object value)
    {
        var name = (string)value;
        return VariableName().IsMatch(name) && !name.Contains('\n') && !name.StartsWith("AKIA", StringComparison.Ordinal) && !name.StartsWith("ASIA", StringComparison.Ordinal)
            ? null
            : ("is not the name of an environment variable; it looks like the key itself.",
               "Put the key into an environment variable, write that variable's name here, and replace the key where it was issued if this file was shared.");
    }

    public override void Describe(JsonObject schema) => schema["pattern"] = Form;

    [GeneratedRegex(Form)]
    private static partial Regex VariableName();
}
