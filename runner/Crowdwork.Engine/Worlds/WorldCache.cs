using System.Security.Cryptography;
using System.Text;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Worlds;

/// <summary>
/// Compiled worlds on disk, one file each, so that a restart does not wait for the compiler.
/// </summary>
/// <remarks>
/// A file is found by the fingerprint of the script; it lists the hashes of everything else the world was made of, and counts only
/// while all of them still hold. It ends with its own hash: what was cut short or changed by accident is ignored, and replaced by
/// the next build. Files appear by renaming, so that two processes can share a folder.
/// </remarks>
internal sealed class WorldCache(string folder)
{
    private const string Magic = "crowdwork world 1";
    private const string Extension = ".world";

    // A save per minute for a working day, before the oldest go.
    private const int Kept = 500;

    public CompiledWorld? Find(string fingerprint, string script, byte[] text)
    {
        try
        {
            var path = FileOf(fingerprint);
            return File.Exists(path) ? Read(File.ReadAllBytes(path), fingerprint, script, text) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            // Whatever is wrong with it, compiling again mends it.
            return null;
        }
    }

    /// <summary>Keeps a world if the disk allows it; a cache that cannot be written costs time, not worlds.</summary>
    public void Keep(string fingerprint, CompiledWorld world)
    {
        try
        {
            MakeFolder();
            var temporary = Path.Combine(folder, Path.GetRandomFileName());
            File.WriteAllBytes(temporary, Write(fingerprint, world));
            File.Move(temporary, FileOf(fingerprint), overwrite: true);
            ForgetOldest();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next start compiles again.
        }
    }

    private string FileOf(string fingerprint) => Path.Combine(folder, fingerprint[..40] + Extension);

    // Compiled code is run unseen, so nobody else may put any here.
    private void MakeFolder()
    {
        if (Directory.Exists(folder)) return;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private void ForgetOldest()
    {
        var files = new DirectoryInfo(folder).GetFiles("*" + Extension);
        if (files.Length <= Kept) return;
        foreach (var file in files.OrderBy(file => file.LastWriteTimeUtc).Take(files.Length - Kept)) file.Delete();
    }

    private static byte[] Write(string fingerprint, CompiledWorld world)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(fingerprint);
            writer.Write(world.Ingredients.Count);
            foreach (var ingredient in world.Ingredients)
            {
                writer.Write(ingredient.Path);
                writer.Write(ingredient.IsLibrary);
                writer.Write(SHA256.HashData(ingredient.Content));
            }

            Write(writer, world.Assembly);
            Write(writer, world.Symbols);
            writer.Write(world.Columns.Count);
            foreach (var (file, map) in world.Columns) Write(writer, file, map);

            writer.Write(world.Warnings.Count);
            foreach (var warning in world.Warnings)
            {
                writer.Write(warning.File);
                writer.Write(warning.Line);
                writer.Write(warning.Column);
                writer.Write(warning.Message);
                writer.Write(warning.Remedy);
            }
        }

        stream.Write(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        return stream.ToArray();
    }

    private static void Write(BinaryWriter writer, byte[] bytes)
    {
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    private static void Write(BinaryWriter writer, string file, ColumnMap map)
    {
        writer.Write(file);
        writer.Write(map.Edits.Count);
        foreach (var edit in map.Edits)
        {
            writer.Write(edit.Line);
            writer.Write(edit.Column);
            writer.Write(edit.Removed);
            writer.Write(edit.Inserted);
        }
    }

    private static CompiledWorld? Read(byte[] content, string fingerprint, string script, byte[] text)
    {
        var length = content.Length - SHA256.HashSizeInBytes;
        if (length <= 0 || !SHA256.HashData(content.AsSpan(0, length)).AsSpan().SequenceEqual(content.AsSpan(length))) return null;

        using var reader = new BinaryReader(new MemoryStream(content, 0, length, writable: false), Encoding.UTF8);
        if (reader.ReadString() != Magic || reader.ReadString() != fingerprint) return null;

        var ingredients = new Ingredient[reader.ReadInt32()];
        for (var i = 0; i < ingredients.Length; i++)
        {
            var path = reader.ReadString();
            var isLibrary = reader.ReadBoolean();
            var hash = reader.ReadBytes(SHA256.HashSizeInBytes);
            if (!File.Exists(path)) return null;

            ingredients[i] = new Ingredient(path, File.ReadAllBytes(path), isLibrary);
            if (!SHA256.HashData(ingredients[i].Content).AsSpan().SequenceEqual(hash)) return null;
        }

        var assembly = reader.ReadBytes(reader.ReadInt32());
        var symbols = reader.ReadBytes(reader.ReadInt32());
        var columns = new Dictionary<string, ColumnMap>();
        for (var i = reader.ReadInt32(); i > 0; i--) columns.Add(reader.ReadString(), ReadMap(reader));

        var warnings = new Problem[reader.ReadInt32()];
        for (var i = 0; i < warnings.Length; i++)
        {
            warnings[i] = new Problem(
                reader.ReadString(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadString(), reader.ReadString(), Severity.Warning);
        }

        return new CompiledWorld(script, text, ingredients, assembly, symbols, columns, warnings);
    }

    private static ColumnMap ReadMap(BinaryReader reader)
    {
        var edits = new ColumnEdit[reader.ReadInt32()];
        for (var i = 0; i < edits.Length; i++)
            edits[i] = new ColumnEdit(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        return new ColumnMap(edits);
    }
}
