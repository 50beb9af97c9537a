using System.Diagnostics;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Tests.Store;

/// <summary>What happens between processes: kills, locks, rights, disks that are really full.</summary>
public sealed class OtherProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(2500)]
    public async Task Kill_InTheMidstOfWriting_LosesNothingAcknowledged(int acknowledgedBefore)
    {
        using var child = StoreChild.Start("write-until-killed", _folder.Path);
        var acknowledged = new List<string>();
        while (acknowledged.Count < acknowledgedBefore && await StoreChild.NextLine(child) is { } line)
            acknowledged.Add(line);
        child.Kill();
        // What was still in the pipe was acknowledged too; its last line may be cut off.
        while (await StoreChild.NextLine(child) is { } line && line.Split(' ') is [_, _])
            acknowledged.Add(line);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(acknowledged.Count >= acknowledgedBefore, "The child ended too early.");
        using var store = _folder.Open();
        Assert.Empty(store.Problems());
        var last = acknowledged.Take(acknowledged.Count - 1).Select(line => line.Split(' '))
            .GroupBy(parts => long.Parse(parts[0]), parts => int.Parse(parts[1]))
            .ToDictionary(group => group.Key, group => group.Max());
        foreach (var (conversation, number) in last)
        {
            var turns = store.ReadTurns(new ConversationId(conversation), 1);
            Assert.True(turns.Count >= number, $"Conversation {conversation}: turn {number} was acknowledged, {turns.Count} are there.");
            Assert.Equal(Enumerable.Range(1, turns.Count), turns.Select(turn => turn.Number));
            Assert.Equal(turns.Count, store.Saved(new ConversationId(conversation)).Count);
            Assert.Null(await store.Store(Some.Turn(turns.Count + 1, "next", conversation)));
        }
    }

    [Fact]
    public async Task SecondProcess_IsRefusedWithFolderAndProcessNumber()
    {
        using var store = _folder.Open();
        using var child = StoreChild.Start("open", _folder.Path);

        var said = Assert.Single(await StoreChild.AllLines(child));

        Assert.StartsWith($"{_folder.Path}: process {Environment.ProcessId} is using this store.", said);
        Assert.Null(await store.Store(Some.Turn(1)));
    }

    [Fact]
    public async Task SecondProcess_AfterTheFirstHasClosed_IsWelcome()
    {
        _folder.Open().Dispose();
        using var child = StoreChild.Start("open", _folder.Path);

        Assert.Equal(["opened"], await StoreChild.AllLines(child));
    }

    [Fact]
    public async Task Disk_Full_FailsCommitsUntilThereIsRoom()
    {
        var disk = await TinyDisk("size=4m");
        using var child = StoreChild.Start("fill-the-disk", _folder.Path, disk);

        Assert.Equal(
            [
                "DiskFull after some: True; trouble shown: DiskFull",
                "with room again: stored; trouble shown: none",
                "all there: True; problems: 0",
            ],
            await StoreChild.AllLines(child));
    }

    [Fact]
    public async Task Disk_ReadOnly_IsRefusedInWordsWithoutAStackTrace()
    {
        var disk = await TinyDisk("ro");
        using var child = StoreChild.Start("open", _folder.Path, disk);

        var said = Assert.Single(await StoreChild.AllLines(child));

        Assert.StartsWith($"{_folder.Path}: the folder of the store cannot be written to", said);
        Assert.Contains("Make it writable", said);
    }

    [Theory]
    [InlineData("crowd.db")]
    [InlineData("crowd.lock")]
    [InlineData(".")]
    public async Task Rights_MissingOnFileLockOrFolder_AreRefusedInWords(string what)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Rights are tested on Unix.");
            return;
        }

        _folder.Open().Dispose();
        foreach (var file in Directory.GetFiles(_folder.Path))
            File.SetUnixFileMode(file, (UnixFileMode)0b110_110_110);
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_111_111);
        var denied = Path.Combine(_folder.Path, what);
        File.SetUnixFileMode(denied, what == "." ? (UnixFileMode)0b101_101_101 : (UnixFileMode)0b100_100_100);

        // Root may write to anything; another user plays the part.
        string[] asNobody = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"] : [];
        using var child = StoreChild.Start("open", _folder.Path, asNobody);
        var lines = await StoreChild.AllLines(child);
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_111_111);

        var said = Assert.Single(lines);
        Assert.StartsWith(_folder.Path, said);
        Assert.Contains("writ", said);
        Assert.DoesNotContain("   at ", said);
    }

    /// <summary>The command that gives the child a small disk of its own in place of the folder, without any rights on the system.</summary>
    private async Task<string[]> TinyDisk(string mountOptions)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A disk for a test can be made on Linux only.");
        string[] command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", $"mount -t tmpfs -o {mountOptions} tmpfs \"$0\" && exec \"$@\"", _folder.Path];
        using var probe = Process.Start(new ProcessStartInfo(command[0], [.. command[1..], "true"]) { RedirectStandardError = true })!;
        await probe.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.SkipUnless(probe.ExitCode == 0, "This system does not let a test make a disk of its own (unprivileged user namespaces).");
        return command;
    }
}
