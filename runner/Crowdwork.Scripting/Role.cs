namespace Crowdwork.Scripting;

/// <summary>What a role may be called. Role names appear in config.json, in page names and in exports, hence the narrow alphabet.</summary>
internal static class Role
{
    public const string Default = "worker";

    public static void Check(string role)
    {
        if (role.Length is 0 or > 40 || !role.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            throw new ArgumentException(
                $"'{role}' cannot be the name of a role. Use 1 to 40 letters, digits, '-' or '_'.", nameof(role));
    }
}
