using System.Security.Cryptography;

namespace Crowdwork.Engine.Export;

/// <summary>
/// The secret that pseudonyms are made with: 32 random bytes in the store's folder, made at the first export. Who has it can check whether a pseudonym is a certain
/// worker's; without it nobody can. If it is lost, later exports have other pseudonyms.
/// </summary>
internal static class PseudonymKey
{
    public const string FileName = "pseudonyms.key";
    private const int Bytes = 32;

    /// <exception cref="ExportFault">It can be neither read nor made, or it is no key.</exception>
    public static byte[] OfStore(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            if (!File.Exists(path)) Make(path);
            var key = Convert.FromHexString(File.ReadAllText(path).Trim());
            return key.Length == Bytes ? key : throw NoKey(path);
        }
        catch (FormatException)
        {
            throw NoKey(path);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new ExportFault($"{path}: the key for pseudonyms cannot be read or made ({trouble.Message}).\n  Let this user write into the store's folder, or export with --with-worker-ids.");
        }
    }

    // Written beside and moved, so that a kill leaves no half key; two first exports at once agree on the one that came first.
    private static void Make(string path)
    {
        var beside = $"{path}.{Path.GetRandomFileName()}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new StreamWriter(beside, options)) file.WriteLine(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes)));
        try
        {
            File.Move(beside, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(beside);
        }
    }

    private static ExportFault NoKey(string path)
        => new($"{path}: this is not a key for pseudonyms (64 hexadecimal digits).\n  Put it back from a backup. Without it new pseudonyms differ from those of earlier exports; if that is no matter, delete the file.");
}
