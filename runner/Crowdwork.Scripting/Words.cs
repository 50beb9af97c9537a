using System.Text;

namespace Crowdwork.Scripting;

/// <summary>Turns the names of program text into words for people, and counts words.</summary>
internal static class Words
{
    /// <summary><c>CannotTell</c> becomes <c>Cannot tell</c>; <c>HIT</c> stays as it is.</summary>
    public static string Split(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = i > 0 && char.IsUpper(name[i]) && char.IsLower(name[i - 1]);
            if (!startsWord)
            {
                text.Append(name[i] == '_' ? ' ' : name[i]);
                continue;
            }

            var isAcronym = i + 1 < name.Length && char.IsUpper(name[i + 1]);
            text.Append(' ').Append(isAcronym ? name[i] : char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    public static int Count(string text)
    {
        var count = 0;
        var inWord = false;
        foreach (var c in text)
        {
            var isSpace = char.IsWhiteSpace(c);
            if (!isSpace && !inWord) count++;
            inWord = !isSpace;
        }

        return count;
    }
}
