using System.Security.Cryptography;

namespace Crowdwork.Marketplace.Store;

/// <summary>Makes the ids. Theirs look like MTurk's: thirty capital letters and digits that begin with a 3; workers' and customers' begin with an A.</summary>
internal sealed class Identities(RandomNumberGenerator chance)
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    /// <summary>A HIT, HIT type, group, assignment, qualification type or request.</summary>
    public string Entity() => "3" + Letters(29);

    public string Person() => "A" + Letters(13);

    public string AccountNumber() => string.Create(12, this, static (text, self) =>
    {
        foreach (ref var digit in text)
            digit = (char)('0' + self.Below(10));
    });

    /// <summary>Forty hexadecimal digits, as an EventDocId has them.</summary>
    public string Document()
    {
        Span<byte> bytes = stackalloc byte[20];
        chance.GetBytes(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    private string Letters(int count)
    {
        Span<byte> bytes = stackalloc byte[count];
        chance.GetBytes(bytes);
        Span<char> letters = stackalloc char[count];
        // 256 is no multiple of 36, so some letters come a little more often; these are names, not secrets.
        for (var index = 0; index < count; index++)
            letters[index] = Alphabet[bytes[index] % Alphabet.Length];
        return new string(letters);
    }

    private int Below(int limit)
    {
        Span<byte> one = stackalloc byte[1];
        chance.GetBytes(one);
        return one[0] % limit;
    }
}
