using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Runs;

/// <summary>
/// Which HIT this is: the n-th place of a run, in its n-th attempt. From it follow the token by which the crowd recognises a call that is made again, and the
/// note by which we recognise the HIT when the crowd has forgotten the token. Both are the same after any restart.
/// </summary>
/// <param name="Run">The run. Its name must be the only one of the account: two runs of one name would take each other's HITs for their own.</param>
/// <param name="Place">Which place of the run it offers, from 0. Which unit is worked on there is decided when somebody accepts.</param>
/// <param name="Generation">How many HITs for this place the crowd has refused before.</param>
public readonly record struct HitTag(RunId Run, int Place, int Generation)
{
    /// <summary>SHA-256 in hexadecimal: 64 characters, as many as a token may have.</summary>
    public string Token => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Joined('|'))));

    public string Annotation => Joined(':');

    public static HitTag Of(HitRow row) => new(row.Run, row.Place, row.Generation);

    private string Joined(char between) => string.Create(CultureInfo.InvariantCulture, $"{Run.Value}{between}{Place}{between}{Generation}");
}
