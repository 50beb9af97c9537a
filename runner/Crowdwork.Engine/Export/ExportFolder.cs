using System.Security.Cryptography;

namespace Crowdwork.Engine.Export;

/// <summary>A file of an export.</summary>
public sealed record ExportedFile(string Name, long Rows, long Bytes, string Sha256);

/// <summary>
/// A folder that is there complete or not at all: it is written under another name beside its place and moved when everything is on disk.
/// </summary>
/// <remarks>
/// <code>
///   exports/.qa-1.partial-x7f/  --Complete--> exports/qa-1/
/// </code>
/// A kill leaves the part under its hidden name, which the next export to the same place clears away. An earlier export in that place is kept until the new one is complete.
/// </remarks>
internal sealed class ExportFolder : IDisposable
{
    public const string Manifest = "manifest.json";

    private readonly string _parent;
    private readonly string _name;
    private readonly string _partial;
    private readonly FileStream _held;
    private readonly Func<string, Stream> _create;
    private readonly Dictionary<string, (CountedFile File, Func<long> Rows)> _open = new(StringComparer.Ordinal);
    private readonly List<ExportedFile> _files = [];
    private bool _isComplete;

    private ExportFolder(string target, FileStream held, Func<string, Stream> create)
    {
        (Target, _held, _create) = (target, held, create);
        (_parent, _name) = (Path.GetDirectoryName(target)!, Path.GetFileName(target));
        _partial = Path.Combine(_parent, $".{_name}.partial-{Path.GetRandomFileName()}");
    }

    public string Target { get; }

    /// <summary>The files that were closed, in the order of their names.</summary>
    public IReadOnlyList<ExportedFile> Files => [.. _files.OrderBy(file => file.Name, StringComparer.Ordinal)];

    /// <param name="folder">Where the export will be.</param>
    /// <param name="create">Makes a file; the disk itself when null.</param>
    /// <exception cref="ExportFault">Something else is there, or another export writes there, or it cannot be written to.</exception>
    public static ExportFolder Begin(string folder, Func<string, Stream>? create = null)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var parent = Path.GetDirectoryName(target) ?? throw new ExportFault($"{folder}: this is no place for an export.\n  Name a folder with -o.");
        if (File.Exists(target)) throw new ExportFault($"{folder}: this is a file.\n  Name a folder with -o.");
        try
        {
            Directory.CreateDirectory(parent);
            var made = new ExportFolder(target, Hold(parent, Path.GetFileName(target), folder), create ?? OnDisk);
            try
            {
                made.Prepare(folder);
                return made;
            }
            catch
            {
                made.Dispose();
                throw;
            }
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(target, trouble);
        }
    }

    /// <summary>A new file. Whoever writes it closes it.</summary>
    /// <param name="name">Its name within the folder, with <c>/</c>.</param>
    /// <param name="rows">How many rows it has in the end.</param>
    public Stream Add(string name, Func<long> rows)
    {
        var path = Path.Combine(_partial, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var file = new CountedFile(_create(path));
        _open.Add(name, (file, rows));
        return file;
    }

    /// <summary>Notes the files that have been written so far.</summary>
    public void Count()
    {
        foreach (var (name, (file, rows)) in _open) _files.Add(new ExportedFile(name, rows(), file.Written, file.Sha256));
        _open.Clear();
    }

    /// <summary>Puts the export in its place.</summary>
    /// <exception cref="ExportFault">It cannot be put there.</exception>
    public void Complete()
    {
        Count();
        var replaced = Path.Combine(_parent, $".{_name}.replaced");
        var replaces = Directory.Exists(Target);
        if (replaces) Directory.Move(Target, replaced);
        Directory.Move(_partial, Target);
        _isComplete = true;
        if (replaces) Directory.Delete(replaced, recursive: true);
    }

    public void Dispose()
    {
        foreach (var (file, _) in _open.Values) file.Abandon();
        if (!_isComplete && Directory.Exists(_partial)) Directory.Delete(_partial, recursive: true);
        _held.Dispose();
    }

    internal static ExportFault NotWritten(string target, Exception trouble)
        => new($"{target}: the export cannot be written ({trouble.Message}).\n  Nothing of it was left behind. Make room, or name another folder with -o.", trouble);

    private void Prepare(string folder)
    {
        var replaced = Path.Combine(_parent, $".{_name}.replaced");
        // A kill between the two moves of Complete.
        if (Directory.Exists(replaced) && !Directory.Exists(Target)) Directory.Move(replaced, Target);
        foreach (var left in Directory.EnumerateDirectories(_parent, $".{_name}.partial-*").Append(replaced).Where(Directory.Exists)) Directory.Delete(left, recursive: true);

        if (Directory.Exists(Target) && Directory.EnumerateFileSystemEntries(Target).Any() && !File.Exists(Path.Combine(Target, Manifest)))
            throw new ExportFault($"{folder}: this folder has other things in it.\n  An export takes the place of an earlier export, and of nothing else. Name another folder with -o.");
        Directory.CreateDirectory(_partial);
    }

    private static FileStream Hold(string parent, string name, string folder)
    {
        try
        {
            return new FileStream(Path.Combine(parent, $".{name}.exporting"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException) when (File.Exists(Path.Combine(parent, $".{name}.exporting")))
        {
            throw new ExportFault($"{folder}: another export is writing there.\n  Wait for it, or name another folder with -o.");
        }
    }

    private static FileStream OnDisk(string path) => new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);

    /// <summary>Counts and digests what is written to a file.</summary>
    private sealed class CountedFile(Stream inner) : Stream
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private bool _closed;

        public long Written { get; private set; }

        public string Sha256 { get; private set; } = "";

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => !_closed;

        public override long Length => Written;

        public override long Position { get => Written; set => throw new NotSupportedException(); }

        public override void Flush()
        {
            // Writers flush after every row; the file's own buffer decides when it is worth a write.
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void WriteByte(byte value) => Write([value]);

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            inner.Write(buffer);
            _hash.AppendData(buffer);
            Written += buffer.Length;
        }

        public void Abandon()
        {
            if (_closed) return;
            _closed = true;
            _hash.Dispose();
            try
            {
                inner.Dispose();
            }
            catch (IOException)
            {
                // The last bytes do not fit on the disk either; the file is about to be deleted.
            }
        }

        protected override void Dispose(bool disposing)
        {
            if (!disposing || _closed) return;
            // Before the folder is moved into place, so that a power cut leaves no export with holes.
            if (inner is FileStream file) file.Flush(flushToDisk: true);
            else inner.Flush();
            _closed = true;
            inner.Dispose();
            Sha256 = Convert.ToHexStringLower(_hash.GetHashAndReset());
            _hash.Dispose();
            base.Dispose(disposing);
        }
    }
}
