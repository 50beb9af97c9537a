namespace Crowdwork.Engine.Store;

/// <summary>When a commit counts as stored.</summary>
public enum Durability
{
    /// <summary>When the disk says so (fsync): a power cut loses nothing that was acknowledged.</summary>
    Full,

    /// <summary>When the operating system has it: a crash of the process loses nothing, a power cut may lose the last moments.</summary>
    Normal,
}

/// <summary>How to open a store.</summary>
/// <param name="Folder">Where crowd.db and its companions lie; made when it is not there.</param>
/// <param name="Durability">When a commit counts as stored.</param>
public sealed record StoreOptions(string Folder, Durability Durability = Durability.Full)
{
    /// <inheritdoc cref="CheckUpToBytes"/>
    public const long UsuallyCheckedUpToBytes = 64L * 1024 * 1024;

    /// <summary>The most commits in one transaction. Bounds how long the first of a batch waits for the last.</summary>
    public int LargestBatch { get; init; } = 8192;

    /// <summary>The most commits that wait to be written; then <see cref="CrowdStore.Submit"/> holds its caller back.</summary>
    public int QueueCommits { get; init; } = 16 * 1024;

    /// <summary>The most bytes that wait to be written.</summary>
    public long QueueBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>
    /// A file up to this size is checked through when it is opened. A larger one is not, since reading gigabytes would make every start
    /// slow; <see cref="CrowdReader.Problems"/> checks at any time, and a damaged page is noticed when it is read.
    /// </summary>
    public long CheckUpToBytes { get; init; } = UsuallyCheckedUpToBytes;

    /// <summary>The most pages of 4 KiB the file may have; SQLite says "full" beyond. For a quota, and to rehearse a full disk. 0 = no limit.</summary>
    public int LargestFilePages { get; init; }

    /// <summary>
    /// Told of an exception that a commit's callback threw, which is a mistake of ours and not of the store. Without it such an exception
    /// ends the process, as an unhandled one does anywhere else.
    /// </summary>
    public Action<Exception>? CallbackThrew { get; init; }
}
