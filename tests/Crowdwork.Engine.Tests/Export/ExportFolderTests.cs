using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Export;

namespace Crowdwork.Engine.Tests.Export;

public sealed class ExportFolderTests : IDisposable
{
    private readonly ExportHouse _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task FullDisk_WhileWriting_IsSaidAndLeavesNothing()
    {
        await ARun();

        var fault = Assert.Throws<ExportFault>(() => _house.Export(create: path => new DiskThatFills(File.Create(path), room: 200)));

        Assert.Contains("No space left", fault.Message);
        Assert.Contains("-o", fault.Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_house.Target));
    }

    [Fact]
    public async Task FullDisk_WhenAnEarlierExportIsThere_LeavesThatOne()
    {
        await ARun();
        var target = _house.Export().Folder;
        var before = File.ReadAllBytes(Path.Combine(target, "manifest.json"));

        Assert.Throws<ExportFault>(() => _house.Export(change: order => order with { Folder = target }, create: path => new DiskThatFills(File.Create(path), room: 200)));

        Assert.Equal(before, File.ReadAllBytes(Path.Combine(target, "manifest.json")));
    }

    [Fact]
    public async Task Cancelled_InTheMiddle_LeavesNothing()
    {
        await ARun();
        using var cancelling = new CancellationTokenSource();
        var order = new ExportOrder(ExportHouse.Run, ExportFormat.Csv, Path.Combine(_house.Target, "run"));

        Assert.Throws<OperationCanceledException>(() => RunExport.Make(_house.Store, order, path =>
        {
            if (path.EndsWith("provenance.json", StringComparison.Ordinal)) cancelling.Cancel();
            return File.Create(path);
        }, null, cancelling.Token));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_house.Target));
    }

    [Fact]
    public async Task WhatAKilledExportLeft_IsClearedAwayByTheNext()
    {
        await ARun();
        Directory.CreateDirectory(Path.Combine(_house.Target, ".1.partial-abc", "saved"));

        var report = _house.Export();

        Assert.Equal([report.Folder], Directory.EnumerateFileSystemEntries(_house.Target));
    }

    [Fact]
    public async Task KillBetweenTheTwoMoves_OfAReplacement_KeepsTheEarlierExport()
    {
        await ARun();
        var target = _house.Export().Folder;
        Directory.Move(target, Path.Combine(_house.Target, ".1.replaced"));

        Assert.Throws<ExportFault>(() => _house.Export(change: order => order with { Folder = target }, create: path => new DiskThatFills(File.Create(path), room: 0)));

        Assert.True(File.Exists(Path.Combine(target, "manifest.json")));
    }

    [Fact]
    public async Task EarlierExport_InThePlace_IsReplacedWholly()
    {
        await ARun();
        var target = _house.Export(ExportFormat.Csv).Folder;

        _house.Export(ExportFormat.Jsonl, order => order with { Folder = target });

        Assert.False(File.Exists(Path.Combine(target, "messages.csv")));
        Assert.True(File.Exists(Path.Combine(target, "messages.jsonl")));
        Assert.Equal([target], Directory.EnumerateFileSystemEntries(_house.Target));
    }

    [Fact]
    public async Task FolderWithOtherThings_IsNotTouched()
    {
        await ARun();
        var target = Path.Combine(_house.Target, "mine");
        Directory.CreateDirectory(target);
        File.WriteAllText(Path.Combine(target, "thesis.txt"), "years of work");

        var fault = Assert.Throws<ExportFault>(() => _house.Export(change: order => order with { Folder = target }));

        Assert.Contains("other things", fault.Message);
        Assert.Equal("years of work", File.ReadAllText(Path.Combine(target, "thesis.txt")));
    }

    [Fact]
    public async Task TwoExports_ToOnePlaceAtOnce_TheSecondIsRefused()
    {
        await ARun();
        var target = Path.Combine(_house.Target, "run");
        ExportFault? second = null;

        _house.Export(change: order => order with { Folder = target }, create: path =>
        {
            second ??= Assert.Throws<ExportFault>(() => _house.Export(change: order => order with { Folder = target }));
            return File.Create(path);
        });

        Assert.Contains("another export", second!.Message);
        Assert.True(File.Exists(Path.Combine(target, "manifest.json")));
    }

    [Theory]
    [InlineData(1, 100_000)]
    [InlineData(2_000, 50)]
    public async Task HundredThousandMessages_InOneConversationOrMany_TakeNoMoreMemoryThanFew(int conversations, int each)
    {
        await _house.Launch(conversations);
        for (var i = 0; i < conversations; i++)
        {
            await _house.Conversation(i, Enumerable.Range(0, each)
                .Select(n => ((Input)new Said(1, 0, $"c{n}", $"Message {n}: {new string('m', 150)}", null), (Act[])[new Act(ActKind.Took) { Seat = 1 }]))
                .Prepend((new Met(1, [new Seating(1, $"A1WORKER{i}", "talker", false)]), [])));
        }

        await _house.Store.FlushAsync();
        var live = new LiveMemory();

        var report = _house.Export(ExportFormat.Csv, progress: live);

        Assert.Equal(100_000, report.Files.Single(file => file.Name == "messages.csv").Rows);
        Assert.True(report.Files.Single(file => file.Name == "messages.csv").Bytes > 20_000_000);
        Assert.True(live.Samples > 10);
        // The messages alone are 40 MB as .NET keeps texts. What may grow is a row of the account for each conversation.
        Assert.InRange(live.Growth, long.MinValue, 6_000_000);
    }

    private async Task ARun()
    {
        await _house.Launch(1);
        await _house.Work(0, "A1WORKER", await _house.Talk(0, "A1WORKER"));
    }

    /// <summary>How much more is alive than at the first look, at the most.</summary>
    private sealed class LiveMemory : IProgress<ExportProgress>
    {
        private long? _first;

        public int Samples { get; private set; }

        public long Growth { get; private set; }

        public void Report(ExportProgress value)
        {
            var now = GC.GetTotalMemory(forceFullCollection: true);
            _first ??= now;
            Samples++;
            Growth = Math.Max(Growth, now - _first.Value);
        }
    }

    /// <summary>A file on a disk that has room for so many bytes more.</summary>
    private sealed class DiskThatFills(FileStream file, int room) : Stream
    {
        private int _room = room;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => file.Length;

        public override long Position { get => file.Position; set => throw new NotSupportedException(); }

        public override void Flush() => file.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if ((_room -= buffer.Length) < 0) throw new IOException("No space left on device");
            file.Write(buffer);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) file.Dispose();
            base.Dispose(disposing);
        }
    }
}
