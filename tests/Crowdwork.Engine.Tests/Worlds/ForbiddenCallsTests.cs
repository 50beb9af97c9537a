using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds.Translation;

namespace Crowdwork.Engine.Tests.Worlds;

public sealed class ForbiddenCallsTests : IDisposable
{
    private readonly ScriptFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Text, column of what is refused, how it is named, a word of the replacement.
    public static TheoryData<string, int, string, string> Refused => new()
    {
        { "var x = DateTime.Now;", 9, "`DateTime.Now`", "`Now`" },
        { "var x = System.DateTime.UtcNow;", 9, "`DateTime.UtcNow`", "`Now`" },
        { "var x = DateTime.Today;", 9, "`DateTime.Today`", "`Now.Date`" },
        { "var x = DateTimeOffset.Now;", 9, "`DateTimeOffset.Now`", "`Now`" },
        { "var x = DateTimeOffset.UtcNow;", 9, "`DateTimeOffset.UtcNow`", "`Now`" },
        { "var x = TimeProvider.System.GetUtcNow();", 9, "`TimeProvider`", "`Now`" },
        { "var x = TimeZoneInfo.Local;", 9, "`TimeZoneInfo.Local`", "UTC" },
        { "var x = System.Diagnostics.Stopwatch.StartNew();", 9, "`Stopwatch`", "`Now`" },
        { "var x = Environment.TickCount;", 9, "`Environment.TickCount`", "`Now`" },
        { "var x = Environment.TickCount64;", 9, "`Environment.TickCount64`", "`Now`" },
        { "var x = Guid.NewGuid();", 9, "`Guid.NewGuid`", "NewId" },
        { "var x = Guid.CreateVersion7();", 9, "`Guid.CreateVersion7`", "NewId" },
        { "var x = new Random();", 9, "`new Random()`", "`Random`" },
        { "var x = new System.Random(7);", 9, "`new Random()`", "`Random`" },
        { "Random x = new();", 12, "`new Random()`", "`Random`" },
        { "var x = Random.Shared.Next();", 9, "`Random.Shared`", "`Random`" },
        { "using static System.DateTime;\nvar x = UtcNow;", 9, "`DateTime.UtcNow`", "`Now`" },
        { "using Chance = System.Random;\nvar x = new Chance();", 16, "`new Random()`", "`Random`" },
        { "class Dice : Random { }", 14, "`new Random()`", "`Random`" },
        { "var x = new[] { 1, 2 }.Shuffle().ToArray();", 24, "`Enumerable.Shuffle`", "Random.Shuffle" },
        { "var x = Path.GetRandomFileName();", 9, "`Path.GetRandomFileName`", "NewId" },
        { "await Task.Delay(5);", 7, "`Task.Delay`", "Pause" },
        { "using var_ = System.Threading.Tasks.Task;\nawait var_.Delay(5);", 7, "`Task.Delay`", "Pause" },
        { "async Task F(PeriodicTimer t) { await t.WaitForNextTickAsync(); }", 14, "`PeriodicTimer`", "Pause" },
        { "var x = new Timer(_ => { });", 9, "`Timer`", "Pause" },
        { "var x = new CancellationTokenSource(TimeSpan.FromSeconds(1));", 9, "`new CancellationTokenSource()`", "within" },
        { "CancellationTokenSource x = new(100);", 29, "`new CancellationTokenSource()`", "within" },
        { "var x = new CancellationTokenSource(); x.CancelAfter(5);", 42, "`CancellationTokenSource.CancelAfter`", "within" },
        { "await Meet().WaitAsync(TimeSpan.FromSeconds(1));", 14, "`Task.WaitAsync`", "within" },
        { "var x = await Task.Run(() => 1);", 15, "`Task.Run`", "directly" },
        { "await foreach (var t in Task.WhenEach(Meet())) { }", 25, "`Task.WhenEach`", "All" },
        { "await Task.Factory.StartNew(() => { });", 7, "`Task.Factory`", "directly" },
        { "await Meet().ContinueWith(_ => { });", 14, "`Task.ContinueWith`", "await" },
        { "var x = await Meet().ConfigureAwait(false);", 22, "`Task.ConfigureAwait`", "Leave" },
        { "new Thread(() => { }).Start();", 1, "`Thread`", "directly" },
        { "Thread.Sleep(5);", 1, "`Thread.Sleep`", "Pause" },
        { "ThreadPool.QueueUserWorkItem(_ => { });", 1, "`ThreadPool`", "directly" },
        { "SynchronizationContext.SetSynchronizationContext(null);", 1, "`SynchronizationContext`", "directly" },
        { "var x = Meet().Result;", 16, "`Task.Result`", "await" },
        { "Meet().Wait();", 8, "`Task.Wait`", "await" },
        { "Task.WaitAll(Meet());", 1, "`Task.WaitAll`", "All" },
        { "Task.WaitAny(Meet());", 1, "`Task.WaitAny`", "FirstOf" },
        { "var x = Meet().GetAwaiter().GetResult();", 16, "`Task.GetAwaiter`", "await" },
        { "Task<Worker>? t = Meet(); var x = t?.Result;", 38, "`Task.Result`", "await" },
        { "if (Meet() is { Result: var w }) Save(w);", 17, "`Task.Result`", "await" },
        { "var x = new SemaphoreSlim(1); x.Wait();", 33, "`SemaphoreSlim.Wait`", "WaitAsync" },
        { "Monitor.Enter(new object());", 1, "`Monitor`", "" },
        { "var x = new ManualResetEventSlim();", 9, "`ManualResetEventSlim`", "" },
        { "var x = Enumerable.InfiniteSequence(0, 1).Count();", 9, "`Enumerable.InfiniteSequence`", "loop" },
        { "var x = \"a\".GetHashCode();", 13, "`String.GetHashCode()`", "values" },
        { "record R(string A);\nvar x = new R(\"a\").GetHashCode();", 20, "`R.GetHashCode()`", "values" },
        { "var x = (1, \"a\").GetHashCode();", 18, "GetHashCode()`", "values" },
        { "var x = HashCode.Combine(1, 2);", 9, "`HashCode`", "values" },
        { "var x = new System.Collections.Hashtable();", 9, "`Hashtable`", "Dictionary" },
        { "Console.WriteLine(1);", 1, "`Console`", "Save" },
        { "var x = File.ReadAllText(\"a\");", 9, "`File`", "Once" },
        { "var x = System.IO.File.ReadAllText(\"a\");", 9, "`File`", "Once" },
        { "using static System.IO.File;\nvar x = 1;", 14, "`File`", "Once" },
        { "var x = new StreamReader(\"a\");", 9, "`new StreamReader()`", "Once" },
        { "var x = new HttpClient();", 9, "`HttpClient`", "Once" },
        { "var x = Directory.GetFiles(\".\");", 9, "`Directory`", "Once" },
        { "var x = Environment.GetEnvironmentVariable(\"A\");", 9, "`Environment.GetEnvironmentVariable`", "Once" },
        { "Environment.Exit(1);", 1, "`Environment.Exit`", "return" },
        { "Environment.FailFast(\"\");", 1, "`Environment.FailFast`", "return" },
        { "await Once(\"a\", async ct => { Environment.Exit(1); return 1; });", 31, "`Environment.Exit`", "return" },
        { "await Once(\"a\", async ct => { new Thread(() => { }).Start(); return 1; });", 31, "`Thread`", "directly" },
        { "var x = System.Reflection.Assembly.LoadFrom(\"a\");", 9, "`Assembly`", "#r" },
        { "var x = AppDomain.CurrentDomain;", 9, "`AppDomain`", "" },
        { "GC.Collect();", 1, "`GC`", "" },
        { "class C { [System.Runtime.InteropServices.DllImport(\"c\")] public static extern int F(); }", 12, "`DllImport`", "" },
        { "dynamic x = 1;", 1, "`dynamic`", "record" },
        { "Fuel.Tick();", 1, "`Fuel`", "" },
        { "class C { ~C() { } }", 11, "`~C()`", "" },
        { "static int counter = 0;", 1, "`static`", "const" },
        { "class C { public static int Count { get; set; } }", 11, "`static`", "const" },
        { "Parallel.For(0, 3, i => { });", 1, "`Parallel`", "loop" },
        { "System.Diagnostics.Process.Start(\"a\");", 1, "`Process`", "HTTP" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Compile_WhatAReplayCannotRepeat_IsRefusedWithItsReplacement(string text, int column, string named, string replacement)
    {
        var build = _folder.Compile(text);

        Assert.Null(build.World);
        var problem = build.Problems.First(problem => problem.Severity == Severity.Error && problem.Message.Contains('`'));
        Assert.Contains(named, problem.Message);
        Assert.Contains(replacement, problem.Remedy);
        Assert.Equal(column, problem.Column);
    }

    [Theory]
    [InlineData("class Door { public int Delay(int n) => n; public static int Run() => 1; }\nSave(new Door().Delay(3) + Door.Run());")]
    [InlineData("record File(string Path); record Timer(int Result);\nSave(new File(\"a\")); Save(new Timer(3).Result);")]
    [InlineData("record Job(int Wait, int Now);\nvar job = new Job(1, 2); Save(job.Wait + job.Now);")]
    [InlineData("var started = Now; Save(Now - started);")]
    [InlineData("var n = Random.Next(5); Random again = Random; Save(again.Next(n + 1));")]
    [InlineData("int[] deck = [1, 2, 3]; Random.Shuffle(deck); Save(deck);")]
    [InlineData("var x = new DateTime(2020, 1, 1).AddDays(1); Save(x);")]
    [InlineData("var x = new CancellationTokenSource(); x.Cancel();")]
    [InlineData("Save(Path.GetFileName(\"a/b.txt\")); Save(new StringReader(\"a\").ReadToEnd());")]
    [InlineData("Save(5.GetHashCode());")]
    [InlineData("class Key { public string A = \"\"; public override int GetHashCode() => A.GetHashCode(); public override bool Equals(object? o) => o is Key k && k.A == A; }")]
    [InlineData("var dynamic = 3; var Fuel = 4; Save(dynamic + Fuel);")]
    [InlineData("class C { public static readonly int[] Primes = [2, 3]; public const int N = 2; public static int Twice(int n) => n * 2; }")]
    [InlineData("await Task.Yield(); await Task.WhenAll(Meet()); await Task.CompletedTask; var t = Task.FromResult(1); Save(await t);")]
    [InlineData("var s = new SemaphoreSlim(1); await s.WaitAsync(); s.Release();")]
    public void Compile_NamesThatOnlyLookForbidden_AreLeftAlone(string text)
    {
        var build = _folder.Compile(text);

        Assert.True(build.World is not null, string.Join('\n', build.Problems));
        build.World!.Dispose();
    }

    [Theory]
    [InlineData("var x = await Once(\"a\", async ct => await File.ReadAllTextAsync(\"a\", ct));")]
    [InlineData("var x = await Once(\"a\", async ct => { using var http = new HttpClient(); return await http.GetStringAsync(\"http://localhost/\", ct); });")]
    [InlineData("var x = await Once(\"a\", async ct => { await Task.Delay(5, ct).ConfigureAwait(false); return DateTime.UtcNow.Ticks + new Random().Next(); });")]
    [InlineData("var x = await Once(\"a\", async delegate (CancellationToken ct) { await Task.Yield(); return Guid.NewGuid(); });")]
    [InlineData("var x = await Once(\"a\", Fetch); async Task<string> Fetch(CancellationToken ct) => await Read(ct); async Task<string> Read(CancellationToken ct) => await File.ReadAllTextAsync(\"a\", ct);")]
    [InlineData("var x = await Once(\"a\", ct => Fetch(\"b\", ct)); async Task<string> Fetch(string p, CancellationToken ct) => await File.ReadAllTextAsync(p, ct);")]
    public void Compile_InsideOnce_TimeChanceAndTheOutsideAreAllowed(string text)
    {
        var build = _folder.Compile(text);

        Assert.True(build.World is not null, string.Join('\n', build.Problems));
        build.World!.Dispose();
    }

    [Fact]
    public void Compile_AFunctionThatIsCalledInOnceAndElsewhere_IsRefused()
    {
        var build = _folder.Compile("""
            var x = await Once("a", ct => Fetch());
            var y = await Fetch();
            async Task<string> Fetch() => await File.ReadAllTextAsync("a");
            """);

        Assert.Equal((3, 37), (build.Problems.Single().Line, build.Problems.Single().Column));
    }

    [Fact]
    public void Compile_AnOnceOfTheAuthorsOwn_ProtectsNothing()
    {
        var build = _folder.Compile("""
            class Mine { public void Once(string name, Action a) => a(); }
            new Mine().Once("a", () => Thread.Sleep(1));
            new Mine().Once("a", () => File.Delete("a"));
            """);

        Assert.Equal([2, 3], build.Problems.Select(problem => problem.Line));
    }

    [Fact]
    public void Compile_SeveralFaultsInLoadedFilesToo_AreAllReportedAtOnce()
    {
        _folder.Write("more.csx", "void Wait() => Thread.Sleep(1);\nint Broken() => undefined;");

        var build = _folder.Compile("#load \"more.csx\"\nvar a = DateTime.Now;\nvar b = Guid.NewGuid();\nint c = \"text\";");

        Assert.Equal(
            ["world.csx(2,9)", "world.csx(3,9)", "world.csx(4,9)", "more.csx(1,16)", "more.csx(2,17)"],
            build.Problems.Select(problem => $"{Path.GetFileName(problem.File)}({problem.Line},{problem.Column})"));
    }

    [Fact]
    public void Table_EveryRule_NamesSomethingThatExists()
    {
        var assemblies = new[] { typeof(object), typeof(Enumerable), typeof(HttpClient), typeof(Console), typeof(System.Collections.Concurrent.BlockingCollection<>), typeof(Crowdwork.Scripting.World), typeof(Barrier), typeof(Stack<>) }
            .Select(type => type.Assembly).ToArray();

        foreach (var rule in ForbiddenTable.Rules)
        {
            var type = assemblies.Select(assembly => assembly.GetType(rule.Type)).FirstOrDefault(type => type is not null);
            Assert.True(type is not null, rule.Type);
            if (rule.Member is { } member && member != ".ctor") Assert.True(type!.GetMember(member).Length > 0, $"{rule.Type}.{member}");
        }
    }
}
